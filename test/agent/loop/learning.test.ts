import { describe, expect, it } from 'vitest'
import { claimsOf, MOST_OF_ALL, MOST_OF_NOTE, MOST_OF_WEEK } from '../../../src/agent/loop/learning.ts'
import { intentsIn } from '../../../src/agent/observe/intent.ts'
import type { Mention } from '../../../src/agent/propose/aims.ts'

const DAY = 86_400_000
const vector = new Float32Array([1, 0])

/** What one note of a day says. */
function mentionsOf(text: string, day: number | null, file = `${day}.md`): readonly Mention[] {
  const passage = { id: `${file} ${text}`, text, heading: null, file, speaker: 'person', conversation: null } as const
  return intentsIn(passage).map((intent) => ({ ...intent, sourceId: 's', file, heading: null, line: 1, lineEnd: 1, date: day === null ? null : day * DAY, vector }))
}
const claims = (mentions: readonly Mention[]) => claimsOf(mentions, () => 'music')
const wish = (index: number): string => `I want to learn the song number ${index} by heart.`

describe('what notes are evidence of', () => {
  it.each([
    ['I want to learn the cello.', { kind: 'wish', reason: 'says what you want' }],
    ['I’m going to finish the shelf this winter.', { kind: 'wish', reason: 'says what you mean to do' }],
    ['I finally finished the shelf.', { kind: 'outcome', verdict: 'happened' }],
    ['I haven’t touched the cello since May.', { kind: 'outcome', verdict: 'stalled' }],
    ['I gave up on the marathon this year.', { kind: 'outcome', verdict: 'dropped' }],
  ])('%j', (text, claim) => expect(claims(mentionsOf(text, 1))).toMatchObject([{ ...claim, quote: text, item: { text }, topic: 'music', date: DAY, proposalId: null }]))

  it.each([
    ['a step', 'I signed up for the pottery course.'],
    ['a question', 'How do I make time for the people I like?'],
    ['what is turned away from, which a vector does not hear', 'I no longer want my evenings to belong to a screen.'],
    ['a task, which may be anybody’s order', '☑ ring the people at the clock course'],
  ])('is not %s', (_, text) => expect(claims(mentionsOf(text, 1))).toEqual([]))

  it('is labelled by rule where the words decide an axis', () => {
    expect(claims(mentionsOf('I want to draw alone every morning.', 1))).toMatchObject([{ item: { axes: { company: -1, daytime: -1 } } }])
  })
})

describe('the bounds', () => {
  it('hold for one note, one week and all of them, so that a diary does not swamp what is said to Tacit', () => {
    const oneNote = Array.from({ length: 10 }, (_, index) => mentionsOf(wish(index), 1, 'a.md')).flat()
    expect(claims(oneNote)).toHaveLength(MOST_OF_NOTE)
    const oneWeek = Array.from({ length: 20 }, (_, index) => mentionsOf(wish(index), 0, `${index}.md`)).flat()
    expect(claims(oneWeek)).toHaveLength(MOST_OF_WEEK)
    const years = Array.from({ length: 400 }, (_, index) => mentionsOf(wish(index), 7 * index)).flat()
    expect(claims(years)).toHaveLength(MOST_OF_ALL)
  })

  it('count the same words in two notes once, as of the first day', () => {
    expect(claims([...mentionsOf('I want to learn the CELLO!', 9), ...mentionsOf('I want to learn the cello.', 2)])).toMatchObject([{ date: 2 * DAY }])
  })

  it('choose the same whatever the order of reading', () => {
    const years = Array.from({ length: 30 }, (_, index) => mentionsOf(wish(index), index % 9, `${index % 4}.md`)).flat()
    const quotes = (mentions: readonly Mention[]) => claims(mentions).map(({ quote }) => quote)
    expect(quotes(years.toReversed())).toEqual(quotes(years))
  })
})
