// How a person with a given reward behaves: a likelihood per channel, each with its own rationality β.
// Reward-rational choice (Jeon, Milli and Dragan 2020) with β learned per channel (Ghosal et al. 2023; Bobu et al. 2020).

import { features, kernel, landmarkStart, moodStart, rest as restOf, AXIS_START, coordinates, CUE_START, styleOf } from './features.ts'
import type { Basis, Head, Style } from './features.ts'
import { dot } from './linear.ts'
import { quantile } from './normal.ts'
import type { Prior } from './prior.ts'
import { doubted, moments } from './reading.ts'
import type { Moments, Reading } from './reading.ts'
import { starReading, starScale } from './stars.ts'
import type { StarHabit } from './stars.ts'
import type { Channel, Evidence, Item } from './types.ts'

export type Said = Exclude<Evidence, { channel: 'lock' }>
/** The channels whose β is learned; stars fix the scale, sliders, poles and locks are taken at their word. */
export const LEARNED = ['pair', 'accept', 'edit', 'written', 'thumb', 'hindsight', 'reason', 'ignored', 'wish', 'outcome', 'revision'] as const
export type LearnedChannel = (typeof LEARNED)[number]

/** The steps of β. At 0 a channel predicts its own base rates and nothing else. */
export const BETAS = [0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2] as const

/** What a channel has shown so far: how often each answer came, what had been predicted then, and how probable each β is. */
export type Habit = Readonly<{
  rows: number
  /** Answers that are taken as seen before the first, in the order of `counts`. */
  assumed: readonly number[]
  counts: readonly number[]
  /** Sums over its rows of the predicted mean of u and of its second moment. */
  means: number
  squares: number
  /** Log-posterior over BETAS, up to a constant. */
  logWeights: readonly number[]
}>

type Custom = Readonly<{
  /** Answers in order of the reward, as so many rows seen before the first; empty where there is only one to give, or the prior says it. */
  counts: readonly number[]
  isSymmetric: boolean
  atom: number
  centre: number
}>

/**
 * Sixty answers by the toss of a coin are hardly evidence against β, sixty real ones are much evidence for it (measured): only a large
 * atom at 0 keeps a channel of noise quiet. What a person answers on purpose is believed from the first, what they write has to prove itself,
 * and what is merely observed may at best mean a little, so that its β starts low as well.
 */
const UNPROVEN = 0.9
const OBSERVED = 0.75

/** A choice made on purpose is at first taken to be as noisy as a rating: 1/β is the noise in points. */
const AS_RATED = 1.25

const CUSTOMS: Readonly<Record<LearnedChannel, Custom>> = {
  pair: { counts: [2, 1, 2], isSymmetric: true, atom: 0.1, centre: AS_RATED },
  accept: { counts: [], isSymmetric: false, atom: 0.1, centre: AS_RATED },
  edit: { counts: [], isSymmetric: true, atom: 0.1, centre: AS_RATED },
  written: { counts: [], isSymmetric: false, atom: UNPROVEN, centre: 0.8 },
  thumb: { counts: [2, 2], isSymmetric: false, atom: OBSERVED, centre: 0.2 },
  hindsight: { counts: [1, 1, 2], isSymmetric: false, atom: 0.1, centre: 0.8 },
  reason: { counts: [], isSymmetric: true, atom: 0.1, centre: 0.8 },
  ignored: { counts: [], isSymmetric: false, atom: OBSERVED, centre: 0.2 },
  wish: { counts: [], isSymmetric: false, atom: OBSERVED, centre: 0.2 },
  outcome: { counts: [1, 1, 1], isSymmetric: false, atom: OBSERVED, centre: 0.2 },
  revision: { counts: [], isSymmetric: true, atom: OBSERVED, centre: 0.2 },
}

/** Rows' worth of doubt about what is predicted in a channel, and the second moment assumed for them. */
const ASSUMED_ROWS = 4
const ASSUMED_SQUARE = 0.5

const logPrior = ({ atom, centre }: Custom): readonly number[] => {
  const bell = BETAS.map((beta) => (beta === 0 ? 0 : Math.exp(-0.5 * (Math.log2(beta / centre) / 1.5) ** 2)))
  const total = bell.reduce((sum, value) => sum + value, 0)
  return bell.map((value, i) => Math.log(i === 0 ? atom : ((1 - atom) * value) / total))
}

