// What sealed forecasts were worth: kept inside the belief, one step ahead, before each row is learnt from.

import type { Forecastable } from './forecast.ts'

/** Sums over forecasts; the difference of the two losses is the logarithm of the odds. */
export type Tally = Readonly<{
  n: number
  ratings: number
  held: number
  logLoss: number
  baseLogLoss: number
  /** Per fifth of the chance: forecasts, sum of chances, how often it came true. */
  bins: readonly Readonly<{ n: number; said: number; came: number }>[]
}>

export type Track = Readonly<{
  all: Tally
  anchors: Tally
  topics: Readonly<Record<string, Tally>>
  /** How often each answer came, per channel: the person's own base rate. */
  counts: Readonly<Record<Forecastable, readonly number[]>>
}>

export const newTally: Tally = { n: 0, ratings: 0, held: 0, logLoss: 0, baseLogLoss: 0, bins: Array.from({ length: 5 }, () => ({ n: 0, said: 0, came: 0 })) }
export const newTrack: Track = { all: newTally, anchors: newTally, topics: {}, counts: { stars: [0, 0, 0, 0, 0], pair: [0, 0, 0], accept: [0, 0], hindsight: [0, 0, 0] } }

/** A forecast beside what came: `chance` of a good answer (4 or 5 stars, the first of a pair, accepted, glad). */
export type Opened = Readonly<{
  channel: Forecastable
  topic: string | null
  isAnchor: boolean
  probabilities: readonly number[]
  answer: number
  chance: number
  cameTrue: boolean
  /** Whether the likely range held the rating; null where there are no stars. */
  isHeld: boolean | null
}>

/** The person's own base rate before this answer; which text stands first in a pair is drawn, so both sides count the same. */
export const baseRate = (track: Track, channel: Forecastable): readonly number[] => {
  const seen = track.counts[channel].map((count) => count + 1)
  const total = seen.reduce((sum, count) => sum + count, 0)
  return seen.map((count, i) => (channel === 'pair' ? (count + seen[seen.length - 1 - i]!) / 2 : count) / total)
}

const add = (tally: Tally, opened: Opened, base: number): Tally => {
  const bin = Math.min(4, Math.floor(opened.chance * 5))
  return {
    n: tally.n + 1,
    ratings: tally.ratings + (opened.isHeld === null ? 0 : 1),
    held: tally.held + (opened.isHeld === true ? 1 : 0),
    logLoss: tally.logLoss - Math.log(Math.max(1e-12, opened.probabilities[opened.answer]!)),
    baseLogLoss: tally.baseLogLoss - Math.log(base),
    bins: tally.bins.map((old, i) => (i === bin ? { n: old.n + 1, said: old.said + opened.chance, came: old.came + (opened.cameTrue ? 1 : 0) } : old)),
  }
}

export const open = (track: Track, opened: Opened): Track => {
  const { topic, channel, answer } = opened
  const base = baseRate(track, channel)[answer]!
  return {
    all: add(track.all, opened, base),
    anchors: opened.isAnchor ? add(track.anchors, opened, base) : track.anchors,
    topics: topic === null ? track.topics : { ...track.topics, [topic]: add(track.topics[topic] ?? newTally, opened, base) },
    counts: { ...track.counts, [channel]: track.counts[channel].map((count, i) => (i === answer ? count + 1 : count)) },
  }
}

export type TallyView = Readonly<{
  n: number
  ratings: number
  held: number
  /** Mean log loss in nats, of the belief and of the base rate; null before the first. */
  logLoss: number | null
  baseLogLoss: number | null
  /** e-value: odds, at most about 1 in 20 to reach 20 by luck if the base rate were right. */
  odds: number
  bins: readonly Readonly<{ low: number; high: number; n: number; said: number; came: number }>[]
}>

export const viewTally = (tally: Tally): TallyView => ({
  n: tally.n,
  ratings: tally.ratings,
  held: tally.held,
  logLoss: tally.n === 0 ? null : tally.logLoss / tally.n,
  baseLogLoss: tally.n === 0 ? null : tally.baseLogLoss / tally.n,
  odds: Math.exp(tally.baseLogLoss - tally.logLoss),
  bins: tally.bins.map(({ n, said, came }, i) => ({ low: i / 5, high: (i + 1) / 5, n, said: n === 0 ? 0 : said / n, came: n === 0 ? 0 : came / n })),
})
