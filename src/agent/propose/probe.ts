import { addOuter, cholesky, dot, inverseFromCholesky, rowStart, symmetricTimes } from '../game/linear.ts'
import { labelByRule } from './axes.ts'

// Axis labels of texts that nobody labelled: a linear probe on the vector where it is known to see the axis, else the words where they decide it.

/** One axis: the chance that it tells one pole from the other, on states that it never saw, and the probe made of all of them. */
export type AxisProbe = Readonly<{ id: string; auc: number; weights: Float64Array }>
type Labelled = Readonly<{ vector: Float32Array; axes: Readonly<Record<string, number>> }>

const FOLDS = 5
/** Ridge: the noise of a label over the variance of a weight (as the bench `axes` measures it). */
const RIDGE = 0.5
/** A probe that tells the poles apart less surely than this labels nothing. */
export const TRUSTED_AUC = 0.8

/** A probe for each axis, judged by cross-validation on the labels of the library. */
export function trainProbes(states: readonly Labelled[], axisIds: readonly string[]): readonly AxisProbe[] {
  const inputs = states.map(({ vector }) => Float64Array.from([...vector, 1]))
  const labels = axisIds.map((id) => states.map(({ axes }) => axes[id] ?? 0))
  const all = solveFor(inputs, labels, () => true)
  const predicted = axisIds.map(() => new Float64Array(states.length))
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = solveFor(inputs, labels, (index) => index % FOLDS !== fold)
    for (let index = fold; index < states.length; index += FOLDS) for (const [k, each] of weights.entries()) predicted[k]![index] = dot(each, inputs[index]!)
  }
  return axisIds.map((id, k) => ({ id, auc: areaUnder(predicted[k]!, labels[k]!), weights: all[k]! }))
}

/** Labels in [−1, 1]: of the probe where its AUC is at least .8, else by rule; an axis that neither sees is left out, which is 0. */
export function labelText(text: string, vector: Float32Array, probes: readonly AxisProbe[]): Readonly<Record<string, number>> {
  const input = Float64Array.from([...vector, 1])
  const seen = probes.filter(({ auc }) => auc >= TRUSTED_AUC).map(({ id, weights }) => [id, Math.max(-1, Math.min(1, dot(weights, input)))] as const)
  return { ...labelByRule(text), ...Object.fromEntries(seen) }
}

/** Ridge regression of every axis at once, on the states that `isIn`: w = (XᵀX + λI)⁻¹Xᵀy. */
function solveFor(inputs: readonly Float64Array[], labels: readonly (readonly number[])[], isIn: (index: number) => boolean): readonly Float64Array[] {
  const size = inputs[0]?.length ?? 0
  const packed = new Float64Array(rowStart(size))
  for (let i = 0; i < size; i += 1) packed[rowStart(i) + i] = RIDGE
  const targets = labels.map(() => new Float64Array(size))
  for (const [index, input] of inputs.entries()) {
    if (!isIn(index)) continue
    addOuter(packed, input, 1)
    for (const [k, its] of labels.entries()) if (its[index] !== 0) for (let i = 0; i < size; i += 1) targets[k]![i]! += its[index]! * input[i]!
  }
  const inverse = inverseFromCholesky(cholesky(packed, size), size)
  return targets.map((target) => symmetricTimes(inverse, target))
}

/** The chance that a state of the right pole is given more than one of the left; .5 where a pole has none. */
function areaUnder(predicted: Float64Array, labels: readonly number[]): number {
  const of = (pole: number): readonly number[] => labels.flatMap((label, index) => (label === pole ? [predicted[index]!] : []))
  const [left, right] = [of(-1), of(1)]
  if (left.length === 0 || right.length === 0) return 0.5
  const wins = right.reduce((sum, high) => sum + left.reduce((total, low) => total + (high > low ? 1 : high === low ? 0.5 : 0), 0), 0)
  return wins / (left.length * right.length)
}
