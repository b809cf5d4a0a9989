// How a person uses five stars: how far apart the four cutpoints are, and how noisy a rating is. The mean gap stays one point
// and the middle stays at 0, so that a reward is in points of rating; the two outer gaps and the noise are learned.

import { addOuter, cholesky, inverseFromCholesky, symmetricTimes } from './linear.ts'
import type { Prior } from './prior.ts'
import { moments } from './reading.ts'
import type { Reading } from './reading.ts'

type Triple = readonly [number, number, number]

/**
 * `values`: logarithms of the lowest and the highest gap relative to the middle one, and of the noise;
 * `precision` (packed, 3×3): how surely they are known.
 */
export type StarHabit = Readonly<{ values: Triple; precision: Float64Array }>

const triple = (make: (i: 0 | 1 | 2) => number): Triple => [make(0), make(1), make(2)]

const priorValues = ({ stars }: Prior): Triple => [0, 0, Math.log(stars.noise)]
const priorPrecision = ({ stars: { gapSd, noiseSd } }: Prior): Float64Array => Float64Array.of(gapSd ** -2, 0, gapSd ** -2, 0, 0, noiseSd ** -2)

export const newStarHabit = (prior: Prior): StarHabit => ({ values: priorValues(prior), precision: priorPrecision(prior) })

export type Scale = Readonly<{ cuts: readonly [number, number, number, number]; noise: number }>

/** Cutpoints in points, 0 being the middle of a 3, and the standard deviation of a rating's noise. */
export const starScale = (values: Triple): Scale => {
  const [low, high] = [Math.exp(values[0]), Math.exp(values[1])]
  const unit = 3 / (low + 1 + high)
  return { cuts: [-unit * (0.5 + low), -unit / 2, unit / 2, unit * (0.5 + high)], noise: Math.exp(values[2]) }
}

/** The likelihood Φ((c_y − u)/noise) − Φ((c_{y−1} − u)/noise) of a rating; `answer` counts from 0. */
export const starReading = ({ cuts, noise }: Scale, answer: number): Reading => ({
  kind: 'interval',
  slope: 1 / noise,
  low: (cuts[answer - 1] ?? -Infinity) / noise,
  high: (cuts[answer] ?? Infinity) / noise,
})

const NUDGE = 1e-5

/** d log P(answer) / d values, for u ~ N(mean, variance). */
export const starGradient = (habit: StarHabit, answer: number, mean: number, variance: number): Triple => {
  const logAt = (i: number, by: number): number =>
    moments(starReading(starScale(triple((j) => habit.values[j] + (i === j ? by : 0))), answer), mean, variance).logEvidence
  return triple((i) => (logAt(i, NUDGE) - logAt(i, -NUDGE)) / (2 * NUDGE))
}

/** `values` moved by precision⁻¹·gradient. */
const step = (values: Triple, precision: Float64Array, gradient: Float64Array): StarHabit => {
  const by = symmetricTimes(inverseFromCholesky(cholesky(precision, 3), 3), gradient)
  return { precision, values: triple((i) => values[i] + by[i]!) }
}

/** One natural-gradient step on log P(answer), the gradient's square standing for the curvature. */
export const learnStars = ({ values, precision }: StarHabit, gradient: Triple, weight: number): StarHabit => {
  const sharper = precision.slice()
  const slope = Float64Array.from(gradient)
  addOuter(sharper, slope, weight)
  return step(values, sharper, slope.map((value) => weight * value))
}

/** One Fisher-scoring step toward the posterior mode, given each row's gradient and weight. */
export const fitStars = (prior: Prior, { values }: StarHabit, rows: readonly Readonly<{ gradient: Triple; weight: number }>[]): StarHabit => {
  const start = priorValues(prior)
  const precision = priorPrecision(prior)
  const slope = symmetricTimes(precision, Float64Array.from(values, (value, i) => start[i]! - value))
  for (const { gradient, weight } of rows) {
    addOuter(precision, Float64Array.from(gradient), weight)
    for (const i of [0, 1, 2] as const) slope[i]! += weight * gradient[i]
  }
  return step(values, precision, slope.map((value) => CAUTION * value))
}

/** The belief answers to the stars as the stars answer to the belief; full steps of both would circle. */
const CAUTION = 0.85
