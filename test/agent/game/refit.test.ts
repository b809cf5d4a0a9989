import { describe, expect, it } from 'vitest'
import { halfLife } from '../../../src/agent/game/age.ts'
import { init, update } from '../../../src/agent/game/belief.ts'
import { axisView, score } from '../../../src/agent/game/predict.ts'
import { drawNormal, seeded } from '../../../src/agent/game/random.ts'
import { refit, withoutRow } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { AXES, bytesOf, makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

const DAY = 86_400_000

/** A ledger with every channel in it. */
const mixedLedger = (seed: number, count: number): Evidence[] => {
  const random = seeded(seed)
  const person = makePerson(seed)
  const items = makeItems(seed + 1, count + 1)
  return items.slice(0, count).map((item, i): Evidence => {
    const base = { id: i + 1, at: i * DAY, topic: `topic ${i % 3}` }
    const other = items[i + 1]!
    const better = person.reward(item) + 0.5 * drawNormal(random) > person.reward(other)
    switch (i % 8) {
      case 1:
        return { ...base, channel: 'pair', first: item, second: other, choice: better ? 'first' : 'second' }
      case 3:
        return { ...base, channel: 'accept', item, accepted: person.reward(item) > 0.3 }
      case 4:
        return better ? { ...base, channel: 'edit', before: other, after: item } : { ...base, channel: 'edit', before: item, after: other }
      case 5:
        return { ...base, channel: 'reason', axis: i % AXES, sign: person.taste[i % AXES]! > 0 ? 1 : -1 }
      case 6:
        return { ...base, channel: 'thumb', item, up: person.reward(item) > 0 }
      case 7:
        return { ...base, channel: 'hindsight', item, verdict: person.reward(item) > 0.2 ? 'glad' : 'sorry' }
      default:
        return { ...base, channel: 'stars', item, rating: person.rate(item) }
    }
  })
}

describe('refit', () => {
  it('of a ledger with a forgotten row equals that of one that never had it, byte for byte', () => {
    const rows = mixedLedger(3, 48)
    for (const id of [1, 2, 12, 30, 48]) {
      const forgotten = refit(rows, 60 * DAY, prior) && refit(rows.filter((row) => row.id !== id), 60 * DAY, prior)
      const never = refit(structuredClone(mixedLedger(3, 48)).filter((row) => row.id !== id), 60 * DAY, prior)
      expect(bytesOf(forgotten)).toBe(bytesOf(never))
    }
  })

  it('does not depend on the order in which the rows are given', () => {
    const rows = mixedLedger(5, 40)
    const random = seeded(9)
    const mixed = rows.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key).map(({ row }) => row)
    const unseen = makeItems(6, 30)
    const [a, b] = [score(refit(rows, 0, prior), unseen), score(refit(mixed, 0, prior), unseen)]
    for (const [i] of unseen.entries()) expect(Math.abs(a.mean[i]! - b.mean[i]!)).toBeLessThan(1e-9)
  })

  it('hardly depends on the order in which the person said things, as the online belief does', () => {
    const rows = ratedBy(makePerson(15), makeItems(16, 40))
    const reversed = rows.map((row, i) => ({ ...row, id: rows.length - i })) as Evidence[]
    const unseen = makeItems(17, 40)
    const [a, b] = [score(refit(rows, 0, prior), unseen), score(refit(reversed, 0, prior), unseen)]
    for (const [i] of unseen.entries()) expect(Math.abs(a.mean[i]! - b.mean[i]!)).toBeLessThan(1e-6)
  })

  it('is close to what was learnt online: within a tenth of a standard deviation on 200 texts', () => {
    const people = [31, 32, 33]
    for (const seed of people) {
      const person = makePerson(seed, { noise: 0.6 })
      const rows = ratedBy(person, makeItems(seed + 50, 30))
      const start = refit(rows.slice(0, 24), 0, prior)
      const online = rows.slice(24).reduce(update, start)
      const exact = refit(rows, 0, prior)
      const unseen = makeItems(seed + 90, 200)
      const [a, b] = [score(online, unseen), score(exact, unseen)]
      for (const [i] of unseen.entries()) expect(Math.abs(a.mean[i]! - b.mean[i]!) / Math.sqrt(b.variance[i]!)).toBeLessThan(0.1)
    }
  })

  it('of no rows is the prior', () => {
    expect(bytesOf(refit([], 0, prior))).toBe(bytesOf(init(prior)))
  })

  it('refuses a ledger with one id twice', () => {
    const rows = ratedBy(makePerson(1), makeItems(1, 3))
    expect(() => refit([...rows, rows[1]!], 0, prior)).toThrow(/id 2/)
  })

  it('lets rows fade by what they are about: a mood in weeks, a value in a year', () => {
    const rows = [0, 1, 2].map((axis) => ({ id: axis + 1, at: 0, topic: null, channel: 'reason', axis, sign: 1 }) as const)
    const fresh = refit(rows, 0, prior)
    const later = refit(rows, 90 * DAY, prior)
    const kept = (axis: number): number => axisView(later, axis).mean / axisView(fresh, axis).mean
    expect(prior.kinds.slice(0, 3)).toEqual(['value', 'taste', 'mood'])
    expect(kept(0)).toBeGreaterThan(0.8)
    expect(kept(1)).toBeGreaterThan(0.45)
    expect(kept(1)).toBeLessThan(0.6)
    expect(kept(2)).toBeLessThan(0.05)
  })

  it('lets the momentary reward fade to half in two weeks and leaves it alone in between', () => {
    const rows = makeItems(8, 6).map((item, i): Evidence => starsRow(i + 1, item, 4, { isMood: true }))
    const mood = 1 + 4 + AXES
    const at = (days: number): number => refit(rows, days * DAY, prior).gaussian.mean[mood]!
    expect(at(14)).toBeLessThan(at(0))
    expect(at(126) / at(112)).toBeCloseTo(0.5, 1)
    const late = { ...rows[0]!, id: 90, at: 300 * DAY }
    expect(bytesOf(update(refit(rows, 0, prior), late))).toBe(bytesOf(update(refit(rows, 0, prior), { ...late, at: 0 })))
  })

  it('ages a text as the axes that it leans on', () => {
    const [item] = makeItems(2, 1)
    const leaning = (k: number) => ({ ...item!, axes: item!.axes.map((_, i) => (i === k ? 1 : 0)) })
    expect(halfLife(prior, starsRow(1, leaning(0), 3))).toBe(365)
    expect(halfLife(prior, starsRow(1, leaning(1), 3))).toBe(90)
    expect(halfLife(prior, starsRow(1, leaning(1), 3, { isMood: true }))).toBe(14)
    expect(halfLife(prior, starsRow(1, { ...item!, axes: item!.axes.map(() => 0) }, 3))).toBe(365)
  })

  it('shows what an axis would be without a row', () => {
    const item = { ...makeItems(4, 1)[0]!, axes: Array.from({ length: AXES }, (_, k) => (k === 0 ? 1 : 0)) }
    const rows = [...ratedBy(makePerson(6), makeItems(5, 10)), starsRow(40, item, 5)]
    expect(withoutRow(rows, 40, 0, prior, 0)).toEqual(axisView(refit(rows.slice(0, -1), 0, prior), 0))
    expect(withoutRow(rows, 40, 0, prior, 0).mean).toBeLessThan(axisView(refit(rows, 0, prior), 0).mean)
  })

  it('keeps to the most landmarks, and still predicts with what they leave out', () => {
    const few = { ...prior, landmarks: 16 }
    const rows = ratedBy(makePerson(44), makeItems(45, 60))
    const belief = refit(rows, 0, few)
    expect(belief.basis.length).toBe(16)
    const unseen = makeItems(46, 50)
    const { variance } = score(belief, unseen)
    const full = score(refit(rows, 0, prior), unseen)
    const worse = variance.filter((value, i) => value < full.variance[i]! - 0.02).length
    expect(worse).toBe(0)
  })
})
