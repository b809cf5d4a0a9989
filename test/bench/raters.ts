// Simulated people who rate texts: what they want lies in spaces that the learner does not have, and each uses the stars in a way of their own.

import type { StarRating } from '../../src/agent/game/types.ts'
import { randomOf } from './random.ts'
import type { State } from './states.ts'
import { groupLiking, rewardOf, smoothLiking, themeLiking, wordLiking } from './word-space.ts'
import type { Liking, Words } from './word-space.ts'

export type Rater = Readonly<{
  /** What each text is truly worth, in points. */
  reward: ReadonlyMap<string, number>
  /** A rating with the noise of the moment. */
  rate: (text: string) => StarRating
}>

type Kind = Readonly<{
  /** Between 1|2, 2|3, 3|4 and 4|5, in points. */
  cuts: readonly [number, number, number, number]
  noise: number
  tastes: readonly Taste[]
}>
type Taste = 'axes' | 'themes' | 'smooth' | 'words' | 'areas' | 'twisted'

const EVEN = [-1.5, -0.5, 0.5, 1.5] as const
const MIXED = ['axes', 'themes', 'words', 'areas'] as const

/** One thing is unusual about each kind but the first. */
export const KINDS: Readonly<Record<string, Kind>> = {
  usual: { cuts: EVEN, noise: 0.7, tastes: MIXED },
  steady: { cuts: EVEN, noise: 0.35, tastes: MIXED },
  erratic: { cuts: EVEN, noise: 1.2, tastes: MIXED },
  generous: { cuts: [-2.5, -1.5, -0.5, 0.5], noise: 0.7, tastes: MIXED },
  stern: { cuts: [-0.5, 0.5, 1.5, 2.5], noise: 0.7, tastes: MIXED },
  extreme: { cuts: [-0.6, -0.2, 0.2, 0.6], noise: 0.7, tastes: MIXED },
  middling: { cuts: [-2.4, -0.8, 0.8, 2.4], noise: 0.7, tastes: MIXED },
  'by axes': { cuts: EVEN, noise: 0.7, tastes: ['axes'] },
  'by area': { cuts: EVEN, noise: 0.7, tastes: ['areas'] },
  'by words': { cuts: EVEN, noise: 0.7, tastes: ['smooth', 'words'] },
  'by themes': { cuts: EVEN, noise: 0.7, tastes: ['themes'] },
  twisted: { cuts: EVEN, noise: 0.7, tastes: ['twisted'] },
}

/** Standard deviation of what texts are worth to a person, in points. */
const SPREAD = 1

export function makeRater(kind: string, states: readonly State[], space: ReadonlyMap<string, Words>, ...seed: readonly (string | number)[]): Rater {
  const { cuts, noise, tastes } = KINDS[kind]!
  const random = randomOf('rater', kind, ...seed)
  const items = new Map(states.map((state) => [state.text, state.item]))
  const areas = new Map(states.map(({ text, area }) => [text, area]))
  const planted = (): Liking => {
    const weights = states[0]!.item.axes.map(() => random.normal())
    return (text) => items.get(text)!.axes.reduce((sum, lean, k) => sum + lean * weights[k]!, 0)
  }
  const likings: Readonly<Record<Taste, () => Liking>> = {
    axes: planted,
    themes: () => themeLiking(space, random),
    smooth: () => smoothLiking(space, random),
    words: () => wordLiking(space, random),
    areas: () => groupLiking(areas, random),
    // Wants one thing in one mood of words and the opposite in the other: nothing linear sees it.
    twisted: () => {
      const [axis, word] = [planted(), smoothLiking(space, random)]
      return (text) => axis(text) * Math.sign(word(text)) + 0.5 * axis(text)
    },
  }
  const reward = rewardOf(states.map(({ text }) => text), tastes.map((taste) => ({ liking: likings[taste](), share: 1 / tastes.length })), SPREAD)
  const rate = (text: string): StarRating => {
    const felt = reward.get(text)! + noise * random.normal()
    return (1 + cuts.filter((cut) => felt > cut).length) as StarRating
  }
  return { reward, rate }
}
