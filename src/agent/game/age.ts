// What a row still weighs: 2^(−age/H), H by what it is about, and less where the person said that a topic has changed.
// Only a refit ages rows, δ with those that tell of it; between two no belief moves by itself, so that rows still add up to a score.
// A refit is due every 6 rows, and every third day: so the belief stays within .1 sd of the exact one (measured).

import { OLD_WEIGHT } from './change.ts'
import type { ChangeAnswer } from './change.ts'
import { headOf, textsOf } from './human.ts'
import type { Prior } from './prior.ts'
import type { Evidence } from './types.ts'

const DAY = 86_400_000

/** H in days: of the axis, or the mean over a text's axes, by how far it leans; a text that leans nowhere ages as a value. */
export const halfLife = (prior: Prior, evidence: Evidence): number => {
  const { halfLifeDays, kinds } = prior
  if (headOf(evidence) === 'momentary') return halfLifeDays.mood
  if ('axis' in evidence) return halfLifeDays[kinds[evidence.axis]!]
  const [first, second] = textsOf(evidence)
  let sum = 0
  let total = 0
  for (const [k, kind] of kinds.entries()) {
    const lean = Math.abs(first!.axes[k]! - (second?.axes[k] ?? 0))
    sum += lean * halfLifeDays[kind]
    total += lean
  }
  return total === 0 ? halfLifeDays.value : sum / total
}

/** The weight of a row at `asOf`; a lock does not age. */
export const weightOf = (prior: Prior, evidence: Evidence, asOf: number, answers: readonly ChangeAnswer[]): number => {
  if (evidence.channel === 'lock') return 1
  const age = Math.max(0, asOf - evidence.at) / DAY
  const isOld = evidence.isOld === true || answers.some(({ answer, topic, since }) => answer === 'yes' && topic === evidence.topic && evidence.id < since)
  return 2 ** (-age / halfLife(prior, evidence)) * (isOld ? OLD_WEIGHT : 1)
}

/** "Just lately": the rows of the topic since then are read as a mood. */
export const asMood = (evidence: Evidence, answers: readonly ChangeAnswer[]): Evidence => {
  const isMood = answers.some(
    ({ answer, topic, since, at }) => answer === 'lately' && topic === evidence.topic && evidence.id >= since && evidence.at <= at,
  )
  return isMood ? { ...evidence, isMood } : evidence
}
