// The belief recomputed from the ledger: a function of the rows alone, so that a forgotten row leaves no trace.
// One pass in order of id, as if the rows came anew, then expectation propagation (Minka 2001) to convergence.

import { asMood, weightOf } from './age.ts'
import { givenLocks, learn, priorGaussian, startWith } from './belief.ts'
import type { Belief } from './belief.ts'
import { restart } from './change.ts'
import type { ChangeAnswer } from './change.ts'
import { checkItem, chooseBasis } from './features.ts'
import { extend, messageOf } from './gaussian.ts'
import type { Gaussian, Message } from './gaussian.ts'
import { answerOf, certaintyOf, isLearned, LEARNED, learnHabit, NEUTRAL, newHabit, questionOf, readings, textsOf, voiceOf } from './human.ts'
import type { Habit, Humans, LearnedChannel, Question, Said, Standing } from './human.ts'
import { addOuters, cholesky, dot, inverseFromCholesky, quadratic, rowStart, symmetricTimes } from './linear.ts'
import { axisView } from './predict.ts'
import type { Prior } from './prior.ts'
import { mixture } from './reading.ts'
import { withoutRepeats } from './repeats.ts'
import { standingOf } from './standing.ts'
import { fitStars, starGradient } from './stars.ts'
import type { Evidence } from './types.ts'

/** One row on its way to convergence: its question, its weight, its message, and its log-evidences under BETAS. */
type Site = Question & { readonly evidence: Said; readonly weight: number; message: Message; logs: readonly number[] }

/** Means have converged when none moves by more than this share of its standard deviation. */
const TOLERANCE = 1e-8
/** Sweeps, and the work that they may take together, in rows times coordinates squared: a large ledger starts close and needs few. */
const MOST_SWEEPS = 60
const MOST_WORK = 2.2e9

/**
 * The belief as of `asOf` from the rows of the ledger, in whatever order they come. `answers` are what the person said
 * when asked whether a topic has changed. Deterministic; throws RangeError on two rows with one id or evidence that does not fit.
 */
export const refit = (rows: readonly Evidence[], asOf: number, prior: Prior, answers: readonly ChangeAnswer[] = []): Belief => {
  const sorted = rows.toSorted((a, b) => a.id - b.id)
  const twin = sorted.find((row, i) => i > 0 && sorted[i - 1]!.id === row.id)
  if (twin !== undefined) throw new RangeError(`Two rows of the ledger have the id ${twin.id}.`)
  const live = withoutRepeats(sorted.filter((row) => certaintyOf(row) !== 0)).map((row) => asMood(row, answers))
  // The record is kept as by one who does not know yet what observed rows are worth; what they have earned goes into the belief alone.
  const passed = pass(live, asOf, prior, answers, NEUTRAL)
  const standing = standingOf(live, (judged, assumed) => pass(judged, asOf, prior, answers, assumed))
  const started = { ...passed, humans: { ...passed.humans, standing } }
  const sites = sitesOf(started, live, asOf, answers)
  return sites.length === 0 ? passed : converge(started, sites)
}

/** The ledger read once in order: what the forecasts were worth on the way, and a start that is already close. */
const pass = (rows: readonly Evidence[], asOf: number, prior: Prior, answers: readonly ChangeAnswer[], standing: Standing): Belief => {
  const texts = rows.flatMap(textsOf)
  for (const item of texts) checkItem(prior, [], item)
  const pending = answers.toSorted((a, b) => a.at - b.at)
  let belief = startWith(prior, chooseBasis(prior, [...new Set(texts.map((item) => item.vector))]), standing)
  for (const row of rows) {
    while (pending.length > 0 && pending[0]!.at <= row.at) belief = settle(belief, pending.shift()!.topic)
    belief = learn(belief, row, weightOf(prior, row, asOf, answers), true)
  }
  return pending.reduce((settled, { topic }) => settle(settled, topic), belief)
}

/** The question about a topic was answered: its test starts again. */
export const settle = (belief: Belief, topic: string): Belief => ({ ...belief, tests: restart(belief.tests, topic) })

const sitesOf = ({ prior, basis, gaussian, messages, humans }: Belief, rows: readonly Evidence[], asOf: number, answers: readonly ChangeAnswer[]): readonly Site[] =>
  rows
    .filter((row): row is Said => row.channel !== 'lock')
    .map((evidence, i) => {
      const message = { precision: messages[3 * i + 1]!, shift: messages[3 * i + 2]! }
      const weight = weightOf(prior, evidence, asOf, answers) * voiceOf(humans, evidence)
      return { evidence, ...questionOf(prior, basis, gaussian.mean.length, evidence, humans.standing), weight, message, logs: [] }
    })

