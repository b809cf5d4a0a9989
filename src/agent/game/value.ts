// What showing or asking something is worth, in points, under a belief that is a Gaussian over the candidates' rewards.

import { density, cumulative } from './normal.ts'

/** E max(r, floor) − floor for r ~ N(mean, sd²): a state is worth its reward if it is taken up, and nothing is lost if not. */
export const expectedGain = (mean: number, sd: number, floor = 0): number => {
  if (sd < 1e-9) return Math.max(0, mean - floor)
  const u = (mean - floor) / sd
  return sd * (u * cumulative(u) + density(u))
}

/** E max(r₁, r₂), from their means and the sd of their difference (EUBO; Lin et al. 2022). */
export const expectedBetter = (first: number, second: number, sdOfDifference: number): number => second + expectedGain(first - second, sdOfDifference)

/** Five-point Gauss–Hermite rule for a standard normal. */
const NODES = [
  [-2.8569700138728056, 0.011257411327720691],
  [-1.355626179974266, 0.2220759220056126],
  [0, 0.5333333333333333],
  [1.355626179974266, 0.2220759220056126],
  [2.8569700138728056, 0.011257411327720691],
] as const

/**
 * By how much one rating of candidate x is expected to raise the best mean in the pool (knowledge gradient; Frazier et al.
 * 2009). `covariance` (n×n) is that of the rewards, `noise` the variance of a rating. Length n.
 */
export const informationOf = (mean: Float64Array, covariance: Float64Array, noise: number): Float64Array => {
  const n = mean.length
  const best = mean.reduce((most, value) => Math.max(most, value), -Infinity)
  return Float64Array.from(mean, (_, x) => {
    const scale = Math.sqrt(covariance[x * n + x]! + noise)
    let expected = 0
    for (const [node, weight] of NODES) {
      let most = -Infinity
      for (let j = 0; j < n; j += 1) most = Math.max(most, mean[j]! + (node * covariance[x * n + j]!) / scale)
      expected += weight * most
    }
    return Math.max(0, expected - best)
  })
}

/**
 * By how much an answer about a·z narrows the axes: the drop of the standard deviations of 2·w_k, summed, in points.
 * `cross` holds cov(w_k, a·z), `variances` var(w_k), `total` the variance of the answer with its noise.
 */
export const narrowingOf = (cross: Float64Array, variances: Float64Array, total: number): number => {
  let sum = 0
  for (const [k, variance] of variances.entries()) sum += 2 * (Math.sqrt(variance) - Math.sqrt(Math.max(0, variance - (cross[k]! * cross[k]!) / total)))
  return sum
}
