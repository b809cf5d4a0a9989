import { describe, expect, it } from 'vitest'
import { init, startWith, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { cues } from '../../../src/agent/game/cues.ts'
import { explain } from '../../../src/agent/game/explain.ts'
import { features, grow } from '../../../src/agent/game/features.ts'
import { observe } from '../../../src/agent/game/gaussian.ts'
import { NEUTRAL } from '../../../src/agent/game/human.ts'
import { symmetricTimes } from '../../../src/agent/game/linear.ts'
import { predict, score } from '../../../src/agent/game/predict.ts'
import { drawNormal, seeded } from '../../../src/agent/game/random.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import { between, cumulative } from '../../../src/agent/game/normal.ts'
import type { Item } from '../../../src/agent/game/types.ts'
import { denseProcess, gram, integrate, solve } from './dense.ts'
import { knownStars, makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

/** Reads each text's reward with Gaussian noise, by the rank-one path that all evidence takes. */
const read = (belief: Belief, items: ReturnType<typeof makeItems>, values: readonly number[], noise: readonly number[]): Belief => {
  let { gaussian } = belief
  for (const [i, item] of items.entries()) {
    const phi = features(prior, belief.basis, item, 'endorsed', 'own')
    gaussian = observe(gaussian, phi, symmetricTimes(gaussian.covariance, phi), { precision: 1 / noise[i]!, shift: values[i]! / noise[i]! })
  }
  return { ...belief, gaussian, free: gaussian }
}

describe('the belief is the dense Gaussian process', () => {
  for (const n of [0, 5, 50]) {
    it(`has its mean, variance and covariance on unseen texts after ${n} readings`, () => {
      const seen = makeItems(n + 1, n)
      const unseen = makeItems(900, 12)
      const random = seeded(4)
      const values = seen.map(() => drawNormal(random))
      const noise = seen.map(() => 0.2 + random())
      const basis = seen.reduce((grown, item) => grow(prior, grown, item.vector), startWith(prior, [], NEUTRAL).basis)
      const belief = read(startWith(prior, basis, NEUTRAL), seen, values, noise)
      const dense = denseProcess(prior, seen, values, noise, unseen)
      const { mean, covariance } = predict(belief, unseen)
      const cheap = score(belief, unseen)
      for (const [i] of unseen.entries()) {
        expect(Math.abs(mean[i]! - dense.mean[i]!)).toBeLessThan(1e-6)
        expect(Math.abs(cheap.mean[i]! - dense.mean[i]!)).toBeLessThan(1e-6)
        expect(Math.abs(cheap.variance[i]! - dense.covariance[i]![i]!)).toBeLessThan(1e-6)
        for (const [j] of unseen.entries()) expect(Math.abs(covariance[i * unseen.length + j]! - dense.covariance[i]![j]!)).toBeLessThan(1e-6)
      }
    })
  }

  it('has the variance of the prior, and not less, on texts that no landmark is like', () => {
    const [item] = makeItems(3, 1)
    const { variance } = score(init(prior), [item!])
    expect(variance[0]).toBeCloseTo(gram(prior, [item!], [item!])[0]![0]!, 6)
    expect(variance[0]).toBeGreaterThan(prior.kernel.variance)
  })

  it('is found by refit from stars: the same fixed point of expectation propagation, in function space', () => {
    const exact = knownStars(prior, 0.8)
    const person = makePerson(8)
    const items = makeItems(21, 30)
    const rows = ratedBy(person, items)
    const belief = refit(rows, 0, exact)
    const answers = rows.map((row) => (row.channel === 'stars' ? row.rating : 0))
    const unseen = makeItems(22, 20)
    const { mean, covariance } = denseExpectationPropagation(items, answers, 0.8, unseen).process
    const mine = predict(belief, unseen)
    for (const [i] of unseen.entries()) {
      expect(Math.abs(mine.mean[i]! - mean[i]!)).toBeLessThan(1e-6)
      for (const [j] of unseen.entries()) expect(Math.abs(mine.covariance[i * unseen.length + j]! - covariance[i]![j]!)).toBeLessThan(1e-6)
    }
  })

  it('explains as the process does: what each row holds up, and each term with its spread', () => {
    const exact = knownStars(prior, 0.8)
    const items = makeItems(21, 30)
    const rows = ratedBy(makePerson(8), items)
    const belief = refit(rows, 0, exact)
    const { values, noise } = denseExpectationPropagation(items, rows.map((row) => (row.channel === 'stars' ? row.rating : 0)), 0.8, []).readings
    const system = gram(prior, items, items).map((row, i) => row.map((value, j) => value + (i === j ? noise[i]! : 0)))
    /** Mean and variance of a part of the reward, from its covariance with the rated texts and with itself; and each row's share of the mean. */
    const partOf = (cross: readonly number[], own: number) => {
      const solved = solve(system, cross.map((value) => [value])).map(([value]) => value!)
      const shares = solved.map((weight, i) => weight * values[i]!)
      return { shares, value: shares.reduce((sum, share) => sum + share, 0), spread: Math.sqrt(own - solved.reduce((sum, weight, i) => sum + weight * cross[i]!, 0)) }
    }
    for (const item of makeItems(22, 8)) {
      const { contributions, style, total, evidence } = explain(belief, item, rows, rows.length)
      const whole = partOf(items.map((other) => gram(prior, [item], [other])[0]![0]!), gram(prior, [item], [item])[0]![0]!)
      expect(Math.abs(total.mean - whole.value)).toBeLessThan(1e-6)
      expect(Math.abs(total.sd - whole.spread)).toBeLessThan(1e-6)
      for (const { rowId, weight } of evidence) expect(Math.abs(weight - whole.shares[rowId - 1]!)).toBeLessThan(1e-6)
      expect(evidence.length).toBe(rows.length)
      const likeness = (other: Item): number => gram(prior, [item], [other])[0]![0]! - gram({ ...prior, kernel: { ...prior.kernel, variance: 0 } }, [item], [other])[0]![0]!
      const terms = contributions.map((term) => {
        const covarianceWith = (other: Item): number => (term.id === 'likeness' ? likeness(other) : term.axis === null ? prior.bias.sd ** 2 : prior.axisSd ** 2 * item.axes[term.axis]! * other.axes[term.axis]!)
        return { term, dense: partOf(items.map(covarianceWith), covarianceWith(item)) }
      })
      const stylish = (other: Item): number => cues(item.text).reduce((sum, cue, k) => sum + prior.cues.sds[k]! ** 2 * cue * cues(other.text)[k]!, 0)
      for (const { term, dense } of [...terms, { term: style, dense: partOf(items.map(stylish), stylish(item)) }]) {
        expect(Math.abs(term.value - dense.value)).toBeLessThan(1e-6)
        expect(Math.abs(term.spread - dense.spread)).toBeLessThan(1e-6)
      }
    }
  })

  it('matches numerical integration after one rating, in mean and variance', () => {
    const exact = knownStars(prior, 0.8)
    const [item] = makeItems(5, 1)
    const variance = gram(exact, [item!], [item!])[0]![0]!
    for (const rating of [1, 2, 3, 4, 5] as const) {
      const cuts = [-Infinity, -1.5, -0.5, 0.5, 1.5, Infinity]
      const likelihood = (u: number): number => between((cuts[rating - 1]! - u) / 0.8, (cuts[rating]! - u) / 0.8)
      const mass = integrate(likelihood, 0, variance)
      const first = integrate((u) => u * likelihood(u), 0, variance) / mass
      const second = integrate((u) => u * u * likelihood(u), 0, variance) / mass
      const after = score(update(init(exact), starsRow(1, item!, rating)), [item!])
      expect(after.mean[0]).toBeCloseTo(first, 7)
      expect(after.variance[0]).toBeCloseTo(second - first * first, 7)
    }
  })
})

/** Expectation propagation over the rated texts' rewards themselves: full matrices, sequential, two hundred sweeps. */
function denseExpectationPropagation(items: ReturnType<typeof makeItems>, ratings: readonly number[], noise: number, unseen: ReturnType<typeof makeItems>) {
  const cuts = [-Infinity, -1.5, -0.5, 0.5, 1.5, Infinity]
  const kernel = gram(prior, items, items)
  const precisions = items.map(() => 1e-3)
  const shifts = items.map(() => 0)
  const posterior = () => denseProcess(prior, items, precisions.map((p, i) => shifts[i]! / p), precisions.map((p) => 1 / p), items)
  let now = posterior()
  for (let sweep = 0; sweep < 40; sweep += 1) {
    for (const [i] of items.entries()) {
      const variance = 1 / (1 / now.covariance[i]![i]! - precisions[i]!)
      const mean = variance * (now.mean[i]! / now.covariance[i]![i]! - shifts[i]!)
      const scale = Math.sqrt(noise * noise + variance)
      const z = (by: number): number => cumulative((cuts[ratings[i]!]! - mean - by) / scale) - cumulative((cuts[ratings[i]! - 1]! - mean - by) / scale)
      const step = 1e-3
      // Derivatives of log Z by fourth-order differences: no formula is shared with the code under test.
      const log = [-2, -1, 0, 1, 2].map((k) => Math.log(z(k * step)))
      const gain = (log[0]! - 8 * log[1]! + 8 * log[3]! - log[4]!) / (12 * step)
      const curve = -(-log[0]! + 16 * log[1]! - 30 * log[2]! + 16 * log[3]! - log[4]!) / (12 * step * step)
      precisions[i] = curve / (1 - curve * variance)
      shifts[i] = (gain + curve * mean) / (1 - curve * variance)
    }
    now = posterior()
  }
  expect(solve(kernel, kernel)[0]![0]).toBeCloseTo(1, 6)
  const readings = { values: precisions.map((p, i) => shifts[i]! / p), noise: precisions.map((p) => 1 / p) }
  return { readings, process: denseProcess(prior, items, readings.values, readings.noise, unseen) }
}
