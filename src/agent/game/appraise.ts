// What each candidate is worth under the belief, with style left out: expected endorsed reward, what an answer would teach, what it costs.

import type { Belief } from './belief.ts'
import { dueQuestions, THRESHOLD } from './change.ts'
import { AXIS_START, features } from './features.ts'
import { answersOf, goodChance } from './forecast.ts'
import { dot, rowStart } from './linear.ts'
import type { Candidate, Context, Costs, Option } from './policy.ts'
import { forecastPair, predict, score } from './predict.ts'
import { starScale } from './stars.ts'
import { swayOf } from './sway.ts'
import type { Item } from './types.ts'
import { expectedBetter, expectedGain, informationOf, narrowingOf } from './value.ts'

/** Proposals to come that an answer about the best states can still improve, and those that a surer axis can. */
const HORIZON = 20
const AXIS_HORIZON = 60
/** States compared with each other for what they teach about the best: those that may be it, by mean plus standard deviation. */
const SHORTLIST = 160

/** `pull`: the person asked to be asked, so that what narrows the axes counts as well; `push`: only what makes the best better. */
export const appraise = (belief: Belief, candidates: readonly Candidate[], costs: Costs, { mode, shown }: Pick<Context, 'mode' | 'shown'>, threshold: number): readonly Option[] => {
  const items = candidates.flatMap((candidate) => (candidate.kind === 'state' ? [candidate.item] : []))
  const { mean, variance } = score(belief, items, { style: 'none' })
  const taught = teaching(belief, items, mean, variance)
  const best = mean.reduce((most, value) => Math.max(most, value), 0)
  const narrow = mode === 'pull' ? narrowing(belief) : () => 0
  const interruption = mode === 'push' ? costs.interruption : 0
  const sway = swayOf(belief, shown)
  // Whether a proposal is welcome is forecast in the words that the person uses: stars, or taking it and leaving it.
  const words = belief.humans.habits.accept.rows > belief.rows.stars ? 'accept' : 'stars'
  let at = -1
  return candidates.map((candidate): Option => {
    if (candidate.kind === 'change') return optionOf(candidate, 'ask', 0, HORIZON * (candidate.doubt ?? doubt(belief, candidate.topic)), costs.answer + interruption, 0, 0)
    if (candidate.kind === 'pair') {
      const { item, other } = candidate
      const pair = predict(belief, [item, other], { style: 'none' })
      const [first, second] = pair.mean as unknown as readonly [number, number]
      const [a, ab, , b] = pair.covariance as unknown as readonly [number, number, number, number]
      const apart = Math.max(0, a + b - 2 * ab)
      const better = expectedBetter(first, second, Math.sqrt(apart)) - Math.max(best, first, second)
      const teaches = HORIZON * Math.max(0, better) + AXIS_HORIZON * narrow(apart / 2, item, other)
      return optionOf(candidate, 'ask', 0, teaches, costs.answer + interruption, forecastPair(belief, item, other).chance, 0)
    }
    at += 1
    const chance = goodChance(words, answersOf(belief, words, mean[at]!, variance[at]!))
    const cost = costs.answer + interruption
    // Unasked, it is welcome or not, and what it would teach counts once: a horizon of answers made unwelcome ones look worth it (measured).
    if (mode === 'push') return optionOf(candidate, 'propose', costs.benefit * chance - costs.wrong * (1 - chance), taught[at]! / HORIZON, cost + costs.sway * sway(candidate.item), chance, threshold)
    const teaches = taught[at]! + AXIS_HORIZON * narrow(variance[at]!, candidate.item)
    return optionOf(candidate, 'ask', expectedGain(mean[at]!, Math.sqrt(variance[at]!)), teaches, cost, chance, threshold)
  })
}

const optionOf = (candidate: Candidate, action: Option['action'], value: number, informationValue: number, effort: number, chance: number, threshold: number): Option => {
  const cost = effort + (candidate.against ?? 0)
  return {
    id: candidate.id,
    candidate,
    action,
    value,
    informationValue,
    cost,
    net: value + informationValue - cost,
    chance,
    threshold,
  }
}

/** By how many points each rating is expected to raise the best mean, over the horizon; 0 for states that cannot be the best. */
const teaching = (belief: Belief, items: readonly Item[], mean: Float64Array, variance: Float64Array): Float64Array => {
  const hope = mean.map((value, i) => value + Math.sqrt(variance[i]!))
  const short = Array.from(items.keys()).sort((a, b) => hope[b]! - hope[a]!).slice(0, SHORTLIST)
  const compared = predict(belief, short.map((i) => items[i]!), { style: 'none' })
  const worth = informationOf(compared.mean, compared.covariance, ratingNoise(belief))
  const taught = new Float64Array(items.length)
  for (const [at, i] of short.entries()) taught[i] = HORIZON * worth[at]!
  return taught
}

/** By how many points an answer about a state, or a choice between two, narrows the axes. `variance` is that of what is asked. */
const narrowing = (belief: Belief): ((variance: number, item: Item, other?: Item) => number) => {
  const { prior, basis, gaussian } = belief
  const size = gaussian.mean.length
  const entry = (i: number, j: number): number => gaussian.covariance[i < j ? rowStart(j) + i : rowStart(i) + j]!
  const rows = prior.kinds.map((_, k) => Float64Array.from({ length: size }, (_value, j) => entry(AXIS_START + k, j)))
  const variances = Float64Array.from(rows, (row, k) => row[AXIS_START + k]!)
  const crossOf = (item: Item): Float64Array => {
    const phi = features(prior, basis, item, 'endorsed', 'none')
    return Float64Array.from(rows, (row) => dot(row, phi))
  }
  return (variance, item, other) => {
    const cross = crossOf(item)
    if (other === undefined) return narrowingOf(cross, variances, variance + ratingNoise(belief))
    const second = crossOf(other)
    return narrowingOf(cross.map((value, k) => (value - second[k]!) / Math.SQRT2), variances, variance + 1)
  }
}

const ratingNoise = ({ humans }: Belief): number => starScale(humans.stars.values).noise ** 2

/** Probability that the topic has changed, times the point by which it would be misjudged. */
const doubt = (belief: Belief, topic: string): number => {
  const due = dueQuestions(belief.tests).find((question) => question.topic === topic)
  return due === undefined ? 0 : due.odds / (due.odds + THRESHOLD)
}
