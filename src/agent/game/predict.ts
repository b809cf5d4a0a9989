// What the belief says of texts, answers and axes. All of it is read off; nothing here changes a belief.

import type { Belief } from './belief.ts'
import { answersOf, goodChance, starsForecast } from './forecast.ts'
import type { Forecast } from './forecast.ts'
import { AXIS_START, checkItem, coordinates, features, kernel, moodStart, rest } from './features.ts'
import type { Style } from './features.ts'
import { BETAS, betaWeights, LEARNED, questionOf } from './human.ts'
import { dot, quadratic, rowStart, symmetricTimes } from './linear.ts'
import { viewTally } from './record.ts'
import type { TallyView } from './record.ts'
import type { Channel, Item } from './types.ts'

type Options = Readonly<{ style: Style }>
const OWN: Options = { style: 'own' }

/**
 * Mean (n) and covariance (n×n, row-major) of the endorsed reward of texts, in points, 0 being "either way":
 * cov(x, y) = φ(x)ᵀSφ(y) + k(x, y) − (L⁻¹k(x))·(L⁻¹k(y)), which is the dense Gaussian process exactly.
 */
export const predict = (belief: Belief, items: readonly Item[], { style }: Options = OWN): Readonly<{ mean: Float64Array; covariance: Float64Array }> => {
  const { prior, basis, gaussian } = belief
  const rows = items.map((item) => {
    checkItem(prior, basis, item)
    const phi = features(prior, basis, item, 'endorsed', style)
    return { phi, along: symmetricTimes(gaussian.covariance, phi), own: coordinates(prior, basis, item.vector), vector: item.vector }
  })
  const n = rows.length
  const covariance = new Float64Array(n * n)
  for (const [i, x] of rows.entries()) {
    covariance[i * n + i] = dot(x.phi, x.along) + rest(prior, x.own)
    for (const [j, y] of rows.slice(0, i).entries()) {
      const value = dot(y.phi, x.along) + kernel(prior, x.vector, y.vector) - dot(x.own, y.own)
      covariance[i * n + j] = value
      covariance[j * n + i] = value
    }
  }
  return { mean: Float64Array.from(rows, ({ phi }) => dot(phi, gaussian.mean)), covariance }
}

/** Mean and variance alone; what a text's vector has to do with the landmarks is remembered from one call to the next. */
export const score = (belief: Belief, items: readonly Item[], { style }: Options = OWN): Readonly<{ mean: Float64Array; variance: Float64Array }> => {
  const { prior, basis, gaussian } = belief
  const mean = new Float64Array(items.length)
  const variance = new Float64Array(items.length)
  for (const [i, item] of items.entries()) {
    checkItem(prior, basis, item)
    const phi = features(prior, basis, item, 'endorsed', style)
    mean[i] = dot(phi, gaussian.mean)
    variance[i] = quadratic(gaussian.covariance, phi) + rest(prior, coordinates(prior, basis, item.vector))
  }
  return { mean, variance }
}

/** The calibrated forecast of a rating, sealed with the text's own style. */
export const forecast = (belief: Belief, item: Item, options: Options = OWN): Forecast => {
  const { mean, variance } = score(belief, [item], options)
  return starsForecast(belief, mean[0]!, variance[0]!)
}

/** Calibrated P(accepted) of a proposal, against dismissed. */
export const forecastAccept = (belief: Belief, item: Item, options: Options = OWN): number => {
  const { mean, variance } = score(belief, [item], options)
  return goodChance('accept', answersOf(belief, 'accept', mean[0]!, variance[0]!))
}

export type PairForecast = Readonly<{ first: number; equal: number; second: number; /** P(the first is chosen). */ chance: number }>

