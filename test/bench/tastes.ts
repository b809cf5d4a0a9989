// Simulated tastes over the axes' labels alone, as plain vectors: for the benches in which what somebody wants is pulled in two directions.

import type { Random } from './random.ts'
import type { State } from './states.ts'

export type Leaning = readonly number[]

export const drawLeaning = (random: Random, axes: number): Leaning => Array.from({ length: axes }, () => random.normal())

/** A leaning of correlation `rho` with another one. */
export const leaningLike = (random: Random, other: Leaning, rho: number): Leaning => other.map((value) => rho * value + Math.sqrt(1 - rho * rho) * random.normal())

export const worth = (leaning: Leaning, { item }: State): number => item.axes.reduce((sum, lean, k) => sum + lean * leaning[k]!, 0)

/** The factor that brings a leaning's worth to a standard deviation of one point over these states. */
export function pointsOf(leaning: Leaning, states: readonly State[]): number {
  const values = states.map((state) => worth(leaning, state))
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  return 1 / (Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length) || 1)
}
