import { defaultPrior } from '../../../src/agent/game/prior.ts'
import type { Prior } from '../../../src/agent/game/prior.ts'
import { drawNormal, seeded } from '../../../src/agent/game/random.ts'
import type { Random } from '../../../src/agent/game/random.ts'
import type { Evidence, Item, StarRating } from '../../../src/agent/game/types.ts'

/** A belief's bytes, the same however the engine happens to hold a number (v8.serialize writes 1 and 1.0 differently). */
export const bytesOf = (belief: object): string =>
  JSON.stringify(belief, (_, value: unknown) => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex') : value))

export const AXES = 14
export const prior: Prior = defaultPrior(AXES, Array.from({ length: AXES }, (_, k) => (['value', 'taste', 'mood'] as const)[k % 3]!))

/** The same prior with the use of the stars known, so that nothing but the reward is learnt. */
export const knownStars = (base: Prior, noise: number): Prior => ({ ...base, stars: { noise, noiseSd: 1e-6, gapSd: 1e-6 } })

const WORDS = 'a the my garden early morning with friends quiet table good paper walk home help long'.split(' ')

export const unitVector = (random: Random, size = 24): Float32Array => {
  const vector = Float32Array.from({ length: size }, () => drawNormal(random))
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / norm)
}

export const makeItem = (random: Random, axes = AXES, size = 24): Item => ({
  text: Array.from({ length: 3 + Math.floor(random() * 12) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' '),
  vector: unitVector(random, size),
  axes: Array.from({ length: axes }, () => (random() < 0.6 ? 0 : random() < 0.5 ? -1 : 1)),
})

export const makeItems = (seed: number, count: number, axes = AXES, size = 24): Item[] => {
  const random = seeded(seed)
  return Array.from({ length: count }, () => makeItem(random, axes, size))
}

/** A person with a planted taste, who rates with noise in points and rounds. */
export const makePerson = (seed: number, { noise = 0.7, scale = 0.45, level = 0.2 } = {}) => {
  const random = seeded(seed)
  const taste = Array.from({ length: AXES }, () => scale * drawNormal(random))
  const reward = (item: Item): number => level + item.axes.reduce((sum, lean, k) => sum + lean * taste[k]!, 0)
  const rate = (item: Item): StarRating => Math.max(1, Math.min(5, Math.round(3 + reward(item) + noise * drawNormal(random)))) as StarRating
  return { taste, reward, rate, random }
}

export const starsRow = (id: number, item: Item, rating: StarRating, more: Partial<Pick<Evidence, 'at' | 'topic' | 'isAnchor' | 'isMood'>> = {}): Evidence => ({
  id,
  at: 0,
  topic: `topic ${id % 5}`,
  channel: 'stars',
  item,
  rating,
  ...more,
})

export const ratedBy = (person: ReturnType<typeof makePerson>, items: readonly Item[], from = 1): Evidence[] => items.map((item, i) => starsRow(from + i, item, person.rate(item)))