export const forecastPair = (belief: Belief, first: Item, second: Item): PairForecast => {
  const { prior, basis, gaussian, humans } = belief
  for (const item of [first, second]) checkItem(prior, basis, item)
  const row = { id: 0, at: 0, topic: null, channel: 'pair', first, second, choice: 'equal' } as const
  const question = questionOf(prior, basis, gaussian.mean.length, row, humans.standing)
  const variance = quadratic(gaussian.covariance, question.a) + question.rest
  const [less, equal, more] = answersOf(belief, 'pair', dot(question.a, gaussian.mean), variance) as readonly [number, number, number]
  return { first: more, equal, second: less, chance: more }
}

type MeanSd = Readonly<{ mean: number; sd: number }>

/** 2·w_k: what moving from the left pole of axis k to the right one is worth, in points. Likely (80 %): mean ± 1.2816·sd. */
export const axisView = ({ gaussian }: Belief, axis: number): MeanSd => {
  const at = AXIS_START + axis
  return { mean: 2 * gaussian.mean[at]!, sd: 2 * Math.sqrt(Math.max(0, gaussian.covariance[rowStart(at) + at]!)) }
}

/**
 * The same of what has felt good lately, 2·(w_k + δ_k), and by how much that is apart from what is stood by, 2·δ_k. How far momentary
 * rows follow what is endorsed (candour) is left out: it says how they are made, not what is felt.
 */
export const moodView = ({ gaussian, prior }: Belief, axis: number): Readonly<{ lately: MeanSd; apart: MeanSd }> => {
  const [w, d] = [AXIS_START + axis, moodStart(prior) + 1 + axis]
  const { mean, covariance } = gaussian
  const [low, high] = w < d ? [w, d] : [d, w]
  const ofMood = covariance[rowStart(d) + d]!
  const variance = covariance[rowStart(w) + w]! + ofMood + 2 * covariance[rowStart(high) + low]!
  return {
    lately: { mean: 2 * (mean[w]! + mean[d]!), sd: 2 * Math.sqrt(Math.max(0, variance)) },
    apart: { mean: 2 * mean[d]!, sd: 2 * Math.sqrt(Math.max(0, ofMood)) },
  }
}

/** By how much each axis' 2·w_k moved, in points. */
export const moves = (before: Belief, after: Belief): Float64Array =>
  Float64Array.from(before.prior.kinds, (_, axis) => axisView(after, axis).mean - axisView(before, axis).mean)

export type ChannelBelief = Readonly<{
  channel: Channel
  rows: number
  /** Expected β. */
  beta: number
  grid: readonly Readonly<{ beta: number; probability: number }>[]
  /** Stars fix the scale; sliders, poles and locks are taken at their word. */
  isFixed: boolean
}>

export const channels = ({ humans, rows }: Belief): readonly ChannelBelief[] => {
  const fixed = (['stars', 'slider', 'pole', 'lock'] as const).map((channel) => ({ channel, rows: rows[channel], beta: 1, grid: [{ beta: 1, probability: 1 }], isFixed: true }))
  const learned = LEARNED.map((channel) => {
    const habit = humans.habits[channel]
    const grid = betaWeights(habit).map((probability, i) => ({ beta: BETAS[i]!, probability }))
    return { channel, rows: habit.rows, beta: grid.reduce((sum, step) => sum + step.beta * step.probability, 0), grid, isFixed: false }
  })
  return [...fixed, ...learned]
}

/** Explicit ratings so far: stars, choices, edits, and what was accepted or dismissed. */
export const ratingsOf = ({ rows, humans: { habits } }: Belief): number => rows.stars + habits.pair.rows + habits.edit.rows + habits.accept.rows

export type Skill = TallyView & Readonly<{ anchors: TallyView; topics: readonly (TallyView & Readonly<{ topic: string }>)[] }>

/** What the sealed one-step-ahead forecasts were worth: pooled, on anchors alone, and per topic. */
export const skill = ({ track }: Belief): Skill => ({
  ...viewTally(track.all),
  anchors: viewTally(track.anchors),
  topics: Object.entries(track.topics).map(([topic, tally]) => ({ topic, ...viewTally(tally) })),
})
