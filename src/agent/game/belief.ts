// The belief about one person's reward: a Gaussian over z = [w; δ], how the person answers, and what its forecasts were worth.

import { learnOutside, learnTemperature, likelyRange, newTemperature } from './calibrate.ts'
import type { Temperature } from './calibrate.ts'
import { testRating } from './change.ts'
import type { Tests } from './change.ts'
import { AXIS_START, CUE_START, checkItem, grow, landmarkStart, moodStart } from './features.ts'
import type { Basis } from './features.ts'
import { answersOf, GOOD, goodChance, isForecastable } from './forecast.ts'
import type { Forecastable } from './forecast.ts'
import { condition, extend, messageOf, observe } from './gaussian.ts'
import type { Gaussian, Message } from './gaussian.ts'
import { answerOf, certaintyOf, headOf, isLearned, LEARNED, learnHabit, NEUTRAL, newHabit, questionOf, readings, textsOf, voiceOf } from './human.ts'
import type { Habit, Humans, LearnedChannel, Said, Standing } from './human.ts'
import { dot, rowStart, symmetricTimes } from './linear.ts'
import type { Prior } from './prior.ts'
import { mixture } from './reading.ts'
import type { Moments } from './reading.ts'
import { newTrack, open } from './record.ts'
import type { Track } from './record.ts'
import { findAgain } from './repeats.ts'
import type { Found } from './repeats.ts'
import { learnStars, newStarHabit, starGradient } from './stars.ts'
import type { Evidence } from './types.ts'

/** Plain data, never changed in place: keep the old one to undo. Outside the game, read it only by functions of the game. */
export type Belief = Readonly<{
  prior: Prior
  basis: Basis
  /** What the evidence says, and the same given the locked axes; one object while nothing is locked. */
  free: Gaussian
  gaussian: Gaussian
  /** w_k of each locked axis. */
  locks: readonly (number | null)[]
  humans: Humans
  /** Rows so far of the channels without a habit. */
  rows: Readonly<{ stars: number; slider: number; pole: number; lock: number }>
  temperatures: Readonly<Record<Forecastable, Temperature>>
  /** Share of a forecast left outside its likely range. */
  outside: number
  track: Track
  tests: Tests
  found: Found
  /** Id, precision and shift of what each row said: its message on a·z. */
  messages: Float64Array
}>

/** The prior as a Gaussian over z, without landmarks. */
export const priorGaussian = (prior: Prior): Gaussian => {
  const size = landmarkStart(prior)
  const sds = new Float64Array(size).fill(prior.axisSd)
  sds[0] = prior.bias.sd
  sds.set(prior.cues.sds, CUE_START)
  sds.fill(prior.moodSd, moodStart(prior))
  const mean = new Float64Array(size)
  mean[0] = prior.bias.mean
  mean.set(prior.cues.means, CUE_START)
  const covariance = new Float64Array(rowStart(size))
  for (let i = 0; i < size; i += 1) covariance[rowStart(i) + i] = sds[i]! ** 2
  return { mean, covariance }
}

export const init = (prior: Prior): Belief => startWith(prior, [], NEUTRAL)

/** The prior's belief on a basis chosen beforehand. */
export const startWith = (prior: Prior, basis: Basis, standing: Standing): Belief => {
  const gaussian = extend(priorGaussian(prior), basis.length)
  return {
    prior,
    basis,
    free: gaussian,
    gaussian,
    locks: prior.kinds.map(() => null),
    humans: { standing, stars: newStarHabit(prior), habits: Object.fromEntries(LEARNED.map((channel) => [channel, newHabit(channel, prior)])) as Record<LearnedChannel, Habit> },
    rows: { stars: 0, slider: 0, pole: 0, lock: 0 },
    temperatures: { stars: newTemperature, pair: newTemperature, accept: newTemperature, hindsight: newTemperature },
    outside: 0.2,
    track: newTrack,
    tests: {},
    found: {},
    messages: new Float64Array(0),
  }
}

/** One row of evidence, learnt by assumed-density filtering. The old belief stays valid. Throws RangeError on evidence that does not fit. */
export const update = (belief: Belief, evidence: Evidence): Belief => learn(belief, evidence, 1)

/**
 * The same for a row that weighs `weight`: its message is the same sentence, spoken more quietly. With `isSpent` the old
 * belief's numbers are overwritten, which is for a belief that nobody else holds.
 */
export const learn = (belief: Belief, evidence: Evidence, weight: number, isSpent = false): Belief => {
  checkEvidence(belief, evidence)
  const found = findAgain(belief.found, evidence)
  if (found === null || certaintyOf(evidence) === 0) return belief
  if (evidence.channel === 'lock') return lock(belief, evidence.axis, evidence.value)
  const grown = withTexts(belief, evidence)
  const { prior, basis, gaussian, free, humans } = grown
  const { a, rest } = questionOf(prior, basis, gaussian.mean.length, evidence, humans.standing)
  const heard = weight * voiceOf(humans, evidence)
  const along = symmetricTimes(gaussian.covariance, a)
  const mean = dot(a, gaussian.mean)
  const spread = dot(a, along)
  const { weights, parts } = readings(prior, humans, evidence, mean, spread + rest)
  const said = weigh(messageOf(mixture(weights, parts), mean, spread), heard)
  const alongFree = free === gaussian ? along : symmetricTimes(free.covariance, a)
  const moved = observe(gaussian, a, along, said, isSpent)
  return {
    ...judge(grown, evidence, mean, spread + rest),
    gaussian: moved,
    free: free === gaussian ? moved : observe(free, a, alongFree, said, isSpent),
    found,
    humans: learnHumans(humans, evidence, mean, spread + rest, parts, heard),
    messages: append(grown.messages, evidence.id, said),
  }
}

