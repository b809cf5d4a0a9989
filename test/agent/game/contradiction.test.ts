import { describe, expect, it } from 'vitest'
import { contradictionsIn } from '../../../src/agent/game/contradiction.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence, Item, StarRating } from '../../../src/agent/game/types.ts'
import { makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

const [item, ...others] = makeItems(3, 40) as [Item, ...Item[]]
/** The same state in slightly other words. */
const again: Item = { ...item, text: `${item.text} again` }

const rowsWith = (first: StarRating, second: StarRating, more: Partial<Pick<Evidence, 'isMood'>> = {}): readonly Evidence[] => [
  starsRow(1, item, first),
  ...ratedBy(makePerson(5), others.slice(0, 12), 2),
  starsRow(20, again, second, more),
]

const found = (rows: readonly Evidence[], isOut?: (id: number) => boolean) => contradictionsIn(refit(rows, 0, prior), rows, isOut).map(({ older, newer }) => [older.id, newer.id])

describe('contradictions', () => {
  it('are two ratings far apart of what is nearly the same, the earlier first, with the chance that one person means both', () => {
    const rows = rowsWith(5, 1)
    const [worst] = contradictionsIn(refit(rows, 0, prior), rows)
    expect([worst!.older.id, worst!.newer.id]).toEqual([1, 20])
    expect(worst!.chance).toBeGreaterThan(0)
    expect(worst!.chance).toBeLessThan(0.06)
    expect(found(rowsWith(1, 5))).toContainEqual([1, 20])
  })

  it('are not a shade of meaning, not a mood, and not what is out of the question', () => {
    expect(found(rowsWith(4, 3))).not.toContainEqual([1, 20])
    expect(found(rowsWith(5, 1, { isMood: true }))).not.toContainEqual([1, 20])
    expect(found(rowsWith(5, 1), (id) => id === 1)).not.toContainEqual([1, 20])
  })

  it('are not two states that have little to do with each other', () => {
    const far = { ...others[20]!, axes: item.axes.map((lean) => -lean) }
    const rows = [starsRow(1, item, 5), starsRow(2, far, 1)]
    expect(found(rows)).toEqual([])
  })

  it('are seldom found of someone who rates with noise and has one taste', () => {
    let asked = 0
    for (let seed = 1; seed <= 12; seed += 1) {
      const rows = ratedBy(makePerson(seed), makeItems(seed + 100, 50))
      asked += found(rows).length
    }
    expect(asked).toBeLessThanOrEqual(12)
  })
})

describe('what the person makes of a contradiction', () => {
  it('lets the earlier rating weigh a tenth where they have changed, as one from before a change', () => {
    const rows = rowsWith(5, 1)
    const old = rows.map((row) => (row.id === 1 ? { ...row, isOld: true } : row))
    const change = refit(rows.map((row) => ({ ...row, topic: row.id === 1 ? 'this' : 'other' })), 0, prior, [{ topic: 'this', at: 30, since: 20, answer: 'yes' }])
    expect(Array.from(refit(old, 0, prior).gaussian.mean)).toEqual(Array.from(change.gaussian.mean))
    expect(Array.from(refit(old, 0, prior).gaussian.mean)).not.toEqual(Array.from(refit(rows, 0, prior).gaussian.mean))
  })
})
