// People for whom the charming and the useful come apart: the thumb follows the charm, what they say later follows the use.

import { join } from 'node:path'
import type { Belief } from '../../src/agent/game/belief.ts'
import { score } from '../../src/agent/game/predict.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { hasChats } from './chat-data.ts'
import { outcomeRows, tellChats } from './chat-outcomes.ts'
import { publicData } from './data.ts'
import { randomOf } from './random.ts'
import { rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { stateClaimRows } from './state-claims.ts'
import { readStates } from './states.ts'
import type { State, States } from './states.ts'
import { bootstrap, mean } from './statistics.ts'
import { drawLeaning, leaningLike, pointsOf, worth } from './tastes.ts'

const PEOPLE = 20
/** States met with a thumb, and the shares of them that are looked back on. */
const MET = 60
const LOOKED_BACK = [1 / 3, 1] as const
/** Correlation of charm with use, and how much of the moment is charm. */
const CORRELATIONS = [0, -0.5, -0.9] as const
const CHARM = 0.8
const NOISE = 0.7
const CHOICE = 40
const CHOICES = 10

const row = (id: number, { area }: State) => ({ id, at: 0, topic: area })

type Regrets = Readonly<{ ours: number; immediate: number; blind: number }>

function follow({ prior, states, axes }: States, rho: number, share: number, seed: string): Regrets {
  const random = randomOf('hindsight', seed)
  const use = drawLeaning(random, axes.length)
  const charm = leaningLike(random, use, rho)
  const [useScale, charmScale] = [pointsOf(use, states), pointsOf(charm, states)]
  const useOf = (state: State): number => useScale * worth(use, state)
  const nowOf = (state: State): number => (1 - CHARM) * useOf(state) + CHARM * charmScale * worth(charm, state)
  const mixed = random.shuffled(states)
  const [met, fresh] = [mixed.slice(0, MET), mixed.slice(MET)]
  const thumbs = met.map((state) => nowOf(state) + NOISE * random.normal() > 0)
  const verdicts = met.slice(0, Math.round(share * MET)).map((state) => {
    const felt = useOf(state) + NOISE * random.normal()
    return felt > 0.4 ? 'glad' : felt < -0.4 ? 'sorry' : 'neither'
  })
  const ours: Evidence[] = [
    ...met.map((state, i) => ({ ...row(i + 1, state), channel: 'thumb', item: state.item, up: thumbs[i]! }) as const),
    ...verdicts.map((verdict, i) => ({ ...row(MET + 1 + i, met[i]!), channel: 'hindsight', item: met[i]!.item, verdict }) as const),
  ]
  const immediate: Evidence[] = met.map((state, i) => ({ ...row(i + 1, state), channel: 'accept', item: state.item, accepted: thumbs[i]! }))
  const choices = Array.from({ length: CHOICES }, () => random.shuffled(fresh).slice(0, CHOICE))
  const regret = (belief: Belief): number =>
    mean(
      choices.map((choice) => {
        const { mean: means } = score(belief, choice.map(({ item }) => item), { style: 'none' })
        return Math.max(...choice.map(useOf)) - useOf(choice[means.indexOf(Math.max(...means))]!)
      }),
    )
  return {
    ours: regret(refit(ours, 0, prior)),
    immediate: regret(refit(immediate, 0, prior)),
    blind: mean(choices.map((choice) => Math.max(...choice.map(useOf)) - mean(choice.map(useOf)))),
  }
}

const ratioOf = (people: readonly Regrets[]): number => mean(people.map(({ ours }) => ours)) / mean(people.map(({ immediate }) => immediate))

/** Simulated people, then answers in real chats, where a folder of these is named or lies beside the repository, and what a model adds, where one is named. */
export async function hindsight(options: Options): Promise<readonly Row[]> {
  const { data, seed, say } = options
  const named = data !== undefined && hasChats(data)
  const chats = named ? data : join(publicData(), 'chats')
  if (!hasChats(chats)) say(`No chats at ${chats}: what became of their answers is not measured.`)
  const simulated = [...(await followPeople(named ? { ...options, data: undefined } : options)), ...(await stateClaimRows(seed, say))]
  if (!hasChats(chats)) return simulated
  const told = await tellChats(chats, seed, say)
  // Loaded when there is something to ask: it brings the app's native libraries.
  const { decidedOutcomes } = await import('./decided-outcomes.ts')
  return [...simulated, ...told.flatMap(outcomeRows), ...(await decidedOutcomes(told, options))]
}

async function followPeople({ data, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const given = await readStates(data, say)
  const settings = CORRELATIONS.flatMap((rho) => LOOKED_BACK.map((share) => ({ rho, share })))
  const measured = settings.map(({ rho, share }) => {
    say(`charm and use correlate by ${rho}, ${Math.round(100 * share)} % looked back on`)
    return { name: `rho${rho},back${share.toFixed(2)}`, people: Array.from({ length: count }, (_, person) => follow(given, rho, share, `${seed}/${rho}/${share}/${person}`)) }
  })
  const ratios = measured.map(({ name, people }): Row => {
    const [low, high] = bootstrap(people, ratioOf)
    return { name: `ratio(${name})`, value: ratioOf(people), unit: 'regret ÷ that of immediate ratings', low, high, n: people.length, goal: '≤ .4' }
  })
  const worst = ratios.reduce((a, b) => (b.value > a.value ? b : a))
  return [
    { ...worst, name: 'ratio.worst' },
    ...ratios,
    ...measured.flatMap(({ name, people }) => [
      rowOf(`regret(${name})`, people.map(({ ours }) => ours), { unit: 'points', baseline: { name: 'immediate ratings', value: mean(people.map(({ immediate }) => immediate)) } }),
      rowOf(`regret.blind(${name})`, people.map(({ blind }) => blind), { unit: 'points' }),
    ]),
  ]
}
