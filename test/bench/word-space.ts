// A space of texts that the learner does not have: words, weighed by rarity. Simulated people like and dislike in it.

import type { Random } from './random.ts'

/** A text's words with their tf-idf weights; unit length. */
export type Words = ReadonlyMap<string, number>

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? []

export function wordSpace(texts: readonly string[]): ReadonlyMap<string, Words> {
  const bags = texts.map((text) => new Set(wordsOf(text)))
  const documents = new Map<string, number>()
  for (const bag of bags) for (const word of bag) documents.set(word, (documents.get(word) ?? 0) + 1)
  return new Map(
    texts.map((text, i) => {
      const weights = Array.from(bags[i]!, (word) => [word, Math.log(texts.length / documents.get(word)!)] as const)
      const norm = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
      return [text, new Map(weights.map(([word, weight]) => [word, weight / norm]))]
    }),
  )
}

/** What somebody thinks of a text, before it is scaled to points. */
export type Liking = (text: string) => number

const WAVES = 128

/** A smooth function of the words: random Fourier features of a Gaussian kernel (Rahimi and Recht 2007). */
export function smoothLiking(space: ReadonlyMap<string, Words>, random: Random, length = 0.8): Liking {
  const frequencies = new Map<string, Float64Array>()
  const phases = Float64Array.from({ length: WAVES }, () => 2 * Math.PI * random.uniform())
  const weights = Float64Array.from({ length: WAVES }, () => random.normal() * Math.sqrt(2 / WAVES))
  const draw = (): Float64Array => Float64Array.from({ length: WAVES }, () => random.normal() / length)
  return (text) => {
    const angles = phases.slice()
    for (const [word, weight] of space.get(text)!) {
      const row = frequencies.get(word) ?? draw()
      frequencies.set(word, row)
      for (let j = 0; j < WAVES; j += 1) angles[j]! += weight * row[j]!
    }
    return angles.reduce((sum, angle, j) => sum + weights[j]! * Math.cos(angle), 0)
  }
}

/** A few words are loved or hated, the rest leave cold. */
export function wordLiking(space: ReadonlyMap<string, Words>, random: Random, share = 0.08): Liking {
  const words = [...new Set([...space.values()].flatMap((bag) => [...bag.keys()]))].sort()
  const liked = new Map(words.filter(() => random.uniform() < share).map((word) => [word, random.uniform() < 0.5 ? -1 : 1]))
  return (text) => {
    let sum = 0
    for (const [word, weight] of space.get(text)!) sum += weight * (liked.get(word) ?? 0)
    return sum
  }
}

const ROUNDS = 2

/** Themes: every word is liked a little or not, and words that keep company come to be liked alike. */
export function themeLiking(space: ReadonlyMap<string, Words>, random: Random): Liking {
  let likes = new Map([...new Set([...space.values()].flatMap((bag) => [...bag.keys()]))].sort().map((word) => [word, random.normal()]))
  const ofText = (bag: Words): number => [...bag].reduce((sum, [word, weight]) => sum + weight * likes.get(word)!, 0)
  for (let round = 0; round < ROUNDS; round += 1) {
    const texts = [...space.values()].map((bag) => ({ bag, liking: ofText(bag) }))
    const middle = texts.reduce((sum, { liking }) => sum + liking, 0) / texts.length
    const met = new Map<string, { sum: number; n: number }>()
    for (const { bag, liking } of texts) {
      for (const word of bag.keys()) {
        const { sum, n } = met.get(word) ?? { sum: 0, n: 0 }
        met.set(word, { sum: sum + liking - middle, n: n + 1 })
      }
    }
    likes = new Map(Array.from(met, ([word, { sum, n }]) => [word, sum / n]))
  }
  return (text) => ofText(space.get(text)!)
}

/** Each group of texts (an area of life) is liked or not as a whole. */
export function groupLiking(groupOf: ReadonlyMap<string, string>, random: Random): Liking {
  const levels = new Map([...new Set(groupOf.values())].sort().map((group) => [group, random.normal()]))
  return (text) => levels.get(groupOf.get(text)!)!
}

/** The likings added up and brought to mean 0 and standard deviation `sd` over these texts, so that they are in points. */
export function rewardOf(texts: readonly string[], likings: readonly Readonly<{ liking: Liking; share: number }>[], sd: number): ReadonlyMap<string, number> {
  const total = new Float64Array(texts.length)
  for (const { liking, share } of likings) {
    const values = texts.map(liking)
    const scaled = standardised(values)
    for (let i = 0; i < total.length; i += 1) total[i]! += Math.sqrt(share) * scaled[i]!
  }
  const scaled = standardised([...total])
  return new Map(texts.map((text, i) => [text, sd * scaled[i]!]))
}

function standardised(values: readonly number[]): readonly number[] {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length)
  return values.map((value) => (spread === 0 ? 0 : (value - middle) / spread))
}
