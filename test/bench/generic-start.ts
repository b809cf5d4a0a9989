// A generic start: what people of other conversations have in common, as the weights of the four cues and the readiness to
// agree. It sorts careless texts from careful ones and knows nothing of the person, so it is used in the benches only.

import { z } from 'zod'
import { CUES, cues } from '../../src/agent/game/cues.ts'
import { quantile } from '../../src/agent/game/normal.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { decided } from './data.ts'
import type { Votes } from './data.ts'
import { mean } from './statistics.ts'

export const genericStartSchema = z.strictObject({
  version: z.literal(1),
  cues: z.tuple([z.literal(CUES[0]), z.literal(CUES[1]), z.literal(CUES[2]), z.literal(CUES[3])]),
  /** In points of reward per standard deviation of the cue. */
  means: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** How ready people are to agree: as so many disagreements and agreements before the first answer. */
  readiness: z.tuple([z.number().positive(), z.number().positive()]),
  learntFrom: z.array(z.string()),
})
export type GenericStart = z.infer<typeof genericStartSchema>

/** Variance of a statement's level beyond its cues, and of one vote, on the probit scale. */
const OWN = 0.3
const VOTE = 1.6
/** Prior variance of a cue's common weight, and of its weight in one conversation around that, on the probit scale. */
const COMMON = 0.01
const APART = 0.002
/** A crowd agrees more on style than one person goes by it; chosen on people who are never measured (.3 to .75 do about the same). */
const SHARE = 0.55
/** Points of reward per unit of a crowd's probit: √(1 + β²v)/β at β = 1.25 and v = 1.3, as people of one crowd differ. */
const POINTS = 1.4

/** Weighted least squares of statements' agreement on their cues: per cue the weight and its variance. */
function fitFolder(folder: Votes): readonly Readonly<{ weight: number; variance: number }>[] {
  const counts = new Map<string, { agrees: number; n: number }>()
  for (const { answers } of decided(folder.people)) {
    for (const { text, verdict } of answers) {
      const count = counts.get(text) ?? { agrees: 0, n: 0 }
      counts.set(text, { agrees: count.agrees + Number(verdict === 'agree'), n: count.n + 1 })
    }
  }
  const rows = Array.from(counts, ([text, { agrees, n }]) => ({ x: [1, ...cues(text)], y: quantile((agrees + 1) / (n + 2)), weight: 1 / (OWN + VOTE / n) }))
  const size = CUES.length + 1
  const system = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: 2 * size + 1 }, (_unused, j) => {
      if (j > size) return j - size - 1 === i ? 1 : 0
      return rows.reduce((sum, { x, y, weight }) => sum + weight * x[i]! * (j === size ? y : x[j]!), i === j ? 1e-6 : 0)
    }),
  )
  for (let pivot = 0; pivot < size; pivot += 1) {
    const row = system[pivot]!
    const by = row[pivot]!
    for (let j = 0; j < row.length; j += 1) row[j]! /= by
    for (const [i, other] of system.entries()) {
      const factor = other[pivot]!
      if (i !== pivot) for (let j = 0; j < row.length; j += 1) other[j]! -= factor * row[j]!
    }
  }
  return system.slice(1).map((row, i) => ({ weight: row[size]!, variance: row[size + 2 + i]! }))
}

/** Answers that a person needs to count for the readiness to agree. */
const ENOUGH = 10

/** The Beta distribution of people's shares of agreement, by its first two moments less what sampling adds: so many answers seen before the first. */
function readinessOf(folders: readonly Votes[], usual: Prior['readiness']): Prior['readiness'] {
  const people = folders.flatMap((folder) => decided(folder.people)).filter(({ answers }) => answers.length >= ENOUGH)
  if (people.length < ENOUGH) return usual
  const shares = people.map(({ answers }) => answers.filter(({ verdict }) => verdict === 'agree').length / answers.length)
  const middle = mean(shares)
  const spread = middle * (1 - middle)
  const bySampling = mean(people.map(({ answers }) => spread / answers.length))
  const variance = Math.max(spread / 50, mean(shares.map((share) => (share - middle) ** 2)) - bySampling)
  const total = spread / variance - 1
  return [total * (1 - middle), total * middle]
}

/** Learnt from whole folders; the person to be measured is in none of them. */
export function learnStart(folders: readonly Votes[], prior: Prior): GenericStart {
  const fits = folders.map(fitFolder)
  const means = CUES.map((_, cue) => {
    let [precision, shift] = [1 / COMMON, 0]
    for (const fit of fits) {
      const weight = 1 / (fit[cue]!.variance + APART)
      precision += weight
      shift += weight * fit[cue]!.weight
    }
    return (SHARE * POINTS * shift) / precision
  })
  return genericStartSchema.parse({ version: 1, cues: CUES, means, readiness: readinessOf(folders, prior.readiness), learntFrom: folders.map(({ folder }) => folder.split(/[\\/]/).at(-1)!) })
}

export const withStart = (prior: Prior, { means, readiness }: GenericStart): Prior => ({ ...prior, cues: { ...prior.cues, means }, readiness })