export const newHabit = (channel: LearnedChannel, { readiness }: Prior): Habit => {
  const assumed = channel === 'accept' ? readiness : CUSTOMS[channel].counts
  return { rows: 0, assumed, counts: assumed.map(() => 0), means: 0, squares: 0, logWeights: logPrior(CUSTOMS[channel]) }
}

export const isLearned = (channel: Channel): channel is LearnedChannel => (LEARNED as readonly Channel[]).includes(channel)

/** The posterior over BETAS. */
export const betaWeights = (habit: Habit): readonly number[] => {
  const top = Math.max(...habit.logWeights)
  const weights = habit.logWeights.map((value) => Math.exp(value - top))
  const total = weights.reduce((sum, value) => sum + value, 0)
  return weights.map((value) => value / total)
}

/** Which of a channel's answers this is, the one of the least reward first; 0 where there is only one. */
export const answerOf = (evidence: Said): number => {
  switch (evidence.channel) {
    case 'stars':
      return evidence.rating - 1
    case 'pair':
      return { second: 0, equal: 1, first: 2 }[evidence.choice]
    case 'accept':
      return evidence.accepted ? 1 : 0
    case 'thumb':
      return evidence.up ? 1 : 0
    case 'hindsight':
      return { sorry: 0, neither: 1, glad: 2 }[evidence.verdict]
    case 'outcome':
      return { dropped: 0, stalled: 1, happened: 2 }[evidence.verdict]
    case 'edit':
    case 'revision':
    case 'written':
    case 'wish':
    case 'ignored':
    case 'reason':
    case 'pole':
    case 'slider':
      return 0
    default:
      return evidence satisfies never
  }
}

/** How probable it is that a row means what it says; what the person answered here, it does. At 0 a row says nothing at all. */
export const certaintyOf = (evidence: Evidence): number =>
  evidence.channel === 'ignored' ? evidence.seen : 'probability' in evidence ? evidence.probability : 1

/**
 * Cutpoints for a channel at rationality β, such that over the rewards met in it the answers come at the person's own
 * rates: c_k = β·m + √(1 + β²·s²)·Φ⁻¹(share of answers up to k), with m and s² the mean and variance of those rewards.
 */
export const habitCutpoints = (channel: LearnedChannel, habit: Habit, beta: number): readonly number[] => {
  const { isSymmetric } = CUSTOMS[channel]
  const seen = habit.assumed.map((count, i) => count + habit.counts[i]!)
  const shares = isSymmetric ? seen.map((count, i) => (count + seen[seen.length - 1 - i]!) / 2) : seen
  const total = shares.reduce((sum, share) => sum + share, 0)
  const rows = habit.counts.reduce((sum, count) => sum + count, 0) + ASSUMED_ROWS
  const mean = isSymmetric ? 0 : habit.means / rows
  const variance = Math.max(0, (habit.squares + ASSUMED_ROWS * ASSUMED_SQUARE) / rows - mean * mean)
  let sum = 0
  return shares.slice(0, -1).map((share) => {
    sum += share
    return beta * mean + Math.sqrt(1 + beta * beta * variance) * quantile(sum / total)
  })
}

/** The interval of answer `answer` among ordered answers with these cutpoints. */
export const interval = (slope: number, cuts: readonly number[], answer: number): Reading => ({
  kind: 'interval',
  slope,
  low: cuts[answer - 1] ?? -Infinity,
  high: cuts[answer] ?? Infinity,
})

/**
 * What is merely observed has to earn its say, by helping to foresee what is said on purpose. `candour`: r_now = candour·r_end + δ,
 * the probability that the moment goes along with what is endorsed; `revisions`: whether the person's own rewriting is listened to.
 */
export type Standing = Readonly<{ candour: number; revisions: boolean }>
export const NEUTRAL: Standing = { candour: 0.5, revisions: false }

export type Humans = Readonly<{ standing: Standing; stars: StarHabit; habits: Readonly<Record<LearnedChannel, Habit>> }>

/** 0 for a row that is not listened to for now, else 1. */
export const voiceOf = ({ standing }: Humans, { channel }: Evidence): number => (channel === 'revision' && !standing.revisions ? 0 : 1)

export type Readings = Readonly<{ weights: readonly number[]; parts: readonly Moments[] }>

