// What the belief expects to hear: calibrated forecasts of answers, from the mean and variance of the endorsed reward.

import { answerProbabilities, likelyRange } from './calibrate.ts'
import type { Temperature } from './calibrate.ts'
import { BETAS, betaWeights, habitCutpoints } from './human.ts'
import type { Humans } from './human.ts'
import { starScale } from './stars.ts'
import type { Channel } from './types.ts'

/** The channels whose answers are forecast, and the first answer (counted from 0, the least reward first) that is a good one. */
export const GOOD = { stars: 3, pair: 2, accept: 1, hindsight: 2 } as const
export type Forecastable = keyof typeof GOOD
export const isForecastable = (channel: Channel): channel is Forecastable => channel in GOOD

/** What a forecast needs of a belief. */
export type Forecaster = Readonly<{ humans: Humans; temperatures: Readonly<Record<Forecastable, Temperature>>; outside: number }>

export type Forecast = Readonly<{
  /** Of 1 to 5 stars. */
  probabilities: readonly [number, number, number, number, number]
  /** Expected rating. */
  mean: number
  /** The 80 % range, in points of rating. */
  likely: readonly [low: number, high: number]
  /** P(rating ≥ 4). */
  chance: number
}>

/** Probabilities of a channel's answers for u ~ N(mean, variance), over the posterior of β. Monotone in `mean`. */
export const answersOf = (
  { humans, temperatures }: Forecaster,
  channel: Forecastable,
  mean: number,
  variance: number,
  temperature = temperatures[channel],
): readonly number[] => {
  if (channel === 'stars') {
    const { cuts, noise } = starScale(humans.stars.values)
    return answerProbabilities(cuts.map((cut) => cut / noise), 1 / noise, mean, variance, temperature)
  }
  const habit = humans.habits[channel]
  const weights = betaWeights(habit)
  const total = Array.from({ length: habit.counts.length }, () => 0)
  for (const [b, beta] of BETAS.entries()) {
    const probabilities = answerProbabilities(habitCutpoints(channel, habit, beta), beta, mean, variance, temperature)
    for (const [i, probability] of probabilities.entries()) total[i]! += weights[b]! * probability
  }
  return total
}

/** P(a good answer): 4 or 5 stars, the first of a pair, accepted, glad. */
export const goodChance = (channel: Forecastable, probabilities: readonly number[]): number =>
  probabilities.slice(GOOD[channel]).reduce((sum, probability) => sum + probability, 0)

export const starsForecast = (belief: Forecaster, mean: number, variance: number): Forecast => {
  const probabilities = answersOf(belief, 'stars', mean, variance) as Forecast['probabilities']
  return {
    probabilities,
    mean: probabilities.reduce((sum, probability, i) => sum + (i + 1) * probability, 0),
    likely: likelyRange(probabilities, belief.outside),
    chance: goodChance('stars', probabilities),
  }
}
