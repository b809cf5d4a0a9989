// A slate that does not repeat itself: greedy MAP of a determinantal point process (Chen et al. 2018), conditioned on what was shown.

import { dot, dotFloat } from './linear.ts'
import type { Prior } from './prior.ts'
import type { Item } from './types.ts'

/** Of what was ever shown, the latest that a new slate is kept apart from. */
const MEMORY = 128

type Text = Pick<Item, 'vector' | 'axes'>

/** Squared distance in axes at which likeness by poles has fallen to 1/e: three axes on which one leans and the other does not. */
const APART = 3

const apart = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0
  for (let k = 0; k < a.length; k += 1) sum += (a[k]! - b[k]!) * (a[k]! - b[k]!)
  return sum
}

export type Spread = Readonly<{
  /** The share of each candidate that what was shown, or taken since, does not cover: 1 is all new, 0 a repeat. */
  left: Float64Array
  /** The largest cosine to anything shown. */
  nearest: Float64Array
  /** Takes candidate `index` into the slate. */
  take: (index: number) => void
}>

/**
 * Starts a slate among candidates; null is a question without a text, which is like nothing. Two texts are alike by the
 * belief's own kernel, the space of its landmarks, or by the poles that they lean to.
 */
export const startSlate = (prior: Prior, candidates: readonly (Text | null)[], shown: readonly Text[]): Spread => {
  const coordinates: number[][] = candidates.map(() => [])
  const left = new Float64Array(candidates.length).fill(1)
  const nearest = new Float64Array(candidates.length).fill(-1)
  const rows: Readonly<{ text: Text; own: Float64Array; root: number }>[] = []
  const likeness = (cosine: number, a: Text, b: Text): number =>
    0.5 * Math.exp((Math.min(1, cosine) - 1) / prior.kernel.length) + 0.5 * Math.exp(-apart(a.axes, b.axes) / APART)
  const cosinesTo = ({ vector }: Text): Float64Array => {
    const cosines = new Float64Array(candidates.length).fill(-1)
    for (const [i, candidate] of candidates.entries()) if (candidate !== null) cosines[i] = dotFloat(vector, candidate.vector)
    return cosines
  }

  const cover = (text: Text, cosines: Float64Array): void => {
    const own = new Float64Array(rows.length)
    for (const [j, row] of rows.entries()) own[j] = (likeness(dotFloat(row.text.vector, text.vector), row.text, text) - dot(row.own, own, j)) / row.root
    const rest = 1 - dot(own, own)
    if (rest < 1e-9) return
    const root = Math.sqrt(rest)
    rows.push({ text, own, root })
    for (const [i, candidate] of candidates.entries()) {
      if (candidate === null) continue
      const mine = coordinates[i]!
      let sum = likeness(cosines[i]!, text, candidate)
      for (let j = 0; j < own.length; j += 1) sum -= own[j]! * mine[j]!
      mine.push(sum / root)
      left[i] = Math.max(0, left[i]! - (sum / root) ** 2)
    }
  }

  for (const [age, text] of shown.toReversed().entries()) {
    const cosines = cosinesTo(text)
    for (const [i, cosine] of cosines.entries()) nearest[i] = Math.max(nearest[i]!, cosine)
    if (age < MEMORY) cover(text, cosines)
  }
  return {
    left,
    nearest,
    take: (index) => {
      const candidate = candidates[index]
      if (candidate) cover(candidate, cosinesTo(candidate))
    },
  }
}
