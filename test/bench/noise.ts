// What careless answers do: votes that were flipped, and a channel that says nothing about what the person wants.

import { channels, score } from '../../src/agent/game/predict.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { dataFolder, decided, readVotes } from './data.ts'
import type { Person, Vote } from './data.ts'
import { gpMeans, TEXT_KERNEL } from './gaussian-process.ts'
import { appPrior, plainItems } from './items.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { mean, pairwiseAccuracy } from './statistics.ts'
import { choosePeople } from './subject.ts'
import type { Items } from './subject.ts'
import { vectorsOf } from './vectors.ts'

const PEOPLE = 80
const OWN = 50
const ASKED = 20
/** Questions of a person at most, so that texts are left for the noise. */
const MOST_ASKED = 200
const FLIPS = [0.1, 0.2] as const
/** Draws of which votes are flipped, averaged for each person. */
const DRAWS = 3
const NOISE_ROWS = 60

/** A row of a channel whose answer is drawn without looking at the text. */
const NOISES = {
  thumb: (row, item, _other, random) => ({ ...row, channel: 'thumb', item, up: random.uniform() < 0.5 }),
  hindsight: (row, item, _other, random) => ({ ...row, channel: 'hindsight', item, verdict: (['glad', 'neither', 'sorry'] as const)[random.below(3)]! }),
  pair: (row, first, second, random) => ({ ...row, channel: 'pair', first, second, choice: random.uniform() < 0.5 ? 'first' : 'second' }),
  edit: (row, before, after) => ({ ...row, channel: 'edit', before, after }),
  outcome: (row, item, _other, random) => ({ ...row, channel: 'outcome', item, verdict: (['happened', 'stalled', 'dropped'] as const)[random.below(3)]!, probability: 0.9 }),
} as const satisfies Readonly<Record<string, (row: Readonly<{ id: number; at: number; topic: null }>, item: Item, other: Item, random: Random) => Evidence>>
type Noise = keyof typeof NOISES

const agrees = ({ verdict }: Vote): boolean => verdict === 'agree'

type Measured = Readonly<{
  clean: number
  gpClean: number
  /** Accuracy lost at each share of flips, by the belief and by the plain Gaussian process. */
  lost: readonly number[]
  gpLost: readonly number[]
  noises: Readonly<Record<Noise, Readonly<{ beta: number; off: number; moved: number }>>>
}>

function measure(person: Person<Vote>, items: Items, prior: Prior, seed: number): Measured | null {
  const order = randomOf('answers', person.id, seed).shuffled(person.answers)
  const [own, asked] = [order.slice(0, OWN), order.slice(OWN, OWN + MOST_ASKED)]
  const questions = asked.map(({ text }) => items.get(text)!)
  // Texts that nothing is asked about: noise on the very questions would only test their neighbours' luck.
  const isAsked = new Set(asked.map(({ text }) => text))
  const elsewhere = [...items.values()].filter(({ text }) => !isAsked.has(text))
  const judge = (scores: ArrayLike<number>): number | null =>
    pairwiseAccuracy(asked.flatMap((vote, i) => (agrees(vote) ? [scores[i]!] : [])), asked.flatMap((vote, i) => (agrees(vote) ? [] : [scores[i]!])))
  const rowsOf = (accepted: readonly boolean[]): readonly Evidence[] => own.map(({ text }, i) => ({ id: i + 1, at: 0, topic: null, channel: 'accept', item: items.get(text)!, accepted: accepted[i]! }))
  const byBelief = (belief: Belief): number => judge(score(belief, questions).mean)!
  const byProcess = (accepted: readonly boolean[]): number => {
    const rated = own.map(({ text }, i) => ({ of: [{ vector: items.get(text)!.vector, sign: 1 }], value: accepted[i]! ? 1 : -1 }))
    return judge(gpMeans(TEXT_KERNEL, rated, questions.map(({ vector }) => [{ vector, sign: 1 }])))!
  }

  const truth = own.map(agrees)
  if (judge(questions.map(() => 0)) === null) return null
  const clean = byBelief(refit(rowsOf(truth), 0, prior))
  const gpClean = byProcess(truth)
  const flipped = FLIPS.map((share) =>
    Array.from({ length: DRAWS }, (_, draw) => {
      const random = randomOf('flips', person.id, share, draw, seed)
      const wrong = new Set(random.shuffled(truth.map((_value, i) => i)).slice(0, Math.round(share * truth.length)))
      return truth.map((value, i) => (wrong.has(i) ? !value : value))
    }),
  )

  const noiseOf = (noise: Noise) => {
    const random = randomOf('noise', noise, person.id, seed)
    const drawn = (): Item => elsewhere[random.below(elsewhere.length)]!
    const said = Array.from({ length: NOISE_ROWS }, (_, i) => NOISES[noise]({ id: OWN + 1 + i, at: 0, topic: null }, drawn(), drawn(), random))
    const belief = refit([...rowsOf(truth), ...said], 0, prior)
    const { beta, grid } = channels(belief).find(({ channel }) => channel === noise)!
    return { beta, off: grid[0]!.probability, moved: byBelief(belief) - clean }
  }

  return {
    clean,
    gpClean,
    lost: flipped.map((draws) => clean - mean(draws.map((accepted) => byBelief(refit(rowsOf(accepted), 0, prior))))),
    gpLost: flipped.map((draws) => gpClean - mean(draws.map(byProcess))),
    noises: { thumb: noiseOf('thumb'), hindsight: noiseOf('hindsight'), pair: noiseOf('pair'), edit: noiseOf('edit'), outcome: noiseOf('outcome') },
  }
}

export async function noise({ data: named, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const data = await readVotes(dataFolder(named, 'polis', 'american-assembly.bowling-green'))
  const prior = await appPrior()
  const items = plainItems(await vectorsOf(data.texts, say), prior.kinds.length)
  const able = decided(data.people).filter(({ answers }) => answers.length >= OWN + ASKED)
  const people = choosePeople(able, count, [OWN], seed).flatMap((person, i) => {
    if ((i + 1) % 20 === 0) say(`${i + 1} people`)
    return measure(person, items, prior, seed) ?? []
  })
  if (people.length === 0) throw new Error(`Nobody in ${data.folder} has ${OWN + ASKED} votes that decide, which the bench of noise needs.`)
  return [
    rowOf('accuracy', people.map(({ clean }) => clean), { baseline: { name: 'text GP', value: mean(people.map(({ gpClean }) => gpClean)) } }),
    ...FLIPS.flatMap((share, i) => {
      const [ours, theirs] = [people.map(({ lost }) => lost[i]!), people.map(({ gpLost }) => gpLost[i]!)]
      return [
        rowOf(`loss@${100 * share}%`, ours, { baseline: { name: 'text GP', value: mean(theirs) } }),
        differenceRow(`loss-gp@${100 * share}%`, ours, theirs, { goal: '≤ .005' }),
      ]
    }),
    ...(Object.keys(NOISES) as Noise[]).flatMap((channel) => {
      const of = (which: 'beta' | 'off' | 'moved'): readonly number[] => people.map(({ noises }) => noises[channel][which])
      return [
        rowOf(`beta.${channel}`, of('beta'), { unit: 'E[β]', goal: '≤ .15' }),
        rowOf(`off.${channel}`, of('off'), { unit: 'P(β = 0)' }),
        rowOf(`moved.${channel}`, of('moved'), { goal: '± .005' }),
      ]
    }),
  ]
}
