import { randomOf } from './random.ts'

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const DRAWS = 2000

/** 95 % by bootstrap over people; `measure` is computed anew on each draw of them. */
export function bootstrap<T>(people: readonly T[], measure: (drawn: readonly T[]) => number): readonly [low: number, high: number] {
  const random = randomOf('bootstrap', people.length)
  const values = Array.from({ length: DRAWS }, () => measure(people.map(() => people[random.below(people.length)]!)))
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}

export const interval = (perPerson: readonly number[]): readonly [low: number, high: number] => bootstrap(perPerson, mean)

/** 95 % of a share, by Wilson's score: it holds where few were counted, and where none or all of them have it. */
export function shareInterval(have: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1]
  const z = 1.96
  const centre = have + (z * z) / 2
  const spread = z * Math.sqrt((have * (of - have)) / of + (z * z) / 4)
  return [Math.max(0, (centre - spread) / (of + z * z)), Math.min(1, (centre + spread) / (of + z * z))]
}

/** The share of pairs (one liked, one not) in which the liked one scores higher; ties count half. Null where there is no such pair. */
export function pairwiseAccuracy(liked: readonly number[], disliked: readonly number[]): number | null {
  if (liked.length === 0 || disliked.length === 0) return null
  const ranked = [...liked.map((score) => ({ score, isLiked: true })), ...disliked.map((score) => ({ score, isLiked: false }))].sort((a, b) => a.score - b.score)
  let below = 0
  let won = 0
  for (let start = 0; start < ranked.length; ) {
    let end = start
    while (end < ranked.length && ranked[end]!.score === ranked[start]!.score) end += 1
    const tied = ranked.slice(start, end)
    const likedHere = tied.filter(({ isLiked }) => isLiked).length
    const dislikedHere = tied.length - likedHere
    won += likedHere * (below + dislikedHere / 2)
    below += dislikedHere
    start = end
  }
  return won / (liked.length * disliked.length)
}

/** A forecast of something that came true or not. */
export type Said = Readonly<{ chance: number; came: boolean }>

export const brier = (said: readonly Said[]): number => mean(said.map(({ chance, came }) => (chance - Number(came)) ** 2))

const BINS = 10
const zeros = (): number[] => Array.from({ length: BINS }, () => 0)

/** Expected calibration error over ten bins of equal width, from sums per bin so that a bootstrap can add people up. */
export type Calibration = Readonly<{ n: readonly number[]; said: readonly number[]; came: readonly number[] }>

export function calibrationOf(said: readonly Said[]): Calibration {
  const sums = { n: zeros(), said: zeros(), came: zeros() }
  for (const { chance, came } of said) {
    const bin = Math.min(BINS - 1, Math.floor(chance * BINS))
    sums.n[bin]! += 1
    sums.said[bin]! += chance
    sums.came[bin]! += Number(came)
  }
  return sums
}

export function calibrationError(people: readonly Calibration[]): number {
  let off = 0
  let total = 0
  for (let bin = 0; bin < BINS; bin += 1) {
    let [n, difference] = [0, 0]
    for (const person of people) {
      n += person.n[bin]!
      difference += person.said[bin]! - person.came[bin]!
    }
    off += Math.abs(difference)
    total += n
  }
  return off / total
}

/**
 * Whether an answer lies in the central `share` of its forecast: a discrete answer is spread evenly over its step of the
 * cumulative forecast (randomised probability integral transform), so that an honest forecast holds exactly `share`.
 */
export function isCovered(probabilities: readonly number[], answer: number, share: number, spread: number): boolean {
  const before = probabilities.slice(0, answer).reduce((sum, value) => sum + value, 0)
  const place = before + spread * probabilities[answer]!
  return Math.abs(place - 0.5) <= share / 2
}
