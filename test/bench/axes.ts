// Planted tastes over the library's labelled states: does the belief find them, and is it sure of nothing wrong?

import { init, update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import { decide } from '../../src/agent/game/policy.ts'
import { axisView, score } from '../../src/agent/game/predict.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence, Item, StarRating } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { probeLabels } from './probe.ts'
import { randomOf } from './random.ts'
import { rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import type { State, States } from './states.ts'
import { mean, pairwiseAccuracy } from './statistics.ts'
import { rewardOf, smoothLiking, wordSpace } from './word-space.ts'

const PEOPLE = 40
const COLUMNS = [12, 24, 48] as const
const GOALS = { sign: [0.85, 0.95, 0.98] } as const
/** States that a deck is dealt from, and states asked about afterwards. */
const POOL = 150
const ASKED = 120
/** 80 % of a normal lies within so many standard deviations. */
const BAND = 1.2816

type Taste = Readonly<{ weights: readonly number[]; reward: ReadonlyMap<string, number>; rate: (text: string) => StarRating }>

/** Half of the axes are cared about, by .6 to 1.8 points from pole to pole; other words matter too, and a rating has noise. */
export function makeTaste({ states, axes }: States, words: ReturnType<typeof wordSpace>, seed: string): Taste {
  const random = randomOf('taste', seed)
  const cared = new Set(random.shuffled(axes.map((_, k) => k)).slice(0, Math.ceil(axes.length / 2)))
  const weights = axes.map((_, k) => (cared.has(k) ? (random.uniform() < 0.5 ? -1 : 1) * (0.3 + 0.6 * random.uniform()) : 0))
  const other = rewardOf(states.map(({ text }) => text), [{ liking: smoothLiking(words, random), share: 1 }], 0.4)
  const reward = new Map(states.map(({ text, item }) => [text, item.axes.reduce((sum, lean, k) => sum + lean * weights[k]!, other.get(text)!)]))
  const rate = (text: string): StarRating => Math.max(1, Math.min(5, Math.round(3 + reward.get(text)! + 0.7 * random.normal()))) as StarRating
  return { weights, reward, rate }
}

/** What is rated next. */
type Order = (belief: Belief, left: readonly State[], shown: readonly Item[], turn: number) => State

export const byDeck =
  (seed: string): Order =>
  (belief, left, shown, turn) => {
    const pool = randomOf('pool', seed, turn).shuffled(left).slice(0, POOL)
    const candidates = pool.map(({ id, area, item }) => ({ kind: 'state', id, topic: area, item }) as const)
    const { chosen } = decide(belief, candidates, { asOf: 0, seed: turn, mode: 'pull', count: 1, shown, spoken: [], isGoodMoment: true })
    return pool.find(({ id }) => id === chosen[0]?.id) ?? pool[0]!
  }

const byChance =
  (seed: string): Order =>
  (_belief, left, _shown, turn) =>
    left[randomOf('chance', seed, turn).below(left.length)]!

/** Shares of the axes cared about: of the right sign, sure and right, sure and wrong; of the others: sure (`idle`). */
type Found = Readonly<{ sign: number; sure: number; wrong: number; idle: number; accuracy: number; worth: number }>

type View = Readonly<{ weight: number; mean: number; sd: number }>
const isSure = ({ mean: middle, sd }: View): boolean => Math.abs(middle) > BAND * sd
const isRight = ({ mean: middle, weight }: View): boolean => middle * weight > 0

function judge(belief: Belief, { weights, reward }: Taste, asked: readonly State[], rated: readonly State[]): Found {
  const views: readonly View[] = weights.map((weight, k) => ({ weight, ...axisView(belief, k) }))
  const cared = views.filter(({ weight }) => weight !== 0)
  const scores = score(belief, asked.map(({ item }) => item)).mean
  const pairs = asked.map(({ text }, i) => ({ score: scores[i]!, worth: reward.get(text)! })).sort((a, b) => b.worth - a.worth)
  const half = pairs.length >> 1
  const share = (test: (view: View) => boolean, of = cared): number => of.filter(test).length / Math.max(1, of.length)
  return {
    sign: share(isRight),
    sure: share((view) => isSure(view) && isRight(view)),
    wrong: share((view) => isSure(view) && !isRight(view)),
    idle: share(isSure, views.filter(({ weight }) => weight === 0)),
    accuracy: pairwiseAccuracy(pairs.slice(0, half).map((pair) => pair.score), pairs.slice(half).map((pair) => pair.score))!,
    worth: mean(rated.map(({ text }) => reward.get(text)!)),
  }
}

/** One person rates the states that `order` gives, as the learner sees them labelled. */
function follow(given: States, seen: readonly State[], taste: Taste, order: Order, seed: string): readonly Found[] {
  const mixed = randomOf('asked', seed).shuffled(seen)
  const asked = mixed.slice(0, ASKED)
  let left = mixed.slice(ASKED)
  let belief = init(given.prior)
  const rows: Evidence[] = []
  const rated: State[] = []
  const found: Found[] = []
  for (let turn = 1; turn <= COLUMNS.at(-1)!; turn += 1) {
    const state = order(belief, left, rated.map(({ item }) => item), turn)
    left = left.filter((other) => other !== state)
    rated.push(state)
    rows.push({ id: turn, at: 0, topic: state.area, channel: 'stars', item: state.item, rating: taste.rate(state.text) })
    belief = update(belief, rows.at(-1)!)
    if ((COLUMNS as readonly number[]).includes(turn)) {
      belief = refit(rows, 0, given.prior)
      found.push(judge(belief, taste, asked, rated))
    }
  }
  return found
}

export async function axes({ data, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const given = await readStates(data, say)
  const words = wordSpace(given.states.map(({ text }) => text))
  const { states: probed, probes } = probeLabels(given)
  for (const { axis, auc } of probes) say(`probe on ${axis}: AUC ${auc.toFixed(2)}`)
  const ways = [
    { suffix: '', seen: given.states, orderOf: byDeck },
    { suffix: '.random', seen: given.states, orderOf: byChance },
    { suffix: '.probe', seen: probed, orderOf: byDeck },
  ]
  const found = new Map<string, (readonly Found[])[]>(ways.map(({ suffix }) => [suffix, []]))
  for (let person = 0; person < count; person += 1) {
    if (person > 0 && person % 10 === 0) say(`${person} of ${count} people`)
    const name = `${seed}/${person}`
    for (const { suffix, seen, orderOf } of ways) found.get(suffix)!.push(follow(given, seen, makeTaste(given, words, name), orderOf(name), name))
  }
  const trusted = probes.filter(({ auc }) => auc >= 0.8).length
  return [
    ...ways.flatMap(({ suffix }) => COLUMNS.flatMap((n, column) => columnRows(suffix, n, column, found.get(suffix)!.map((person) => person[column]!), found.get('.random')!.map((person) => person[column]!)))),
    { name: 'probe.trusted', value: trusted, unit: 'axes', n: probes.length },
    { name: 'probe.auc', value: mean(probes.map(({ auc }) => auc)), unit: 'AUC', n: probes.length },
  ]
}

function columnRows(suffix: string, n: number, column: number, people: readonly Found[], byRandom: readonly Found[]): readonly Row[] {
  const row = (name: keyof Found, unit: string, goal?: string): Row =>
    rowOf(`${name}${suffix}@${n}`, people.map((found) => found[name]), {
      unit,
      ...(suffix === '' && { baseline: { name: 'random order', value: mean(byRandom.map((found) => found[name])) } }),
      ...(goal !== undefined && suffix === '' && { goal }),
    })
  return [
    row('sign', 'share', `≥ ${GOALS.sign[column]}`),
    row('sure', 'share'),
    row('wrong', 'share', '≤ .05'),
    row('idle', 'share'),
    row('accuracy', 'share'),
    row('worth', 'points'),
  ]
}
