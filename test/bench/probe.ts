// What a probe on the vectors would label where nobody did: ridge regression on the labels, each state predicted by a probe that never saw it.

import { labelByRule } from '../../src/agent/propose/axes.ts'
import { gpMeans } from './gaussian-process.ts'
import type { Combination, Kernel } from './gaussian-process.ts'
import { randomOf } from './random.ts'
import type { State, States } from './states.ts'
import { pairwiseAccuracy } from './statistics.ts'

const FOLDS = 5
const TRUSTED = 0.8
/** The same as ridge regression: a linear function of the vector, so that a label is what is expected and not the likelier pole. */
const LINEAR: Kernel = { mean: 0, bias: 0.1, linear: 4, smooth: 0, length: 1, noise: 2 }

export type Probe = Readonly<{ axis: string; auc: number }>

const asked = ({ item }: State): Combination => [{ vector: item.vector, sign: 1 }]

/** Out-of-fold predictions of one axis for all states. */
function predictAxis(states: readonly State[], axis: number, folds: readonly number[]): readonly number[] {
  const predicted = Array.from({ length: states.length }, () => 0)
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const test = states.flatMap((_, i) => (folds[i] === fold ? [i] : []))
    const rated = states.flatMap((state, i) => (folds[i] === fold ? [] : [{ of: asked(state), value: state.item.axes[axis]! }]))
    const values = gpMeans(LINEAR, rated, test.map((i) => asked(states[i]!)))
    for (const [at, i] of test.entries()) predicted[i] = values[at]!
  }
  return predicted
}

/** States labelled by the probe on the axes that it knows (AUC of one pole against the other at least .8), and by rule on the others. */
export function probeLabels({ states, axes }: States): Readonly<{ states: readonly State[]; probes: readonly Probe[] }> {
  const random = randomOf('folds', states.length)
  const folds = states.map(() => random.below(FOLDS))
  const predictions = axes.map((_, axis) => predictAxis(states, axis, folds))
  const probes = axes.map((axis, k) => {
    const of = (pole: number): readonly number[] => states.flatMap(({ item }, i) => (item.axes[k] === pole ? [predictions[k]![i]!] : []))
    return { axis, auc: pairwiseAccuracy(of(1), of(-1)) ?? 0.5 }
  })
  const labelled = states.map((state, i) => {
    const byRule = labelByRule(state.text)
    const values = axes.map((axis, k) => (probes[k]!.auc >= TRUSTED ? Math.max(-1, Math.min(1, predictions[k]![i]!)) : (byRule[axis] ?? 0)))
    return { ...state, item: { ...state.item, axes: values } }
  })
  return { states: labelled, probes }
}
