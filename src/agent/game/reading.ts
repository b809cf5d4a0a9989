// The likelihood of one answer in a scalar u, and its moments under u ~ N(mean, variance). Every update is one of these.

import { between, density } from './normal.ts'

/** `interval`: slope·u plus standard noise fell between low and high. `value`: u was read as `value` with noise of that variance. */
export type Reading =
  | Readonly<{ kind: 'interval'; slope: number; low: number; high: number }>
  | Readonly<{ kind: 'value'; value: number; variance: number }>

/** `logEvidence` = log Z, `gain` = d log Z / d mean, `shrink` = −d² log Z / d mean². */
export type Moments = Readonly<{ logEvidence: number; gain: number; shrink: number }>

const tail = (z: number): number => (Number.isFinite(z) ? z * density(z) : 0)

export const moments = (reading: Reading, mean: number, variance: number): Moments => {
  if (reading.kind === 'value') {
    const total = variance + reading.variance
    const off = reading.value - mean
    return { logEvidence: -0.5 * (Math.log(2 * Math.PI * total) + (off * off) / total), gain: off / total, shrink: 1 / total }
  }
  const { slope } = reading
  const scale = Math.sqrt(1 + slope * slope * variance)
  const low = (reading.low - slope * mean) / scale
  const high = (reading.high - slope * mean) / scale
  const mass = between(low, high)
  const rate = slope / scale
  if (mass < 1e-280) {
    // So far out that nothing is left of the mass: its limit is a reading at the nearer end.
    const off = low > 0 ? low : high
    return { logEvidence: -0.5 * off * off, gain: rate * off, shrink: rate * rate }
  }
  const gain = (rate * (density(low) - density(high))) / mass
  const shrink = gain * gain + (rate * rate * (tail(high) - tail(low))) / mass
  return { logEvidence: Math.log(mass), gain, shrink: Math.max(0, Math.min(rate * rate, shrink)) }
}

/** Moments of a mixture of readings. It never widens a belief: a negative `shrink` counts as 0. */
export const mixture = (weights: readonly number[], parts: readonly Moments[]): Moments => {
  const { logEvidence, gain, shrink } = blend(weights, parts)
  return { logEvidence, gain, shrink: Math.max(0, shrink) }
}

/** The reading with this probability; else the row came as it would have anyway, with log-probability `anyway`. */
export const doubted = (part: Moments, probability: number, anyway: number): Moments =>
  blend([probability, 1 - probability], [part, { logEvidence: anyway, gain: 0, shrink: 0 }])

const blend = (weights: readonly number[], parts: readonly Moments[]): Moments => {
  const top = Math.max(...parts.map((part, i) => (weights[i]! > 0 ? part.logEvidence : -Infinity)))
  const shares = parts.map((part, i) => weights[i]! * Math.exp(part.logEvidence - top))
  const total = shares.reduce((sum, share) => sum + share, 0)
  let gain = 0
  let curve = 0
  for (const [i, part] of parts.entries()) {
    const share = shares[i]! / total
    gain += share * part.gain
    curve += share * (part.shrink - part.gain * part.gain)
  }
  return { logEvidence: top + Math.log(total), gain, shrink: curve + gain * gain }
}
