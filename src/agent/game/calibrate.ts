// Forecasts of answers, kept honest online: one temperature per channel and a range whose share of hits is steered to 80 %.

import { between } from './normal.ts'

/** T = exp(log) widens (T > 1) or sharpens a channel's forecasts; `precision` is how surely T is known. */
export type Temperature = Readonly<{ log: number; precision: number }>

const TEMPERATURE_SD = 0.3
export const newTemperature: Temperature = { log: 0, precision: 1 / (TEMPERATURE_SD * TEMPERATURE_SD) }

/** Probabilities of ordered answers, for slope·u + noise among the cutpoints with u ~ N(mean, variance). Monotone in `mean`. */
export const answerProbabilities = (cuts: readonly number[], slope: number, mean: number, variance: number, temperature: Temperature): readonly number[] => {
  const scale = Math.sqrt(1 + slope * slope * variance) * Math.exp(temperature.log)
  const at = (i: number): number => (cuts[i] === undefined ? (i < 0 ? -Infinity : Infinity) : (cuts[i] - slope * mean) / scale)
  return Array.from({ length: cuts.length + 1 }, (_, i) => between(at(i - 1), at(i)))
}

/** One natural-gradient step of log T on the probability of the answer that came, given as a function of the temperature. */
export const learnTemperature = (state: Temperature, probability: (temperature: Temperature) => number): Temperature => {
  const logAt = (log: number): number => Math.log(Math.max(1e-9, probability({ ...state, log })))
  const gradient = (logAt(state.log + NUDGE) - logAt(state.log - NUDGE)) / (2 * NUDGE)
  const precision = state.precision + gradient * gradient
  return { precision, log: state.log + gradient / precision }
}

const NUDGE = 1e-4

export const LIKELY = 0.8
/** How far one miss moves the share left outside (Gibbs and Candès 2021), and its bounds. */
const STEP = 0.02
const BOUNDS = [0.08, 0.35] as const

/** The share of the forecast left outside the likely range, steered so that four ratings in five fall inside. */
export const learnOutside = (outside: number, isHeld: boolean): number =>
  Math.max(BOUNDS[0], Math.min(BOUNDS[1], outside + STEP * (1 - LIKELY - (isHeld ? 0 : 1))))

/** The point below which `share` of the forecast lies, a rating y being spread over [y − ½, y + ½]; within 1 and 5. */
const point = (probabilities: readonly number[], share: number): number => {
  let left = share
  for (const [i, probability] of probabilities.entries()) {
    if (left <= probability && probability > 0) return Math.max(1, Math.min(5, i + 0.5 + left / probability))
    left -= probability
  }
  return 5
}

export const likelyRange = (probabilities: readonly number[], outside: number): readonly [low: number, high: number] => [
  point(probabilities, outside / 2),
  point(probabilities, 1 - outside / 2),
]
