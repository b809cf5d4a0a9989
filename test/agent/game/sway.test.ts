import { array, assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { COSTS, decide } from '../../../src/agent/game/policy.ts'
import type { Candidate } from '../../../src/agent/game/policy.ts'
import { swayOf } from '../../../src/agent/game/sway.ts'
import { AXES, makeItems, makePerson, prior, ratedBy } from './people.ts'

const belief = ratedBy(makePerson(1, { level: 0.8, scale: 0.6 }), makeItems(2, 60)).reduce(update, init(prior))
const own = Array.from({ length: AXES }, (_, k) => belief.gaussian.mean[5 + k]!)
const most = Math.max(...own.map(Math.abs))
const [plain] = makeItems(3, 1)
const leaning = (axes: readonly number[]) => ({ ...plain!, axes })
/** Leans as the person does, as far as axes go. */
const alike = leaning(own.map((weight) => weight / most))

const all = ({ chosen, withheld }: ReturnType<typeof decide>) => [...chosen, ...withheld]

describe('what a proposal sways', () => {
  it('is nothing where it leans as the person does, or nowhere', () => {
    expect(swayOf(belief, [])(alike)).toBeCloseTo(0, 12)
    expect(swayOf(belief, makeItems(5, 20))(leaning(own.map(() => 0)))).toBe(0)
    expect(swayOf(init(prior), makeItems(5, 20))(alike)).toBe(0)
  })

  it('is never more than the lean itself, and grows where the same way was shown before', () => {
    const lean = array(double({ min: -1, max: 1, noNaN: true }), { minLength: AXES, maxLength: AXES })
    assert(property(array(lean, { maxLength: 8 }), lean, (shown, axes) => Math.abs(swayOf(belief, shown.map(leaning))(leaning(axes))) <= Math.hypot(...axes) + 1e-9))
    const sizes = own.map(Math.abs)
    const aside = leaning(sizes.map((size) => (size === Math.min(...sizes) ? 1 : 0)))
    const opposite = leaning(aside.axes.map((value) => -value))
    expect(swayOf(belief, [aside, aside])(aside)).toBeGreaterThan(swayOf(belief, [opposite, opposite])(aside))
    expect(swayOf(belief, [opposite, opposite])(aside)).toBeLessThan(0)
  })

  it('is a cost of what comes unasked, in points, and none in a deck that the person opened', () => {
    const items = makeItems(6, 30)
    const states = items.map((item, i): Candidate => ({ id: `c${i}`, kind: 'state', item, topic: 'a' }))
    const context = { asOf: 0, seed: 1, count: 30, shown: makeItems(7, 10), spoken: [], isGoodMoment: true }
    const sway = swayOf(belief, context.shown)
    for (const { id, cost } of all(decide(belief, states, { ...context, mode: 'push' }))) {
      expect(cost).toBeCloseTo(COSTS.answer + COSTS.interruption + COSTS.sway * sway(items[Number(id.slice(1))]!), 12)
    }
    for (const { cost } of all(decide(belief, states, { ...context, mode: 'pull' }))) expect(cost).toBe(COSTS.answer)
  })
})
