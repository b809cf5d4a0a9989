import { describe, expect, it } from 'vitest'
import { followedOf, NO_SIGNS, NOT_FOLLOWED, salienceOf, salienceWords, signsAfter } from '../../../src/agent/propose/salience.ts'

const DAY = 86_400_000
const BOAT = 'Some day a boat on the canal would be a fine thing to have.'
const PIANO = 'The piano in the hall has not been played since spring.'
const untouched = (text: string) => ({ text, signs: NO_SIGNS })

describe('what an edit shows of the passages of a note', () => {
  it('is that the person kept one, wrote more of another, cut a third down, and began a fourth', () => {
    const bench = 'The garden wants a bench that looks to the west in the evening, of oak, with a back, and wide enough for two people and a dog.'
    const after = [PIANO, `${BOAT} A small one, with a stove and a shelf for books, and room for a friend.`, 'The garden wants a bench that looks to the west.', 'Rain all day, and nobody came.']
    expect(signsAfter([BOAT, PIANO, bench].map(untouched), after)).toEqual([{ ...NO_SIGNS, kept: 1 }, { ...NO_SIGNS, expanded: 1 }, { ...NO_SIGNS, cut: 1 }, NO_SIGNS])
  })

  it('goes on with the words that took the place of others', () => {
    const longer = `${BOAT} A small one, with a stove and a shelf for books.`
    expect(signsAfter([{ text: BOAT, signs: { kept: 2, expanded: 1, cut: 0 } }], [longer])).toEqual([{ kept: 2, expanded: 2, cut: 0 }])
  })
})

describe('salience', () => {
  it('rises with what was returned to, expanded and kept, falls with what was cut, and is bounded', () => {
    const followed = followedOf([0, DAY, 400 * DAY, null, 400 * DAY + 1])
    expect(followed).toEqual({ days: 3, span: 400 })
    expect(salienceOf(NO_SIGNS, NOT_FOLLOWED)).toBe(0)
    expect(salienceOf(NO_SIGNS, followedOf([DAY]))).toBe(0)
    expect(salienceOf(NO_SIGNS, followed)).toBeGreaterThan(salienceOf(NO_SIGNS, followedOf([0, DAY])))
    for (const sign of ['kept', 'expanded'] as const) expect(salienceOf({ ...NO_SIGNS, [sign]: 1 }, NOT_FOLLOWED)).toBeGreaterThan(0)
    expect(salienceOf({ kept: 1, expanded: 1, cut: 2 }, NOT_FOLLOWED)).toBeLessThan(0)
    expect(salienceOf({ kept: 999, expanded: 999, cut: 0 }, { days: 999, span: 99999 })).toBeLessThanOrEqual(1)
    expect(salienceOf({ ...NO_SIGNS, cut: 999 }, NOT_FOLLOWED)).toBeGreaterThanOrEqual(-0.6)
  })

  it('says what it goes by, and nothing where there is nothing', () => {
    expect(salienceWords(NO_SIGNS, followedOf([DAY]))).toBeNull()
    expect(salienceWords({ kept: 0, expanded: 1, cut: 1 }, followedOf([0, DAY, 9 * DAY]))).toBe('you came back to it on 2 other days, wrote more of it and cut it down')
  })
})
