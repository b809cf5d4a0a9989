// What the belief expects to hear: calibrated forecasts of answers, from the mean and variance of the endorsed reward.

import { answerProbabilities, likelyRange } from './calibrate.ts'
import type { Temperature } from './calibrate.ts'
import { BETAS, betaWeights, habitCutpoints } from './human.ts'
import type { Humans } from './human.ts'
import { starScale } from './stars.ts'

/** What a forecast needs of a belief. */
export type Forecaster = Readonly<{ humans: Humans; temperatures: Readonly<{ stars: Temperature; pair: Temperature }>; outside: number }>

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

export const starProbabilities = ({ stars }: Humans, mean: number, variance: number, temperature: Temperature): Forecast['probabilities'] => {
  const { cuts, noise } = starScale(stars.values)
  return answerProbabilities(cuts.map((cut) => cut / noise), 1 / noise, mean, variance, temperature) as readonly number[] as Forecast['probabilities']
}

export const starsForecast = (belief: Forecaster, mean: number, variance: number): Forecast => {
  const probabilities = starProbabilities(belief.humans, mean, variance, belief.temperatures.stars)
  return {
    probabilities,
    mean: probabilities.reduce((sum, probability, i) => sum + (i + 1) * probability, 0),
    likely: likelyRange(probabilities, belief.outside),
    chance: probabilities[3] + probabilities[4],
  }
}

/** Probabilities of [second, equal, first], over the posterior of β, for u = (r(first) − r(second))/√2. */
export const pairForecast = (belief: Forecaster, mean: number, variance: number): readonly [number, number, number] => {
  const habit = belief.humans.habits.pair
  const weights = betaWeights(habit)
  const total = [0, 0, 0] as [number, number, number]
  for (const [b, beta] of BETAS.entries()) {
    const probabilities = answerProbabilities(habitCutpoints('pair', habit, beta), beta, mean, variance, belief.temperatures.pair)
    for (const [i, probability] of probabilities.entries()) total[i]! += weights[b]! * probability
  }
  return total
}
