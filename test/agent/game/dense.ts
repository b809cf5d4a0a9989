import { cues } from '../../../src/agent/game/cues.ts'
import type { Prior } from '../../../src/agent/game/prior.ts'
import type { Item } from '../../../src/agent/game/types.ts'

// A second opinion in other code: the same model in function space, by Gaussian elimination on full matrices.

export type Matrix = number[][]

/** Prior covariance of the endorsed reward of two texts. */
export const priorCovariance = (prior: Prior, x: Item, y: Item): number => {
  const [a, b] = [cues(x.text), cues(y.text)]
  let cosine = 0
  for (let i = 0; i < x.vector.length; i += 1) cosine += x.vector[i]! * y.vector[i]!
  return (
    prior.bias.sd ** 2 +
    a.reduce((sum, value, i) => sum + prior.cues.sds[i]! ** 2 * value * b[i]!, 0) +
    prior.axisSd ** 2 * x.axes.reduce((sum, value, k) => sum + value * y.axes[k]!, 0) +
    prior.kernel.variance * Math.exp((cosine - 1) / prior.kernel.length)
  )
}

export const gram = (prior: Prior, rows: readonly Item[], columns: readonly Item[]): Matrix => rows.map((x) => columns.map((y) => priorCovariance(prior, x, y)))

/** Solves A·X = B by Gauss–Jordan elimination with pivoting. */
export const solve = (a: Matrix, b: Matrix): Matrix => {
  const n = a.length
  const work = a.map((row, i) => [...row, ...b[i]!])
  for (let column = 0; column < n; column += 1) {
    let pivot = column
    for (let row = column + 1; row < n; row += 1) if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row
    ;[work[column], work[pivot]] = [work[pivot]!, work[column]!]
    const top = work[column]!
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue
      const factor = work[row]![column]! / top[column]!
      if (factor !== 0) for (let k = column; k < work[row]!.length; k += 1) work[row]![k]! -= factor * top[k]!
    }
  }
  return work.map((row, i) => row.slice(n).map((value) => value / row[i]!))
}

/** Posterior mean and covariance at `unseen` after readings `values` of `seen` with noise variances `noise` (one each). */
export const denseProcess = (prior: Prior, seen: readonly Item[], values: readonly number[], noise: readonly number[], unseen: readonly Item[]): { mean: number[]; covariance: Matrix } => {
  const covariance = gram(prior, unseen, unseen)
  if (seen.length === 0) return { mean: unseen.map(() => prior.bias.mean), covariance }
  const system = gram(prior, seen, seen).map((row, i) => row.map((value, j) => value + (i === j ? noise[i]! : 0)))
  const cross = gram(prior, seen, unseen)
  const solved = solve(system, cross.map((row, i) => [...row, values[i]! - prior.bias.mean]))
  return {
    mean: unseen.map((_, j) => prior.bias.mean + seen.reduce((sum, _item, i) => sum + cross[i]![j]! * solved[i]![unseen.length]!, 0)),
    covariance: covariance.map((row, j) => row.map((value, k) => value - seen.reduce((sum, _item, i) => sum + cross[i]![j]! * solved[i]![k]!, 0))),
  }
}

/** ∫ f(u) N(u; mean, variance) du by the trapezoid rule over ±10 sd. */
export const integrate = (f: (u: number) => number, mean: number, variance: number): number => {
  const sd = Math.sqrt(variance)
  const steps = 20_000
  let sum = 0
  for (let i = 0; i <= steps; i += 1) {
    const z = -10 + (20 * i) / steps
    sum += f(mean + sd * z) * Math.exp(-0.5 * z * z) * (i === 0 || i === steps ? 0.5 : 1)
  }
  return (sum * 20) / steps / Math.sqrt(2 * Math.PI)
}