/** What an answer says about u, under each possible β with its probability. */
export const readings = (prior: Prior, humans: Humans, evidence: Said, mean: number, variance: number): Readings => {
  const { channel } = evidence
  if (channel === 'stars') return certain(starReading(starScale(humans.stars.values), answerOf(evidence)), mean, variance)
  if (channel === 'slider') return certain({ kind: 'value', value: evidence.value, variance: 1 / prior.sliderRatings }, mean, variance)
  if (channel === 'pole') return certain({ kind: 'value', value: 2 * prior.reasonValue * evidence.sign, variance: 1 / prior.poleRatings }, mean, variance)
  const habit = humans.habits[channel]
  const parts = BETAS.map((beta): Moments => {
    // To leave a proposal unanswered is not to accept it, at the person's own readiness to accept; u is over the usual there.
    if (channel === 'ignored') return moments(interval(beta, habitCutpoints('accept', { ...humans.habits.accept, means: 0 }, beta), 0), mean, variance)
    if (channel === 'reason') return statement(prior.reasonValue * evidence.sign, beta, mean, variance)
    if (channel === 'edit' || channel === 'revision' || channel === 'written' || channel === 'wish') return moments({ kind: 'interval', slope: beta, low: 0, high: Infinity }, mean, variance)
    return moments(interval(beta, habitCutpoints(channel, habit, beta), answerOf(evidence)), mean, variance)
  })
  return { weights: betaWeights(habit), parts: withDoubt(evidence, parts) }
}

/** Unseen, a proposal is surely not answered; a row that was misread came as often as β = 0 says. */
const withDoubt = (evidence: Said, parts: readonly Moments[]): readonly Moments[] => {
  const certainty = certaintyOf(evidence)
  if (certainty === 1) return parts
  const anyway = evidence.channel === 'ignored' ? 0 : parts[0]!.logEvidence
  return parts.map((part) => doubted(part, certainty, anyway))
}

const certain = (reading: Reading, mean: number, variance: number): Readings => ({ weights: [1], parts: [moments(reading, mean, variance)] })

/** A chip reads u at ±value with noise 1/β²; its evidence is its probability against the opposite chip, so that β can be judged. */
const statement = (value: number, beta: number, mean: number, variance: number): Moments => {
  if (beta === 0) return { logEvidence: Math.log(0.5), gain: 0, shrink: 0 }
  const noise = 1 / (beta * beta)
  const { gain, shrink } = moments({ kind: 'value', value, variance: noise }, mean, variance)
  return { logEvidence: -Math.log1p(Math.exp((-2 * value * mean) / (variance + noise))), gain, shrink }
}

/** The habit after one more row, given what had been predicted for it. `logs` are the row's log-evidences under BETAS. */
export const learnHabit = (habit: Habit, evidence: Said, mean: number, variance: number, logs: readonly number[], weight: number): Habit => {
  const answer = answerOf(evidence)
  const certainty = certaintyOf(evidence)
  return {
    ...habit,
    rows: habit.rows + 1,
    counts: habit.counts.map((count, i) => (i === answer ? count + certainty : count)),
    means: habit.means + certainty * mean,
    squares: habit.squares + certainty * mean * mean + certainty * variance,
    logWeights: habit.logWeights.map((value, i) => value + weight * logs[i]!),
  }
}

/** u = a·z + e: the projection a of a row, and the variance of e, which the landmarks do not carry. */
export type Question = Readonly<{ a: Float64Array; rest: number }>

/** A thumb in a chat and a proposal left lying say what is wanted just now; what was said or done on purpose is stood by. */
export const headOf = (evidence: Evidence): Head =>
  evidence.isMood === true || evidence.channel === 'thumb' || evidence.channel === 'ignored' ? 'momentary' : 'endorsed'

export const textsOf = (evidence: Evidence): readonly Item[] => {
  switch (evidence.channel) {
    case 'pair':
      return [evidence.first, evidence.second]
    case 'edit':
    case 'revision':
      return [evidence.after, evidence.before]
    case 'reason':
    case 'pole':
    case 'slider':
    case 'lock':
      return []
    default:
      return [evidence.item]
  }
}