const checkEvidence = ({ prior, basis }: Belief, evidence: Evidence): void => {
  for (const item of textsOf(evidence)) checkItem(prior, basis, item)
  const row = `Row ${evidence.id}`
  if ('axis' in evidence && !(evidence.axis in prior.kinds)) {
    throw new RangeError(`${row} is about axis ${evidence.axis}, but the belief has axes 0 to ${prior.kinds.length - 1}.`)
  }
  if ('value' in evidence && evidence.value !== null && !Number.isFinite(evidence.value)) {
    throw new RangeError(`${row} sets axis ${evidence.axis} to ${evidence.value}, which is not a number of points.`)
  }
  if (evidence.channel === 'stars' && ![1, 2, 3, 4, 5].includes(evidence.rating)) {
    throw new RangeError(`${row} has the rating ${String(evidence.rating)}; ratings go from 1 to 5.`)
  }
  const certainty = certaintyOf(evidence)
  if (!(certainty >= 0 && certainty <= 1)) throw new RangeError(`${row} is sure to ${certainty}; a probability lies between 0 and 1.`)
}

/** New texts become landmarks, each one independent coordinate more. */
const withTexts = (belief: Belief, evidence: Evidence): Belief => {
  const { prior, free, gaussian } = belief
  const basis = textsOf(evidence).reduce((grown, item) => grow(prior, grown, item.vector), belief.basis)
  const added = basis.length - belief.basis.length
  if (added === 0) return belief
  const wider = extend(gaussian, added)
  return { ...belief, basis, gaussian: wider, free: free === gaussian ? wider : extend(free, added) }
}

/** Exact conditioning on 2·w_k = value; null lifts the lock, and what the evidence said meanwhile shows. */
const lock = (belief: Belief, axis: number, value: number | null): Belief => {
  const locks = belief.locks.map((old, k) => (k === axis ? (value === null ? null : value / 2) : old))
  return { ...belief, locks, gaussian: givenLocks(belief.free, locks), rows: { ...belief.rows, lock: belief.rows.lock + 1 } }
}

export const givenLocks = (free: Gaussian, locks: Belief['locks']): Gaussian =>
  locks.reduce((gaussian, value, k) => (value === null ? gaussian : condition(gaussian, AXIS_START + k, value)), free)

const weigh = ({ precision, shift }: Message, weight: number): Message => ({ precision: weight * precision, shift: weight * shift })

const append = (messages: Float64Array, id: number, { precision, shift }: Message): Float64Array => {
  const longer = new Float64Array(messages.length + 3)
  longer.set(messages)
  longer.set([id, precision, shift], messages.length)
  return longer
}

const learnHumans = (humans: Humans, evidence: Said, mean: number, variance: number, parts: readonly Moments[], weight: number): Humans => {
  const { channel } = evidence
  if (channel === 'stars') {
    return { ...humans, stars: learnStars(humans.stars, starGradient(humans.stars, answerOf(evidence), mean, variance), weight) }
  }
  if (!isLearned(channel)) return humans
  const logs = parts.map((part) => part.logEvidence)
  return { ...humans, habits: { ...humans.habits, [channel]: learnHabit(humans.habits[channel], evidence, mean, variance, logs, weight) } }
}

const EQUAL = 1

/** How wide a pair's forecast is shows in which one is chosen; how often neither is, is learnt as a rate of its own. */
const decided = (channel: Forecastable, probabilities: readonly number[], answer: number): number =>
  channel === 'pair' ? probabilities[answer]! / (1 - probabilities[EQUAL]!) : probabilities[answer]!

/** Opens the sealed forecast of a row: the record, the calibration and the test for change learn from it, one step ahead; of one that was open before, only the test. */
const judge = (belief: Belief, evidence: Said, mean: number, variance: number): Belief => {
  const { channel, topic, isAnchor = false } = evidence
  const rows = channel === 'stars' || channel === 'slider' || channel === 'pole' ? { ...belief.rows, [channel]: belief.rows[channel] + 1 } : belief.rows
  if (!isForecastable(channel) || headOf(evidence) === 'momentary') return { ...belief, rows }
  const answer = answerOf(evidence)
  const logOf = (center: number): number => Math.log(Math.max(1e-6, answersOf(belief, channel, center, variance)[answer]!))
  const tests = topic === null || channel === 'pair' ? belief.tests : testRating(belief.tests, { id: evidence.id, topic, mean, level: belief.gaussian.mean[0]!, logOf })
  if (evidence.isTold) return { ...belief, rows, tests }
  const probabilities = answersOf(belief, channel, mean, variance)
  const likely = evidence.channel === 'stars' ? likelyRange(probabilities, belief.outside) : null
  const isHeld = evidence.channel === 'stars' && likely !== null ? evidence.rating >= likely[0] && evidence.rating <= likely[1] : null
  const opened = { channel, topic, isAnchor, probabilities, answer, chance: goodChance(channel, probabilities), cameTrue: answer >= GOOD[channel], isHeld }
  const probabilityOf = (other: Temperature): number => decided(channel, answersOf(belief, channel, mean, variance, other), answer)
  const isDecided = !(channel === 'pair' && answer === EQUAL)
  const temperature = isDecided ? learnTemperature(belief.temperatures[channel], probabilityOf) : belief.temperatures[channel]
  return {
    ...belief,
    rows,
    track: open(belief.track, opened),
    temperatures: { ...belief.temperatures, [channel]: temperature },
    outside: isHeld === null ? belief.outside : learnOutside(belief.outside, isHeld),
    tests,
  }
}
