import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { cholesky } from '../../../src/agent/game/linear.ts'
import { axisView, forecast, moves, predict, score } from '../../../src/agent/game/predict.ts'
import { seeded } from '../../../src/agent/game/random.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { AXES, bytesOf, makeItem, makeItems, makePerson, prior, ratedBy, starsRow, unitVector } from './people.ts'

const lock = (id: number, axis: number, value: number | null): Evidence => ({ id, at: 0, topic: null, channel: 'lock', axis, value })

const learnAll = (rows: readonly Evidence[], from = init(prior)): Belief => rows.reduce(update, from)

describe('updating', () => {
  it('leaves the old belief as it was, byte for byte, so that undo is to keep it', () => {
    const items = makeItems(1, 12)
    const rows = ratedBy(makePerson(2), items)
    const before = learnAll(rows.slice(0, 11))
    const bytes = bytesOf(before)
    update(before, rows[11]!)
    update(before, { id: 99, at: 0, topic: null, channel: 'lock', axis: 0, value: 1 })
    expect(bytesOf(before)).toBe(bytes)
  })

  it('survives a structured clone', () => {
    const rows = ratedBy(makePerson(2), makeItems(1, 8))
    const belief = learnAll(rows)
    const [unseen] = makeItems(7, 1)
    expect(score(structuredClone(belief), [unseen!])).toEqual(score(belief, [unseen!]))
  })

  it('does not depend on what was asked of it before', () => {
    const items = makeItems(3, 20)
    const rows = ratedBy(makePerson(4), items)
    const other = learnAll(ratedBy(makePerson(5), makeItems(9, 10)))
    const plain = learnAll(rows)
    score(other, items)
    score(learnAll(rows.slice(0, 5)), items)
    expect(bytesOf(learnAll(rows))).toBe(bytesOf(plain))
  })

  it('moves an axis toward the pole that was rated high, and reports by how much', () => {
    const item = { ...makeItems(1, 1)[0]!, axes: Array.from({ length: AXES }, (_, k) => (k === 3 ? -1 : 0)) }
    const before = init(prior)
    const after = update(before, starsRow(1, item, 5))
    expect(axisView(after, 3).mean).toBeLessThan(-0.05)
    expect(axisView(after, 3).sd).toBeLessThan(axisView(before, 3).sd)
    expect(moves(before, after)[3]).toBeCloseTo(axisView(after, 3).mean, 12)
    expect(moves(before, after)[4]).toBe(0)
  })

  it('keeps the momentary reward apart: a mood moves what is endorsed less than a rating that is stood by', () => {
    const [item] = makeItems(6, 1)
    const stood = update(init(prior), starsRow(1, item!, 5))
    const mood = update(init(prior), starsRow(1, item!, 5, { isMood: true }))
    expect(score(mood, [item!]).mean[0]).toBeLessThan(score(stood, [item!]).mean[0]!)
    expect(score(mood, [item!]).variance[0]).toBeGreaterThan(score(stood, [item!]).variance[0]!)
  })

  it('gets the signs of a planted taste: most after 12 ratings, nearly all after 24 and 48', () => {
    const shares = [0, 0, 0]
    const people = 30
    for (let p = 0; p < people; p += 1) {
      const person = makePerson(100 + p, { scale: 0.5 })
      const items = makeItems(500 + p, 48)
      let belief = init(prior)
      for (const [i, row] of ratedBy(person, items).entries()) {
        belief = update(belief, row)
        const at = [12, 24, 48].indexOf(i + 1)
        if (at < 0) continue
        const clear = person.taste.map((weight, k) => ({ weight, k })).filter(({ weight }) => Math.abs(weight) > 0.25)
        shares[at]! += clear.filter(({ weight, k }) => axisView(belief, k).mean * weight > 0).length / clear.length / people
      }
    }
    expect(shares[0]).toBeGreaterThan(0.75)
    expect(shares[1]).toBeGreaterThan(0.85)
    expect(shares[2]).toBeGreaterThan(0.94)
  })

  it('refuses what does not fit, and says what', () => {
    const [item] = makeItems(1, 1)
    const belief = update(init(prior), starsRow(1, item!, 4))
    expect(() => update(belief, starsRow(2, { ...item!, vector: unitVector(seeded(1), 12) }, 4))).toThrow(/12 numbers.*24/)
    expect(() => update(belief, starsRow(2, { ...item!, axes: [0, 1] }, 4))).toThrow(/2 axes.*14/)
    expect(() => update(belief, starsRow(2, { ...item!, axes: item!.axes.map(() => NaN) }, 4))).toThrow(/NaN/)
    expect(() => update(belief, starsRow(2, { ...item!, vector: item!.vector.map((value) => 2 * value) }, 4))).toThrow(/length 2\.000/)
    expect(() => update(belief, starsRow(2, item!, 6 as 5))).toThrow(/rating 6/)
    expect(() => update(belief, { id: 3, at: 0, topic: null, channel: 'slider', axis: 14, value: 1 })).toThrow(/axis 14/)
    expect(() => update(belief, { id: 3, at: 0, topic: null, channel: 'lock', axis: 1, value: Infinity })).toThrow(/Infinity/)
  })
})