/** The scalar that a row is about. A choice between two texts is about (r(x) − r(y))/√2, so that β means the same in each channel. */
export const questionOf = (prior: Prior, basis: Basis, size: number, evidence: Said, { candour }: Standing): Question => {
  if (evidence.channel === 'reason' || evidence.channel === 'slider' || evidence.channel === 'pole') {
    const a = new Float64Array(size)
    a[AXIS_START + evidence.axis] = evidence.channel === 'reason' ? 1 : 2
    return { a, rest: 0 }
  }
  const head = headOf(evidence)
  const style = styleHeard(evidence)
  const [first, second] = textsOf(evidence) as readonly [Item, Item?]
  const a = features(prior, basis, first, head, style)
  if (isOneSided(evidence.channel)) overUsual(prior, basis, a)
  const asked = second === undefined ? { a, rest: restOf(prior, coordinates(prior, basis, first.vector)) } : difference(prior, basis, a, first, second, head, style)
  return head === 'momentary' ? shared(prior, asked, candour) : asked
}

/** One rewrites to make a text better written as well, and wishes are put in few words: style says nothing of what is wanted there. */
const styleHeard = ({ channel }: Evidence): Style => (channel === 'revision' || isOneSided(channel) ? 'none' : 'own')

/** direction·a of the question of each row that is given, with no a made: of all rows of a long ledger that took longer than the rest. */
export const questionAlong = (prior: Prior, basis: Basis, direction: Float64Array, { candour }: Standing): ((evidence: Said) => number) => {
  const mood = moodStart(prior)
  const ofLandmarks = direction.subarray(landmarkStart(prior))
  const usual = basis.reduce((sum, { row }) => sum + dot(row, ofLandmarks, row.length) / basis.length, 0)
  const part = (start: number, values: readonly number[]): number => values.reduce((sum, value, k) => sum + value * direction[start + k]!, 0)
  return (evidence) => {
    if (evidence.channel === 'reason' || evidence.channel === 'slider' || evidence.channel === 'pole') return direction[AXIS_START + evidence.axis]! * (evidence.channel === 'reason' ? 1 : 2)
    const isOver = isOneSided(evidence.channel)
    const ofText = (item: Item): number => {
      const cues = styleHeard(evidence) === 'own' ? part(CUE_START, styleOf(item)) : 0
      const endorsed = (isOver ? -usual : direction[0]!) + cues + part(AXIS_START, item.axes) + dot(ofLandmarks, coordinates(prior, basis, item.vector))
      return headOf(evidence) === 'momentary' ? candour * endorsed + (isOver ? 0 : direction[mood]!) + part(mood + 1, item.axes) : endorsed
    }
    const [first, second] = textsOf(evidence) as readonly [Item, Item?]
    return second === undefined ? ofText(first) : (ofText(first) - ofText(second)) / Math.SQRT2
  }
}

/** Only `candour` of a momentary reward is the endorsed one. */
const shared = (prior: Prior, { a, rest }: Question, candour: number): Question => {
  const [from, to] = [moodStart(prior), landmarkStart(prior)]
  return { a: a.map((value, i) => (i >= from && i < to ? value : candour * value)), rest: candour * candour * rest }
}

/** Of wishes there is only the one kind, and each would make everything a little more wanted: so they would prove themselves right. */
const isOneSided = (channel: Channel): boolean => channel === 'wish' || channel === 'written' || channel === 'ignored'

/** φ(x) less the mean of the landmarks' features, as far as they are known: one text over an ordinary one. */
const overUsual = (prior: Prior, basis: Basis, a: Float64Array): void => {
  const start = landmarkStart(prior)
  a[0] = 0
  a[moodStart(prior)] = 0
  for (const { row } of basis) for (let j = 0; j < row.length; j += 1) a[start + j]! -= row[j]! / basis.length
}

const difference = (prior: Prior, basis: Basis, a: Float64Array, first: Item, second: Item, head: Head, style: Style): Question => {
  const b = features(prior, basis, second, head, style)
  const [x, y] = [coordinates(prior, basis, first.vector), coordinates(prior, basis, second.vector)]
  let rest = 2 * (prior.kernel.variance - kernel(prior, first.vector, second.vector))
  for (let i = 0; i < x.length; i += 1) rest -= (x[i]! - y[i]!) ** 2
  return { a: a.map((value, i) => (value - b[i]!) / Math.SQRT2), rest: Math.max(0, rest / 2) }
}
