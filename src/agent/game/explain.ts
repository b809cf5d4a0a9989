// The exact arithmetic behind a score: nothing here is a story about the number, it is the number.

import type { Belief } from './belief.ts'
import { AXIS_START, CUE_START, checkItem, coordinates, features, landmarkStart, rest } from './features.ts'
import { questionAlong } from './human.ts'
import { dot, quadratic, symmetricTimes } from './linear.ts'
import type { Evidence, Item } from './types.ts'

/** One term of a score in points, with its standard deviation. */
export type Term = Readonly<{ value: number; spread: number }>
export type Contribution = Term & Readonly<{ id: 'usual' | 'axis' | 'likeness'; axis: number | null }>
/** By how many points a row holds up (or down) a score; summed over all rows, and with the prior's share, this is the score. */
export type Leverage = Readonly<{ rowId: number; weight: number }>

export type Explanation = Readonly<{
  /** The usual reward, each axis on which the text leans, and likeness to what was rated; largest first. With `style` they sum to the mean. */
  contributions: readonly Contribution[]
  /** Length and polish: predicted, but not counted in choosing. */
  style: Term
  total: Readonly<{ mean: number; sd: number }>
  /** The rows of the strongest leverage, of those that were given. */
  evidence: readonly Leverage[]
}>

const TOP_ROWS = 3

/** Why the endorsed reward of a text is what it is. `rows` are the rows of the ledger that may be named. */
export const explain = (belief: Belief, item: Item, rows: readonly Evidence[] = [], top = TOP_ROWS): Explanation => {
  const { prior, basis, gaussian } = belief
  checkItem(prior, basis, item)
  const phi = features(prior, basis, item, 'endorsed', 'own')
  const left = rest(prior, coordinates(prior, basis, item.vector))
  const part = (from: number, to: number): Term => {
    const masked = new Float64Array(phi.length)
    masked.set(phi.subarray(from, to), from)
    return { value: dot(masked, gaussian.mean), spread: Math.sqrt(Math.max(0, quadratic(gaussian.covariance, masked))) }
  }
  const likeness = part(landmarkStart(prior), phi.length)
  const contributions: Contribution[] = [
    { id: 'usual', axis: null, ...part(0, 1) },
    { id: 'likeness', axis: null, value: likeness.value, spread: Math.hypot(likeness.spread, Math.sqrt(left)) },
    ...item.axes.flatMap((lean, axis) => (lean === 0 ? [] : [{ id: 'axis', axis, ...part(AXIS_START + axis, AXIS_START + axis + 1) } as const])),
  ]
  return {
    contributions: contributions.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    style: part(CUE_START, AXIS_START),
    total: { mean: dot(phi, gaussian.mean), sd: Math.sqrt(Math.max(0, quadratic(gaussian.covariance, phi) + left)) },
    evidence: leverage(belief, phi, rows).slice(0, top),
  }
}

/** How far each row moved axis `axis`, in points of 2·w_k; strongest first. */
export const axisEvidence = (belief: Belief, axis: number, rows: readonly Evidence[]): readonly Leverage[] => {
  const direction = new Float64Array(belief.gaussian.mean.length)
  direction[AXIS_START + axis] = 2
  return leverage(belief, direction, rows)
}

/** direction·S·a·shift of each row: what its message adds to direction·mean. Rows without a message have none. */
const leverage = (belief: Belief, direction: Float64Array, rows: readonly Evidence[]): readonly Leverage[] => {
  const { prior, basis, gaussian, messages, humans } = belief
  const along = symmetricTimes(gaussian.covariance, direction)
  const shifts = new Map<number, number>()
  for (let at = 0; at < messages.length; at += 3) shifts.set(messages[at]!, messages[at + 2]!)
  const asked = questionAlong(prior, basis, along, humans.standing)
  const found = rows.flatMap((row) => {
    const shift = shifts.get(row.id)
    return row.channel === 'lock' || shift === undefined ? [] : [{ rowId: row.id, weight: shift * asked(row) }]
  })
  return found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.rowId - b.rowId)
}
