// What is assumed before a word is said. Units are points of rating: a reward of 0 is "either way", 1 is one point of five better.

export type AxisKind = 'value' | 'taste' | 'mood'

export type Prior = Readonly<{
  version: 1
  /** Kind of each axis; their number is the number of axes. */
  kinds: readonly AxisKind[]
  /** Mean and standard deviation of the constant. */
  bias: Readonly<{ mean: number; sd: number }>
  /** Standard deviations and means of the weights of the standardised cues. */
  cues: Readonly<{ sds: readonly [number, number, number, number]; means: readonly [number, number, number, number] }>
  /** Standard deviation of w_k; What You shows is 2·w_k. */
  axisSd: number
  /** Standard deviation of each momentary weight δ. */
  moodSd: number
  /** k(x, y) = variance · exp((cos − 1) / length). */
  kernel: Readonly<{ variance: number; length: number }>
  landmarks: number
  /** Noise of a rating in points; sds of its logarithm and of those of the gaps between cutpoints. */
  stars: Readonly<{ noise: number; noiseSd: number; gapSd: number }>
  /** How ready the person is to take a proposal: so many left and taken before the first. */
  readiness: readonly [left: number, taken: number]
  /** A slider reads 2·w_k as that many ratings would. */
  sliderRatings: number
  /** A ticked pole reads 2·w_k at ± twice `reasonValue`, as that many ratings would: less than one rating of a state at that pole says of it. */
  poleRatings: number
  /** A reason chip reads w_k at ± this. */
  reasonValue: number
  /** After so many days a row weighs half. */
  halfLifeDays: Readonly<Record<AxisKind, number>>
}>

/** `axes` is the number of axes, `kinds` the kind of each. */
export const defaultPrior = (axes: number, kinds: readonly AxisKind[]): Prior => {
  if (kinds.length !== axes) throw new RangeError(`A prior for ${axes} axes needs ${axes} kinds, not ${kinds.length}.`)
  return {
    version: 1,
    kinds,
    bias: { mean: 0, sd: 0.6 },
    cues: { sds: [0.14, 0.03, 0.03, 0.03], means: [0, 0, 0, 0] },
    axisSd: 0.5,
    moodSd: 0.6,
    kernel: { variance: 0.8, length: 0.5 },
    landmarks: 256,
    stars: { noise: 0.8, noiseSd: 0.4, gapSd: 0.3 },
    readiness: [2, 2],
    sliderRatings: 3,
    poleRatings: 0.1,
    reasonValue: 0.5,
    halfLifeDays: { value: 365, taste: 90, mood: 14 },
  }
}
