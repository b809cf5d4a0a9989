// How the weights of the outcomes' models are learnt; the app itself only applies them.

import type { Feature } from '../../src/agent/observe/outcomes/features.ts'
import type { Weights } from '../../src/agent/observe/outcomes/model.ts'

export type Judged = Readonly<{ features: Readonly<Record<Feature, number>>; came: boolean }>

const ROUNDS = 400
const STEP = 0.3
/** Standard deviation of the normal prior of each weight but that of "always". */
const SPREAD = 1

/** The weights of most posterior probability, by accelerated gradient ascent (Nesterov 1983). */
export function fit(examples: readonly Judged[], names: readonly Feature[]): Weights {
  const rows = examples.map(({ features }) => Float64Array.from(names, (name) => features[name]))
  const came = examples.map((each) => Number(each.came))
  let weights = new Float64Array(names.length)
  let ahead = weights
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slopes = ahead.map((weight, index) => (names[index] === 'always' ? 0 : -weight / SPREAD ** 2))
    for (const [at, row] of rows.entries()) {
      const error = came[at]! - 1 / (1 + Math.exp(-row.reduce((sum, value, index) => sum + value * ahead[index]!, 0)))
      for (let index = 0; index < row.length; index += 1) slopes[index]! += error * row[index]!
    }
    const next = ahead.map((weight, index) => weight + (STEP * slopes[index]!) / examples.length)
    const momentum = (round - 1) / (round + 2)
    const last = weights
    ahead = next.map((weight, index) => weight + momentum * (weight - last[index]!))
    weights = next
  }
  return Object.fromEntries(names.map((name, index) => [name, weights[index]!]))
}
