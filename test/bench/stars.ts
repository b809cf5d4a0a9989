// Simulated people of several kinds: are the forecasts of ratings honest, and how much is lost by acting on the belief?

import { init, update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import { forecast, score } from '../../src/agent/game/predict.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence, StarRating } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { randomOf } from './random.ts'
import { KINDS, makeRater } from './raters.ts'
import type { Rater } from './raters.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import type { State, States } from './states.ts'
import { isCovered, mean } from './statistics.ts'
import { wordSpace } from './word-space.ts'

/** People of each kind. */
const PEOPLE = 20
const COLUMNS = [12, 24, 48] as const
/** Forecasts are judged one step ahead, from this rating on. */
const JUDGED_FROM = 6
/** A refit, as the app does in a worker while ratings go on. */
const REFIT_EVERY = 12
/** What is chosen from, and how often. */
const CHOICE = 40
const CHOICES = 8

type Rated = Readonly<{ state: State; rating: StarRating }>
type Chooser = (choice: readonly State[]) => State

const best = (choice: readonly State[], worth: (state: State) => number): State => choice.reduce((a, b) => (worth(b) > worth(a) ? b : a))

/** Knows how each area was rated on average, drawn to the person's overall mean by two ratings' worth. */
function byAreas(rated: readonly Rated[]): Chooser {
  const overall = mean(rated.map(({ rating }) => rating))
  const worth = ({ area }: State): number => {
    const own = rated.filter(({ state }) => state.area === area)
    return (own.reduce((sum, { rating }) => sum + rating, 0) + 2 * overall) / (own.length + 2)
  }
  return (choice) => best(choice, worth)
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Expects the rating of the most similar text; of equals, the more similar. */
function byNearest(rated: readonly Rated[]): Chooser {
  const worth = ({ item }: State): number => {
    const likeness = rated.map(({ state }) => cosine(item.vector, state.item.vector))
    const at = likeness.indexOf(Math.max(...likeness))
    return rated[at]!.rating + 1e-3 * likeness[at]!
  }
  return (choice) => best(choice, worth)
}

function byBelief(belief: Belief): Chooser {
  return (choice) => {
    const { mean: means } = score(belief, choice.map(({ item }) => item), { style: 'none' })
    return choice[means.indexOf(Math.max(...means))]!
  }
}

type Regrets = Readonly<{ ours: number; mean: number; areas: number; nearest: number }>
type Course = Readonly<{ covered80: number; covered90: number; regrets: readonly Regrets[] }>

/** One person rates states in random order; the belief forecasts each before it hears it. */
function follow({ prior, states }: States, rater: Rater, seed: string): Course {
  const random = randomOf('course', seed)
  const mixed = random.shuffled(states)
  const last = COLUMNS.at(-1)!
  const [toRate, fresh] = [mixed.slice(0, last), mixed.slice(last)]
  const choices = Array.from({ length: CHOICES }, () => random.shuffled(fresh).slice(0, CHOICE))
  let belief = init(prior)
  const rows: Evidence[] = []
  const rated: Rated[] = []
  const held: { in80: boolean; in90: boolean }[] = []
  const regrets: Regrets[] = []
  for (const [i, state] of toRate.entries()) {
    const rating = rater.rate(state.text)
    if (i >= JUDGED_FROM) {
      const { probabilities } = forecast(belief, state.item)
      const spread = random.uniform()
      held.push({ in80: isCovered(probabilities, rating - 1, 0.8, spread), in90: isCovered(probabilities, rating - 1, 0.9, spread) })
    }
    rows.push({ id: i + 1, at: 0, topic: state.area, channel: 'stars', item: state.item, rating })
    rated.push({ state, rating })
    belief = rows.length % REFIT_EVERY === 0 ? refit(rows, 0, prior) : update(belief, rows.at(-1)!)
    if ((COLUMNS as readonly number[]).includes(rows.length)) regrets.push(regretsOf(rater, choices, belief, rated))
  }
  return { covered80: mean(held.map(({ in80 }) => Number(in80))), covered90: mean(held.map(({ in90 }) => Number(in90))), regrets }
}

function regretsOf({ reward }: Rater, choices: readonly (readonly State[])[], belief: Belief, rated: readonly Rated[]): Regrets {
  const lost = (take: (choice: readonly State[]) => number): number => mean(choices.map((choice) => Math.max(...choice.map(({ text }) => reward.get(text)!)) - take(choice)))
  const regret = (choose: Chooser): number => lost((choice) => reward.get(choose(choice).text)!)
  return {
    ours: regret(byBelief(belief)),
    // Who knows only how a person rates on average expects the same of every text.
    mean: lost((choice) => mean(choice.map(({ text }) => reward.get(text)!))),
    areas: regret(byAreas(rated)),
    nearest: regret(byNearest(rated)),
  }
}

const covered = (name: string, share: 80 | 90, goal: string, courses: readonly Course[]): Row =>
  rowOf(name, courses.map((course) => (share === 80 ? course.covered80 : course.covered90)), { goal })

export async function stars({ data, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const given = await readStates(data, say)
  const space = wordSpace(given.states.map(({ text }) => text))
  const kinds = Object.keys(KINDS).map((kind) => {
    say(`${count} people, ${kind}`)
    const courses = Array.from({ length: count }, (_, person) => follow(given, makeRater(kind, given.states, space, seed, person), `${kind}/${seed}/${person}`))
    return { kind, courses }
  })
  const everybody = kinds.flatMap(({ courses }) => courses)
  const worst = (share: 80 | 90): Row => {
    const rows = kinds.map(({ courses }) => covered(`coverage${share}.worst`, share, `.${share} ± .06`, courses))
    return rows.reduce((a, b) => (Math.abs(b.value - share / 100) > Math.abs(a.value - share / 100) ? b : a))
  }
  return [
    covered('coverage80', 80, '.80 ± .03', everybody),
    covered('coverage90', 90, '.90 ± .03', everybody),
    worst(80),
    worst(90),
    ...kinds.flatMap(({ kind, courses }) => [covered(`coverage80.${kind}`, 80, '.80 ± .06', courses), covered(`coverage90.${kind}`, 90, '.90 ± .06', courses)]),
    ...COLUMNS.flatMap((n, column) => regretRows(n, everybody.map(({ regrets }) => regrets[column]!))),
    ...kinds.flatMap(({ kind, courses }) => {
      const last = courses.map(({ regrets }) => regrets.at(-1)!)
      return [rowOf(`regret.${kind}@${COLUMNS.at(-1)!}`, last.map(({ ours }) => ours), { unit: 'points', baseline: { name: 'nearest neighbour', value: mean(last.map(({ nearest }) => nearest)) } })]
    }),
  ]
}

function regretRows(n: number, regrets: readonly Regrets[]): readonly Row[] {
  const of = (which: keyof Regrets): readonly number[] => regrets.map((each) => each[which])
  return [
    rowOf(`regret@${n}`, of('ours'), { unit: 'points', baseline: { name: 'mean only', value: mean(of('mean')) } }),
    differenceRow(`mean-regret@${n}`, of('mean'), of('ours'), { unit: 'points', goal: 'interval above 0', baseline: { name: 'mean only', value: mean(of('mean')) } }),
    differenceRow(`nearest-regret@${n}`, of('nearest'), of('ours'), { unit: 'points', goal: 'interval above 0', baseline: { name: 'nearest neighbour', value: mean(of('nearest')) } }),
    differenceRow(`areas-regret@${n}`, of('areas'), of('ours'), { unit: 'points', baseline: { name: 'means of areas', value: mean(of('areas')) } }),
  ]
}
