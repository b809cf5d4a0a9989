// Two ratings of states that are nearly the same to the belief, and so far apart that both can hardly be meant. Each pair is judged by
// what the belief would be without the two: with them it has already explained half of the contradiction away.

import type { Belief } from './belief.ts'
import { kernel } from './features.ts'
import { observe } from './gaussian.ts'
import type { Gaussian } from './gaussian.ts'
import { questionOf } from './human.ts'
import { symmetricTimes } from './linear.ts'
import { cumulative } from './normal.ts'
import { predict } from './predict.ts'
import type { Prior } from './prior.ts'
import { starScale } from './stars.ts'
import type { Evidence, Item } from './types.ts'

type Rated = Extract<Evidence, { channel: 'stars' }>

/** `chance`: at most so probable is it that someone with one reward and one way of rating says both. */
export type Contradiction = Readonly<{ older: Rated; newer: Rated; chance: number }>

/** Ratings nearer to each other than this are noise, or a shade of meaning. */
const LEAST_APART = 2
/** How much of what is not known of the one reward beforehand is shared with the other: from here on they are nearly the same. */
const ALIKE = 0.4
const MOST_CHANCE = 0.1
/** The latest ratings are each compared with so many before them. */
const LATEST = 60
const COMPARED = 1500
/** Pairs that are judged, those that are most alike and furthest apart first. */
const JUDGED = 24

/** Prior correlation of two rewards, what all states share left out. */
const alike = (prior: Prior, x: Item, y: Item): number => {
  const share = (a: Item, b: Item): number => prior.axisSd ** 2 * a.axes.reduce((sum, value, k) => sum + value * b.axes[k]!, 0) + kernel(prior, a.vector, b.vector)
  return share(x, y) / Math.sqrt(share(x, x) * share(y, y))
}

/** The Gaussian as it is without what a row said: its message divided out. A row that the belief was not told leaves it as it is. */
const without = (belief: Belief, gaussian: Gaussian, row: Rated): Gaussian => {
  const { messages, prior, basis, humans } = belief
  for (let at = 0; at < messages.length; at += 3) {
    if (messages[at] !== row.id) continue
    const { a } = questionOf(prior, basis, gaussian.mean.length, row, humans.standing)
    return observe(gaussian, a, symmetricTimes(gaussian.covariance, a), { precision: -messages[at + 1]!, shift: -messages[at + 2]! })
  }
  return gaussian
}

/** P(the higher rating at least so high and the lower at most so low) is at most P(their difference is at least the gap between). */
const chanceOf = (belief: Belief, older: Rated, newer: Rated): number => {
  const [high, low] = older.rating > newer.rating ? [older, newer] : [newer, older]
  const { cuts, noise } = starScale(belief.humans.stars.values)
  const gap = cuts[high.rating - 2]! - cuts[low.rating - 1]!
  const gaussian = without(belief, without(belief, belief.gaussian, older), newer)
  const { mean, covariance } = predict({ ...belief, gaussian }, [high.item, low.item])
  const [a, ab, , b] = covariance as unknown as readonly [number, number, number, number]
  const variance = Math.max(0, a + b - 2 * ab) + 2 * noise * noise
  return cumulative((mean[0]! - mean[1]! - gap) / Math.sqrt(variance))
}

/** The contradictions among deliberate ratings of what is stood by, the least probable first. `isOut` are rows that are not to be asked about. */
export const contradictionsIn = (belief: Belief, rows: readonly Evidence[], isOut: (id: number) => boolean = () => false): readonly Contradiction[] => {
  const rated = rows.filter((row): row is Rated => row.channel === 'stars' && row.isMood !== true && !isOut(row.id)).slice(-COMPARED)
  const latest = rated.slice(-LATEST)
  const found = latest.flatMap((newer) =>
    rated.flatMap((older) => {
      const apart = Math.abs(older.rating - newer.rating)
      if (older.id >= newer.id || apart < LEAST_APART) return []
      const likeness = alike(belief.prior, older.item, newer.item)
      return likeness >= ALIKE ? [{ older, newer, weight: apart * likeness }] : []
    }),
  )
  return found
    .toSorted((x, y) => y.weight - x.weight)
    .slice(0, JUDGED)
    .map(({ older, newer }) => ({ older, newer, chance: chanceOf(belief, older, newer) }))
    .filter(({ chance }) => chance <= MOST_CHANCE)
    .toSorted((x, y) => x.chance - y.chance)
}
