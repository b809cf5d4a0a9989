// A generic start: what people of other conversations have in common, as the weights of the four cues and the readiness to
// agree. It sorts careless texts from careful ones and knows nothing of the person, so it is used in the benches only.
// `generic-start.json` (made by `npm run learn:start`) holds what each public conversation says of it, so that one can be left out.

import { z } from 'zod'
import { CUES, cues } from '../../src/agent/game/cues.ts'
import { quantile } from '../../src/agent/game/normal.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { decided } from './data.ts'
import type { Votes } from './data.ts'

const perCue = z.tuple([z.number(), z.number(), z.number(), z.number()])

const folderSchema = z.strictObject({
  name: z.string(),
  /** The first of its texts' keys in order: enough to know the conversation again under another name. */
  keys: z.array(z.string()),
  /** Of each cue, its weight in what the crowd agrees with, on the probit scale, and that weight's variance. */
  weights: perCue,
  variances: perCue,
  /** Sums over its people: how many, their shares of agreement and the squares of these, and what one answer in so many adds to the variance. */
  readiness: z.strictObject({ people: z.int(), shares: z.number(), squares: z.number(), sampling: z.number() }),
})
export const genericStartSchema = z.strictObject({ version: z.literal(1), cues: z.tuple([z.literal(CUES[0]), z.literal(CUES[1]), z.literal(CUES[2]), z.literal(CUES[3])]), folders: z.array(folderSchema) })
export type GenericStart = z.infer<typeof genericStartSchema>
type Folder = GenericStart['folders'][number]

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
/** Answers that a person needs to count for the readiness to agree, and people that it takes. */
const ENOUGH = 10
const KEYS = 24
/** Conversations may overlap by a few stock sentences; more than that is the same one under another name. */
const MOST_SHARED = 0.1

const short = (text: string): string => textKey(text).slice(0, 8)
const rounded = (value: number): number => Number(value.toPrecision(4))

/** What one conversation says of the start. */
export function learnFolder(name: string, folder: Votes): Folder {
  const people = decided(folder.people)
  const shares = people.filter(({ answers }) => answers.length >= ENOUGH).map(({ answers }) => ({ share: answers.filter(({ verdict }) => verdict === 'agree').length / answers.length, n: answers.length }))
  const sum = (value: (person: (typeof shares)[number]) => number): number => rounded(shares.reduce((total, person) => total + value(person), 0))
  const fit = fitCues(people)
  return folderSchema.parse({
    name,
    keys: folder.texts.map(short).sort().slice(0, KEYS),
    weights: fit.map(({ weight }) => rounded(weight)),
    variances: fit.map(({ variance }) => rounded(variance)),
    readiness: { people: shares.length, shares: sum(({ share }) => share), squares: sum(({ share }) => share * share), sampling: sum(({ n }) => 1 / n) },
  })
}

/** Weighted least squares of statements' agreement on their cues: per cue the weight and its variance. */
function fitCues(people: Votes['people']): readonly Readonly<{ weight: number; variance: number }>[] {
  const counts = new Map<string, { agrees: number; n: number }>()
  for (const { answers } of people) {
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

/** The start without the conversation that these texts are of. */
export const startWithout = ({ folders }: GenericStart, texts: readonly string[]): readonly Folder[] => {
  const own = new Set(texts.map(short))
  return folders.filter(({ keys }) => keys.filter((key) => own.has(key)).length <= MOST_SHARED * keys.length)
}

/** A prior that starts where these conversations agree: the usual weights of the cues, and how ready people are. */
export const withStart = (prior: Prior, folders: readonly Folder[]): Prior => ({
  ...prior,
  cues: { ...prior.cues, means: commonWeights(folders) },
  readiness: readinessOf(folders) ?? prior.readiness,
})

function commonWeights(folders: readonly Folder[]): Prior['cues']['means'] {
  const common = (cue: 0 | 1 | 2 | 3): number => {
    let [precision, shift] = [1 / COMMON, 0]
    for (const { weights, variances } of folders) {
      precision += 1 / (variances[cue] + APART)
      shift += weights[cue] / (variances[cue] + APART)
    }
    return (SHARE * POINTS * shift) / precision
  }
  return [common(0), common(1), common(2), common(3)]
}

/** The Beta distribution of people's shares of agreement, by its first two moments less what sampling adds: so many answers before the first. */
function readinessOf(folders: readonly Folder[]): Prior['readiness'] | null {
  const total = (key: keyof Folder['readiness']): number => folders.reduce((sum, { readiness }) => sum + readiness[key], 0)
  const people = total('people')
  if (people < ENOUGH) return null
  const middle = total('shares') / people
  const spread = middle * (1 - middle)
  const variance = Math.max(spread / 50, total('squares') / people - middle * middle - (spread * total('sampling')) / people)
  const answers = spread / variance - 1
  return [answers * (1 - middle), answers * middle]
}
