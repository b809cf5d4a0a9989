// What each candidate is worth under the belief, with style left out: expected endorsed reward, what an answer would teach, what it costs.

import type { Belief } from './belief.ts'
import { dueQuestions, THRESHOLD } from './change.ts'
import { checkItem } from './features.ts'
import { starsForecast } from './forecast.ts'
import type { Candidate, Costs, Option } from './policy.ts'
import { forecastPair, predict, score } from './predict.ts'
import { starScale } from './stars.ts'
import type { Item } from './types.ts'
import { expectedBetter, expectedGain, informationOf } from './value.ts'

/** Proposals to come that an answer can still improve. */
const HORIZON = 20
/** States compared with each other for what they teach: those that may be the best, by mean plus standard deviation. */
const SHORTLIST = 160

export const appraise = (belief: Belief, candidates: readonly Candidate[], costs: Costs, mode: 'pull' | 'push', threshold: number): readonly Option[] => {
  const items = candidates.flatMap((candidate) => (candidate.kind === 'state' ? [candidate.item] : []))
  const { mean, variance } = score(belief, items, { style: 'none' })
  const taught = teaching(belief, items, mean, variance)
  const best = mean.reduce((most, value) => Math.max(most, value), 0)
  const interruption = mode === 'push' ? costs.interruption : 0
  let at = -1
  return candidates.map((candidate): Option => {
    if (candidate.kind === 'state') {
      at += 1
      const { chance } = starsForecast(belief, mean[at]!, variance[at]!)
      const value = expectedGain(mean[at]!, Math.sqrt(variance[at]!))
      const cost = costs.answer + interruption + (mode === 'push' ? (1 - chance) * costs.wrong : 0)
      return optionOf(candidate, mode === 'push' ? 'propose' : 'ask', value, taught[at]!, cost, chance, threshold)
    }
    const cost = costs.answer + interruption
    if (candidate.kind === 'change') return optionOf(candidate, 'ask', 0, HORIZON * doubt(belief, candidate.topic), cost, 0, 0)
    const [first, second] = [candidate.item, candidate.other]
    checkItem(belief.prior, belief.basis, first)
    const pair = predict(belief, [first, second], { style: 'none' })
    const [a, ab, , b] = pair.covariance as unknown as readonly [number, number, number, number]
    const better = expectedBetter(pair.mean[0]!, pair.mean[1]!, Math.sqrt(Math.max(0, a + b - 2 * ab)))
    return optionOf(candidate, 'ask', 0, HORIZON * Math.max(0, better - Math.max(best, pair.mean[0]!, pair.mean[1]!)), cost, forecastPair(belief, first, second).chance, 0)
  })
}

const optionOf = (candidate: Candidate, action: Option['action'], value: number, informationValue: number, cost: number, chance: number, threshold: number): Option => ({
  id: candidate.id,
  candidate,
  action,
  value,
  informationValue,
  cost,
  net: value + informationValue - cost,
  chance,
  threshold,
})

/** What rating each state would teach, in points over the horizon; 0 for the ones that cannot be the best. */
const teaching = (belief: Belief, items: readonly Item[], mean: Float64Array, variance: Float64Array): Float64Array => {
  const hope = mean.map((value, i) => value + Math.sqrt(variance[i]!))
  const short = Array.from(items.keys()).sort((a, b) => hope[b]! - hope[a]!).slice(0, SHORTLIST)
  const compared = predict(belief, short.map((i) => items[i]!), { style: 'none' })
  const { noise } = starScale(belief.humans.stars.values)
  const worth = informationOf(compared.mean, compared.covariance, noise * noise)
  const taught = new Float64Array(items.length)
  for (const [at, i] of short.entries()) taught[i] = HORIZON * worth[at]!
  return taught
}

/** Probability that the topic has changed, times the point by which it would be misjudged. */
const doubt = (belief: Belief, topic: string): number => {
  const due = dueQuestions(belief.tests).find((question) => question.topic === topic)
  return due === undefined ? 0 : due.odds / (due.odds + THRESHOLD)
}
