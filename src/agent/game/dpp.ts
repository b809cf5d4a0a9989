// A slate that does not repeat itself: greedy MAP of a determinantal point process (Chen et al. 2018), conditioned on what was shown.

import { dot, dotFloat } from './linear.ts'
import type { Prior } from './prior.ts'

/** Of what was ever shown, the latest that a new slate is kept apart from. */
const MEMORY = 128

export type Spread = Readonly<{
  /** The share of each candidate that what was shown, or taken since, does not cover: 1 is all new, 0 a repeat. */
  left: Float64Array
  /** The largest cosine to anything shown. */
  nearest: Float64Array
  /** Takes candidate `index` into the slate. */
  take: (index: number) => void
}>

/** Starts a slate among candidates; similarity is the belief's own kernel, the space of its landmarks. */
export const startSlate = (prior: Prior, candidates: readonly Float32Array[], shown: readonly Float32Array[]): Spread => {
  const coordinates: number[][] = candidates.map(() => [])
  const left = new Float64Array(candidates.length).fill(1)
  const nearest = new Float64Array(candidates.length).fill(-1)
  const rows: Readonly<{ vector: Float32Array; own: Float64Array; root: number }>[] = []
  const likeness = (a: Float32Array, b: Float32Array): number => Math.exp((Math.min(1, dotFloat(a, b)) - 1) / prior.kernel.length)

  const cover = (vector: Float32Array): void => {
    const own = new Float64Array(rows.length)
    for (const [j, row] of rows.entries()) own[j] = (likeness(row.vector, vector) - dot(row.own, own, j)) / row.root
    const rest = 1 - dot(own, own)
    if (rest < 1e-9) return
    rows.push({ vector, own, root: Math.sqrt(rest) })
    for (const [i, candidate] of candidates.entries()) {
      const mine = coordinates[i]!
      let sum = likeness(vector, candidate)
      for (let j = 0; j < own.length; j += 1) sum -= own[j]! * mine[j]!
      const coordinate = sum / Math.sqrt(rest)
      mine.push(coordinate)
      left[i] = Math.max(0, left[i]! - coordinate * coordinate)
    }
  }

  for (const vector of shown) for (const [i, candidate] of candidates.entries()) nearest[i] = Math.max(nearest[i]!, dotFloat(vector, candidate))
  for (const vector of shown.slice(-MEMORY)) cover(vector)
  return { left, nearest, take: (index) => cover(candidates[index]!) }
}
