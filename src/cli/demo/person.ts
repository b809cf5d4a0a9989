import type { Axis } from '../../agent/contract/index.ts'

/** A simulated person with a planted taste. Nothing here shares code with the learner. */
export type Person = Readonly<{
  /** What moving a state from the left pole to the right one is truly worth, in points; 0 where the axis leaves them cold. */
  planted: ReadonlyMap<string, number>
  /** How much they would truly want a state with these labels to be so, on the scale of ratings but not bounded by it. */
  worth: (labels: Readonly<Record<string, number>>) => number
  /** What they say: the worth, with the noise of an ordinary day, as one of five. */
  rate: (labels: Readonly<Record<string, number>>) => 1 | 2 | 3 | 4 | 5
}>

const CARES_ABOUT = 8
const WEAKEST = 0.7
const STRONGEST = 1.8
const NOISE = 0.5

export function plantPerson(axes: readonly Axis[], seed: number): Person {
  const random = openRandom(seed)
  const shuffled = axes.map((axis) => ({ axis, at: random() })).sort((a, b) => a.at - b.at)
  const planted = new Map(axes.map(({ id }) => [id, 0]))
  for (const { axis } of shuffled.slice(0, CARES_ABOUT)) {
    planted.set(axis.id, (WEAKEST + (STRONGEST - WEAKEST) * random()) * (random() < 0.5 ? -1 : 1))
  }
  const worth: Person['worth'] = (labels) => Object.entries(labels).reduce((sum, [id, label]) => sum + ((planted.get(id) ?? 0) / 2) * label, 3)
  return {
    planted,
    worth,
    rate: (labels) => Math.min(5, Math.max(1, Math.round(worth(labels) + NOISE * bell(random)))) as 1 | 2 | 3 | 4 | 5,
  }
}

/** Nearly normal with variance 1: twelve uniform draws, summed. */
function bell(random: () => number): number {
  return Array.from({ length: 12 }, random).reduce((sum, draw) => sum + draw, -6)
}

/** Uniform in [0, 1), the same for the same seed (Park and Miller's minimal standard generator). */
function openRandom(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}
