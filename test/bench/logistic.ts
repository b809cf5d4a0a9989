// How the weights of the outcomes' models are learnt; the app itself only applies them.

import type { Feature } from '../../src/agent/observe/outcomes/features.ts'
import { logistic } from '../../src/agent/observe/outcomes/model.ts'
import type { Weights } from '../../src/agent/observe/outcomes/model.ts'

export type Judged = Readonly<{ features: Readonly<Record<Feature, number>>; came: boolean }>

const ROUNDS = 400
const STEP = 0.3
/** Standard deviation of the normal prior of each weight but that of "always". */
const SPREAD = 1

/** The weights of most posterior probability, by accelerated gradient ascent (Nesterov 1983). */
export function fit(examples: readonly Judged[], names: readonly Feature[]): Weights {
  let weights = names.map(() => 0)
  let ahead = weights
  for (let round = 1; round <= ROUNDS; round += 1) {
    const now = named(names, ahead)
    const errors = examples.map(({ features, came }) => Number(came) - logistic(now, features))
    const next = names.map((name, index) => {
      const pull = name === 'always' ? 0 : ahead[index]! / SPREAD ** 2
      const slope = examples.reduce((sum, { features }, at) => sum + errors[at]! * features[name], -pull) / examples.length
      return ahead[index]! + STEP * slope
    })
    const momentum = (round - 1) / (round + 2)
    ahead = next.map((weight, index) => weight + momentum * (weight - weights[index]!))
    weights = next
  }
  return named(names, weights)
}

const named = (names: readonly Feature[], weights: readonly number[]): Weights => Object.fromEntries(names.map((name, index) => [name, weights[index]!]))
