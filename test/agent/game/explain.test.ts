import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { axisEvidence, explain } from '../../../src/agent/game/explain.ts'
import { questionAlong, questionOf } from '../../../src/agent/game/human.ts'
import type { Said } from '../../../src/agent/game/human.ts'
import { dot } from '../../../src/agent/game/linear.ts'
import { drawNormal, seeded } from '../../../src/agent/game/random.ts'
import { axisView, score } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import { AXES, makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

describe('an explanation', () => {
  const rows = ratedBy(makePerson(3), makeItems(4, 30))
  const online = rows.reduce(update, init(prior))
  const exact = refit(rows, 0, prior)
  const unseen = makeItems(5, 10)

  it('is the arithmetic: contributions and style sum to the predicted mean', () => {
    for (const belief of [init(prior), online, exact]) {
      const { mean, variance } = score(belief, unseen)
      for (const [i, item] of unseen.entries()) {
        const { contributions, style, total } = explain(belief, item)
        const sum = contributions.reduce((all, { value }) => all + value, 0) + style.value
        expect(Math.abs(sum - mean[i]!)).toBeLessThan(1e-9)
        expect(Math.abs(total.mean - mean[i]!)).toBeLessThan(1e-9)
        expect(total.sd).toBeCloseTo(Math.sqrt(variance[i]!), 9)
      }
    }
  })

  it('names each axis on which the text leans, with the sign of the person, the largest first', () => {
    const item = unseen[0]!
    const { contributions } = explain(exact, item)
    const axes = contributions.filter(({ id }) => id === 'axis')
    expect(axes.length).toBe(item.axes.filter((lean) => lean !== 0).length)
    for (const { axis, value, spread } of axes) {
      expect(value).toBeCloseTo((item.axes[axis!]! * axisView(exact, axis!).mean) / 2, 12)
      expect(spread).toBeCloseTo(axisView(exact, axis!).sd / 2, 12)
    }
    const sizes = contributions.map(({ value }) => Math.abs(value))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  })

  it('gives the rows their leverage: over all rows it adds up to the score', () => {
    for (const belief of [online, exact]) {
      for (const item of unseen) {
        const { evidence, total } = explain(belief, item, rows, rows.length)
        expect(evidence.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(total.mean, 7)
      }
    }
  })

  it('names the row that matters most: without it the score moves the stated way', () => {
    for (const item of unseen) {
      const [top] = explain(exact, item, rows).evidence
      const without = refit(rows.filter(({ id }) => id !== top!.rowId), 0, prior)
      const change = score(exact, [item]).mean[0]! - score(without, [item]).mean[0]!
      expect(Math.sign(change)).toBe(Math.sign(top!.weight))
    }
  })

  it('says how far each row moved an axis; together they are where it stands', () => {
    for (const axis of [0, 5, AXES - 1]) {
      const moved = axisEvidence(exact, axis, rows)
      expect(moved.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(axisView(exact, axis).mean, 8)
    }
  })

  it('names only rows that it was given', () => {
    expect(explain(exact, unseen[0]!).evidence).toEqual([])
    expect(explain(exact, unseen[0]!, [rows[3]!, starsRow(999, unseen[1]!, 3)]).evidence.map(({ rowId }) => rowId)).toEqual([4])
  })

  it('meets the question of a row of any channel as it is when it is written out', () => {
    const [item, other] = [unseen[0]!, unseen[1]!]
    const row = { id: 1, at: 0, topic: null }
    const said: readonly Said[] = [
      { ...row, channel: 'stars', item, rating: 4 },
      { ...row, channel: 'stars', item, rating: 4, isMood: true },
      { ...row, channel: 'pair', first: item, second: other, choice: 'equal' },
      { ...row, channel: 'pair', first: item, second: other, choice: 'first', isMood: true },
      { ...row, channel: 'accept', item, accepted: true },
      { ...row, channel: 'edit', before: item, after: other },
      { ...row, channel: 'revision', before: item, after: other },
      { ...row, channel: 'written', item },
      { ...row, channel: 'thumb', item, up: false },
      { ...row, channel: 'hindsight', item, verdict: 'glad' },
      { ...row, channel: 'ignored', item, seen: 0.7 },
      { ...row, channel: 'wish', item, probability: 0.6 },
      { ...row, channel: 'outcome', item, verdict: 'stalled', probability: 0.6 },
      { ...row, channel: 'reason', axis: 3, sign: -1 },
      { ...row, channel: 'slider', axis: 5, value: 0.5 },
      { ...row, channel: 'pole', axis: 5, sign: 1 },
    ]
    const random = seeded(7)
    for (const { basis } of [init(prior), exact]) {
      const size = init(prior).gaussian.mean.length + basis.length
      const direction = Float64Array.from({ length: size }, () => drawNormal(random))
      for (const standing of [{ candour: 0.5, revisions: false }, { candour: 0.9, revisions: true }]) {
        const along = questionAlong(prior, basis, direction, standing)
        for (const each of said) expect(along(each)).toBeCloseTo(dot(direction, questionOf(prior, basis, size, each, standing).a), 10)
      }
    }
  })
})