const converge = (start: Belief, sites: readonly Site[]): Belief => {
  const { prior, basis, locks } = start
  const base = extend(priorGaussian(prior), basis.length)
  const size = base.mean.length
  const sweeps = Math.max(4, Math.min(MOST_SWEEPS, Math.floor(MOST_WORK / (sites.length * size * size))))
  let { humans } = start
  let free = humans.standing === NEUTRAL ? start.free : multiply(base, sites)
  let gaussian = givenLocks(free, locks)
  let step = 1
  let last = Infinity
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    humans = visit(prior, humans, gaussian, sites, step)
    free = multiply(base, sites)
    const next = givenLocks(free, locks)
    const moved = distance(gaussian, next)
    gaussian = next
    if (moved < TOLERANCE) break
    if (moved > last) step = Math.max(0.3, step / 2)
    last = moved
  }
  const messages = Float64Array.from(sites.flatMap(({ evidence, message }) => [evidence.id, message.precision, message.shift]))
  return { ...start, free, gaussian, humans, messages }
}

/** One sweep: each row's message anew from the belief without it, and what the rows say of the person's habits. */
const visit = (prior: Prior, humans: Humans, gaussian: Gaussian, sites: readonly Site[], step: number): Humans => {
  const habits = Object.fromEntries(LEARNED.map((channel) => [channel, newHabit(channel, prior)])) as Record<LearnedChannel, Habit>
  const stars: Parameters<typeof fitStars>[2][number][] = []
  for (const site of sites) {
    const { evidence, weight, a, rest, message } = site
    const spread = quadratic(gaussian.covariance, a)
    const left = 1 / (1 - spread * message.precision)
    const variance = spread * left
    const mean = (dot(a, gaussian.mean) - spread * message.shift) * left
    const { weights, parts } = readings(prior, without(humans, site), evidence, mean, variance + rest)
    const said = messageOf(mixture(weights, parts), mean, variance)
    site.message = {
      precision: message.precision + step * (weight * said.precision - message.precision),
      shift: message.shift + step * (weight * said.shift - message.shift),
    }
    site.logs = parts.map((part) => part.logEvidence)
    const answer = answerOf(evidence)
    if (isLearned(evidence.channel)) habits[evidence.channel] = learnHabit(habits[evidence.channel], evidence, mean, variance + rest, site.logs, weight)
    if (evidence.channel === 'stars') stars.push({ gradient: starGradient(humans.stars, answer, mean, variance + rest), weight })
  }
  return { ...humans, habits, stars: fitStars(prior, humans.stars, stars) }
}

/** β as it looks without this row: a row must not vouch for its own channel. */
const without = (humans: Humans, { evidence, weight, logs }: Site): Humans => {
  const { channel } = evidence
  if (!isLearned(channel) || logs.length === 0) return humans
  const habit = humans.habits[channel]
  return { ...humans, habits: { ...humans.habits, [channel]: { ...habit, logWeights: habit.logWeights.map((value, i) => value - weight * logs[i]!) } } }
}

/** The prior times all messages. */
const multiply = (base: Gaussian, sites: readonly Site[]): Gaussian => {
  const size = base.mean.length
  const precision = new Float64Array(rowStart(size))
  const shift = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    const at = rowStart(i) + i
    precision[at] = 1 / base.covariance[at]!
    shift[i] = base.mean[i]! * precision[at]!
  }
  addOuters(precision, sites.map(({ a }) => a), Float64Array.from(sites, ({ message }) => message.precision))
  for (const { a, message } of sites) for (let i = 0; i < size; i += 1) shift[i]! += message.shift * a[i]!
  const covariance = inverseFromCholesky(cholesky(precision, size), size)
  return { covariance, mean: symmetricTimes(covariance, shift) }
}

/** The largest move of a mean, in its standard deviations. */
const distance = (before: Gaussian, after: Gaussian): number => {
  let most = 0
  for (let i = 0; i < after.mean.length; i += 1) {
    const variance = after.covariance[rowStart(i) + i]!
    if (variance > 0) most = Math.max(most, Math.abs(after.mean[i]! - before.mean[i]!) / Math.sqrt(variance))
  }
  return most
}

/** Axis `axis` as it would be without one row: for a preview before anything is forgotten. */
export const withoutRow = (rows: readonly Evidence[], id: number, asOf: number, prior: Prior, axis: number): ReturnType<typeof axisView> =>
  axisView(
    refit(
      rows.filter((row) => row.id !== id),
      asOf,
      prior,
    ),
    axis,
  )