describe('locks and sliders', () => {
  const rows = ratedBy(makePerson(12), makeItems(13, 20))

  it('conditions exactly: the mean of every other prediction is the regression on the locked axis', () => {
    const belief = learnAll(rows)
    const locked = update(belief, lock(50, 2, 0.9))
    expect(axisView(locked, 2)).toEqual({ mean: 0.9, sd: 0 })
    const plain = axisView(belief, 2)
    const tight = belief.gaussian
    const at = 1 + 4 + 2
    const cross = (i: number): number => tight.covariance[i < at ? (at * (at + 1)) / 2 + i : (i * (i + 1)) / 2 + at]!
    for (const i of [0, 3, 8, 25, tight.mean.length - 1]) {
      expect(locked.gaussian.mean[i]).toBeCloseTo(tight.mean[i]! + (cross(i) / cross(at)) * (0.45 - plain.mean / 2), 10)
    }
  })

  it('keeps a locked axis where it is, whatever is said later', () => {
    const locked = learnAll(rows.slice(10), learnAll([...rows.slice(0, 10), lock(50, 2, -0.6)]))
    expect(axisView(locked, 2)).toEqual({ mean: -0.6, sd: 0 })
  })

  it('shows all that was said meanwhile when a lock is lifted', () => {
    const exactlyAsIf = learnAll(rows)
    const lifted = learnAll([lock(50, 2, 0), lock(51, 2, null)], learnAll(rows))
    expect(axisView(lifted, 2)).toEqual(axisView(exactlyAsIf, 2))
  })

  it('moves 2·w toward a slider about half of the way when nothing else is known, and no other axis', () => {
    const slid = update(init(prior), { id: 1, at: 0, topic: null, channel: 'slider', axis: 5, value: 1 })
    expect(axisView(slid, 5).mean).toBeGreaterThan(0.4)
    expect(axisView(slid, 5).mean).toBeLessThan(0.8)
    expect(axisView(slid, 4).mean).toBe(0)
  })

  it('holds over a refit, and lifting does too', () => {
    const held = refit([...rows, lock(50, 2, 0.4)], 0, prior)
    expect(axisView(held, 2)).toEqual({ mean: 0.4, sd: 0 })
    const lifted = refit([...rows, lock(50, 2, 0.4), lock(51, 2, null)], 0, prior)
    expect(axisView(lifted, 2).mean).toBeCloseTo(axisView(refit(rows, 0, prior), 2).mean, 9)
  })
})

describe('predictions', () => {
  it('are symmetric, positive definite, and agree with the cheap scores', () => {
    assert(
      property(integer({ min: 1, max: 10_000 }), integer({ min: 0, max: 15 }), (seed, n) => {
        const belief = learnAll(ratedBy(makePerson(seed), makeItems(seed, n)))
        const unseen = makeItems(seed + 1, 6)
        const { mean, covariance } = predict(belief, unseen)
        const cheap = score(belief, unseen)
        for (let i = 0; i < 6; i += 1) {
          expect(cheap.mean[i]).toBeCloseTo(mean[i]!, 12)
          expect(cheap.variance[i]).toBeCloseTo(covariance[i * 6 + i]!, 10)
          for (let j = 0; j < 6; j += 1) expect(covariance[i * 6 + j]).toBe(covariance[j * 6 + i])
        }
        const packed = Float64Array.from([0, 1, 2, 3, 4, 5].flatMap((i) => Array.from({ length: i + 1 }, (_, j) => covariance[i * 6 + j]!)))
        expect(cholesky(packed, 6).every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  it('do not let style win a choice: with style left out, length and wording change nothing', () => {
    const random = seeded(5)
    let belief = init(prior)
    for (let id = 1; id <= 40; id += 1) {
      const item = makeItem(random)
      const isLong = id % 2 === 0
      belief = update(belief, starsRow(id, { ...item, text: isLong ? `${item.text} `.repeat(6) : 'tea' }, isLong ? 5 : 2))
    }
    const [item] = makeItems(6, 1)
    const short = { ...item!, text: 'tea' }
    const long = { ...item!, text: 'a long and helpful walk home with good friends early in the quiet morning of the garden '.repeat(3) }
    expect(score(belief, [long], { style: 'none' }).mean[0]).toBe(score(belief, [short], { style: 'none' }).mean[0])
    expect(forecast(belief, long).mean).toBeGreaterThan(forecast(belief, short).mean + 0.2)
  })
})
