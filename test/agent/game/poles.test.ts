import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { axisEvidence } from '../../../src/agent/game/explain.ts'
import { axisView, channels, ratingsOf } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { AXES, makeItems, prior, starsRow } from './people.ts'

const pole = (id: number, axis: number, sign: -1 | 1): Evidence => ({ id, at: 0, topic: null, channel: 'pole', axis, sign })

describe('a pole that is said to matter', () => {
  it('moves its axis toward it, and no other', () => {
    const told = update(init(prior), pole(1, 5, -1))
    expect(axisView(told, 5).mean).toBeLessThan(-0.05)
    expect(axisView(told, 5).sd).toBeLessThan(axisView(init(prior), 5).sd)
    for (let axis = 0; axis < AXES; axis += 1) if (axis !== 5) expect(axisView(told, axis)).toEqual(axisView(init(prior), axis))
  })

  it('says less than one rating of a state that leans to that pole alone, in how far it moves the axis and how sure that gets', () => {
    const item = { ...makeItems(1, 1)[0]!, axes: Array.from({ length: AXES }, (_, k) => (k === 3 ? 1 : 0)) }
    const rated = axisView(update(init(prior), starsRow(1, item, 5)), 3)
    const told = axisView(update(init(prior), pole(1, 3, 1)), 3)
    expect(told.mean).toBeLessThan(rated.mean)
    expect(told.sd).toBeGreaterThan(rated.sd)
  })

  it('gives way to what is rated, is no rating, and is named as evidence of its axis', () => {
    const item = { ...makeItems(1, 1)[0]!, axes: Array.from({ length: AXES }, (_, k) => (k === 3 ? 1 : 0)) }
    const rows = [pole(1, 3, 1), starsRow(2, item, 1)]
    const belief = refit(rows, 0, prior)
    expect(axisView(belief, 3).mean).toBeLessThan(0)
    expect(ratingsOf(belief)).toBe(1)
    expect(channels(belief).find(({ channel }) => channel === 'pole')).toMatchObject({ rows: 1, isFixed: true })
    expect(axisEvidence(belief, 3, rows).find(({ rowId }) => rowId === 1)!.weight).toBeGreaterThan(0)
  })
})
