// What it sets before a person may come to be what they want. So what comes unasked should lean, taken together, as the person
// leans themselves: then it pulls no way that was not theirs. Nothing is gained by moving anybody, and what might do so has a price.

import type { Belief } from './belief.ts'
import { AXIS_START } from './features.ts'
import type { Item } from './types.ts'

/** By how much a text more would lengthen that part of everything shown that does not lie along the person's own weights; in axes. */
export const swayOf = ({ prior, gaussian }: Belief, shown: readonly Item[]): ((item: Item) => number) => {
  const own = gaussian.mean.subarray(AXIS_START, AXIS_START + prior.kinds.length)
  const length = Math.hypot(...own)
  if (length === 0) return () => 0
  const aside = (lean: readonly number[]): number => {
    const along = Math.max(0, lean.reduce((sum, value, k) => sum + value * own[k]!, 0) / length)
    return Math.hypot(...lean.map((value, k) => value - (along * own[k]!) / length))
  }
  const sum = prior.kinds.map((_, k) => shown.reduce((all, { axes }) => all + axes[k]!, 0))
  const before = aside(sum)
  return ({ axes }) => aside(sum.map((value, k) => value + axes[k]!)) - before
}
