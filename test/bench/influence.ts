// People whose taste drifts toward whatever they accept. What was worth having is judged by the taste that they came with.

import { init, update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import type { Spoken } from '../../src/agent/game/budget.ts'
import { decide } from '../../src/agent/game/policy.ts'
import { score } from '../../src/agent/game/predict.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import type { State, States } from './states.ts'
import { mean } from './statistics.ts'
import { drawLeaning, pointsOf, worth } from './tastes.ts'
import type { Leaning } from './tastes.ts'

const PEOPLE = 24
const DAY = 86_400_000
const DAYS = 120
const OFFERED = 20
/** Ratings of random states that each way starts from. */
const FIRST = 12
/** How far one accepted state pulls the taste toward it, in standard deviations of a weight. */
const PULL = 0.12
const NOISE = 0.7

type Situation = Readonly<{ belief: Belief; earlier: Belief; offered: readonly State[]; shown: readonly Item[]; spoken: readonly Spoken[]; now: number; random: Random; taken: Leaning }>
type Way = (situation: Situation) => State | null

const best = (states: readonly State[], value: (state: State, index: number) => number): State => {
  const values = states.map(value)
  return states[values.indexOf(Math.max(...values))]!
}

const WAYS = {
  /** The app's own policy: at most what its budget allows, and only what was wanted 90 days ago as well. */
  ours: ({ belief, earlier, offered, shown, spoken, now }) => {
    const candidates = offered.map(({ id, area, item }) => ({ kind: 'state', id, topic: area, item }) as const)
    const { chosen } = decide(belief, candidates, { asOf: now, seed: 1, mode: 'push', count: 1, shown, spoken, isGoodMoment: true, earlier })
    return offered.find(({ id }) => id === chosen[0]?.id) ?? null
  },
  random: ({ offered, random }) => offered[random.below(offered.length)]!,
  /** Maximises what will be accepted, now and later: what it expects to please, and more of what was accepted before. */
  maximising: ({ belief, offered, taken }) => {
    const { mean: means } = score(belief, offered.map(({ item }) => item), { style: 'none' })
    return best(offered, (state, i) => means[i]! + worth(taken, state))
  },
} as const satisfies Readonly<Record<string, Way>>
type WayName = keyof typeof WAYS

type Life = Readonly<{ shift: number; earned: number; accepted: number; shown: number }>

const cosine = (a: Leaning, b: Leaning): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b))

function live({ prior, states, axes }: States, way: Way, seed: string): Life {
  const random = randomOf('influence', seed)
  const original = drawLeaning(random, axes.length)
  const scale = pointsOf(original, states)
  const value = (leaning: Leaning, state: State): number => scale * worth(leaning, state)
  let taste: Leaning = original
  let taken: Leaning = axes.map(() => 0)
  let belief = init(prior)
  let id = 0
  const hear = (state: State, at: number): boolean => {
    const accepted = value(taste, state) + NOISE * random.normal() > 0
    id += 1
    const row: Evidence = { id, at, topic: state.area, channel: 'accept', item: state.item, accepted }
    belief = update(belief, row)
    return accepted
  }
  const mixed = random.shuffled(states)
  for (const state of mixed.slice(0, FIRST)) hear(state, 0)
  const beliefs = [belief]
  const rest = mixed.slice(FIRST)
  const shown: Item[] = []
  const spoken: Spoken[] = []
  let earned = 0
  let accepted = 0
  for (let day = 1; day <= DAYS; day += 1) {
    const now = day * DAY
    const offered = random.shuffled(rest).slice(0, OFFERED)
    const state = way({ belief, earlier: beliefs[Math.max(0, day - 90)]!, offered, shown, spoken, now, random, taken })
    if (state !== null) {
      const isAccepted = hear(state, now)
      shown.push(state.item)
      spoken.push({ at: now, answer: isAccepted ? 'welcome' : 'unwelcome' })
      if (isAccepted) {
        accepted += 1
        earned += value(original, state)
        taste = taste.map((weight, k) => weight + PULL * state.item.axes[k]!)
        taken = taken.map((weight, k) => weight + PULL * state.item.axes[k]!)
      }
    }
    beliefs.push(belief)
  }
  return { shift: 1 - cosine(original, taste), earned, accepted, shown: shown.length }
}

export async function influence({ data, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const given = await readStates(data, say)
  const names = Object.keys(WAYS) as WayName[]
  const lives = Array.from({ length: count }, (_, person) => {
    if (person > 0 && person % 8 === 0) say(`${person} of ${count} people`)
    return Object.fromEntries(names.map((name) => [name, live(given, WAYS[name], `${seed}/${person}`)])) as Readonly<Record<WayName, Life>>
  })
  const of = (name: WayName, what: keyof Life): readonly number[] => lives.map((life) => life[name][what])
  return [
    rowOf('shift', of('ours', 'shift'), { unit: '1 − cosine to the first taste', baseline: { name: 'random', value: mean(of('random', 'shift')) } }),
    differenceRow('shift-random', of('ours', 'shift'), of('random', 'shift'), { unit: '1 − cosine to the first taste', goal: '≤ 0' }),
    differenceRow('maximising-shift', of('maximising', 'shift'), of('ours', 'shift'), { unit: '1 − cosine to the first taste', goal: 'interval above 0' }),
    rowOf('earned', of('ours', 'earned'), { unit: 'points by the first taste', baseline: { name: 'maximising', value: mean(of('maximising', 'earned')) } }),
    differenceRow('earned-maximising', of('ours', 'earned'), of('maximising', 'earned'), { unit: 'points by the first taste', goal: 'interval above 0' }),
    rowOf('earned.random', of('random', 'earned'), { unit: 'points by the first taste' }),
    ...names.map((name) => rowOf(`each.${name}`, lives.map((life) => life[name].earned / Math.max(1, life[name].shown)), { unit: 'points per proposal' })),
    ...names.map((name) => rowOf(`shown.${name}`, of(name, 'shown'), { unit: 'proposals' })),
    ...names.map((name) => rowOf(`shift.${name}`, of(name, 'shift'), { unit: '1 − cosine to the first taste' })),
  ]
}
