// What else bears on an answer: what was on offer beside it, how often the thing was seen before, and a day on which all is different.
// Each row says what a reading of it would add to the accuracy on unseen pairs of states; it is built only where that is worth something.

import { score } from '../../src/agent/game/predict.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence, StarRating } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { randomOf } from './random.ts'
import { differenceRow } from './rows.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import type { State, States } from './states.ts'
import { mean } from './statistics.ts'
import { drawLeaning, pointsOf, worth } from './tastes.ts'

const PEOPLE = 24
const NOISE = 0.7
const SLATES = 16
const SLATE = 3
const RATED = 30
/** States seen again, how often, and the points that each time takes from them. */
const AGAIN = { states: 10, times: 3, points: 0.4 } as const
/** Days on which the reward is turned around: ratings that fall on them. */
const OTHER_DAYS = 6
const ASKED = 400

type Person = Readonly<{ prior: Prior; value: (state: State) => number; felt: (state: State) => number; mixed: readonly State[]; accuracy: (rows: readonly Evidence[]) => number }>

function drawPerson({ prior, states, axes }: States, seed: string): Person {
  const random = randomOf('circumstances', seed)
  const leaning = drawLeaning(random, axes.length)
  const scale = pointsOf(leaning, states)
  const value = (state: State): number => scale * worth(leaning, state)
  const mixed = random.shuffled(states)
  const fresh = mixed.slice(200)
  const asked = Array.from({ length: ASKED }, () => [fresh[random.below(fresh.length)]!, fresh[random.below(fresh.length)]!] as const)
  const accuracy = (rows: readonly Evidence[]): number => {
    const { mean: means } = score(refit(rows, 0, prior), asked.flatMap(([x, y]) => [x.item, y.item]), { style: 'none' })
    return mean(asked.map(([x, y], i) => (1 + Math.sign((means[2 * i]! - means[2 * i + 1]!) * (value(x) - value(y)))) / 2))
  }
  return { prior, value, felt: (state) => value(state) + NOISE * random.normal(), mixed, accuracy }
}

const base = (id: number, { area }: State) => ({ id, at: 0, topic: area })

/** Slates of three: each taken on its own merits, or only the best of them. Read one by one, or with "this over those" as well. */
function choose({ felt, mixed, accuracy }: Person, takesBest: boolean): Readonly<{ plain: number; read: number }> {
  const plain: Evidence[] = []
  const over: Evidence[] = []
  for (let slate = 0; slate < SLATES; slate += 1) {
    const offered = mixed.slice(slate * SLATE, (slate + 1) * SLATE).map((state) => ({ state, felt: felt(state) }))
    const most = Math.max(...offered.map((one) => one.felt))
    const isTaken = (one: Readonly<{ felt: number }>): boolean => one.felt > 0 && (!takesBest || one.felt === most)
    for (const [i, one] of offered.entries()) plain.push({ ...base(slate * SLATE + i + 1, one.state), channel: 'accept', item: one.state.item, accepted: isTaken(one) })
    for (const [i, taken] of offered.entries()) {
      for (const [j, left] of offered.entries()) {
        if (isTaken(taken) && !isTaken(left)) over.push({ ...base(1000 + slate * 9 + i * 3 + j, taken.state), channel: 'pair', first: taken.state.item, second: left.state.item, choice: 'first' })
      }
    }
  }
  return { plain: accuracy(plain), read: accuracy([...plain, ...over]) }
}

const stars = (id: number, state: State, felt: number, isMood: boolean): Evidence => ({
  ...base(id, state), channel: 'stars', item: state.item, rating: Math.max(1, Math.min(5, Math.round(3 + felt))) as StarRating, ...(isMood && { isMood }),
})

/** Some states come again and again and pall. Read as any rating, or as what feels so just now. */
function tire({ felt, mixed, accuracy }: Person): Readonly<{ plain: number; read: number }> {
  const first = mixed.slice(0, RATED).map((state, i) => stars(i + 1, state, felt(state), false))
  const again = (isMood: boolean): readonly Evidence[] =>
    tired.map(({ state, felt: value }, i) => stars(RATED + 1 + i, state, value, isMood))
  const tired = mixed.slice(0, AGAIN.states).flatMap((state) => Array.from({ length: AGAIN.times }, (_, time) => ({ state, felt: felt(state) - AGAIN.points * (time + 1) })))
  return { plain: accuracy([...first, ...again(false)]), read: accuracy([...first, ...again(true)]) }
}

/** On some days the person says the opposite. Read as any rating, or with those days known for what they were. */
function contradict({ felt, mixed, accuracy }: Person): Readonly<{ plain: number; read: number }> {
  const values = mixed.slice(0, RATED).map((state, i) => ({ state, isOther: i < OTHER_DAYS, felt: i < OTHER_DAYS ? -felt(state) : felt(state) }))
  const rows = (isKnown: boolean): readonly Evidence[] => values.map(({ state, felt: value, isOther }, i) => stars(i + 1, state, value, isKnown && isOther))
  return { plain: accuracy(rows(false)), read: accuracy(rows(true)) }
}

export async function circumstances({ data, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const given = await readStates(data, say)
  const people = Array.from({ length: count }, (_, i) => drawPerson(given, `${seed}/${i}`))
  const kinds: Readonly<Record<string, (person: Person) => Readonly<{ plain: number; read: number }>>> = {
    'choice set, each on its merits': (person) => choose(person, false),
    'choice set, only the best': (person) => choose(person, true),
    'repeats that pall, as a mood': tire,
    'contradiction, days known': contradict,
  }
  return Object.entries(kinds).map(([name, follow]) => {
    const measured = people.map(follow)
    return differenceRow(name, measured.map(({ read }) => read), measured.map(({ plain }) => plain), {
      unit: 'accuracy gained',
      baseline: { name: 'accuracy, read one by one', value: mean(measured.map(({ plain }) => plain)) },
      goal: 'interval above 0',
    })
  })
}
