import type { AxisView, Client } from '../../agent/contract/index.ts'
import { AppError } from '../../agent/contract/index.ts'
import { currentCard } from '../ids.ts'
import type { Person } from './person.ts'

export type Checkpoint = Readonly<{
  ratings: number
  /** Of the axes that were planted, those where the belief leans the right way. */
  rightSign: number
  planted: number
  /** Axes of which it is sure; sure and right; sure and wrong (also where nothing was planted). */
  sure: number
  sureRight: number
  /** Mean absolute error of the sealed predictions since the checkpoint before, and of the person's average so far. */
  error: number | null
  baseError: number | null
  /** True worth of the cards it chose since then, anchors left out, and of a random library state. */
  worth: number | null
  worthOfRandom: number
}>

export type AxisTruth = Readonly<{ id: string; left: string; right: string; planted: number; believed: number; low: number; high: number; isSure: boolean }>

export type DemoResult = Readonly<{ ratings: number; grounded: number; checkpoints: readonly Checkpoint[]; axes: readonly AxisTruth[] }>

type DemoOptions = Readonly<{
  client: Client
  person: Person
  /** Labels of the library's states by their text. */
  labels: ReadonlyMap<string, Readonly<Record<string, number>>>
  ratings: number
  onCheckpoint: (checkpoint: Checkpoint) => void
}>

type Given = Readonly<{ rating: number; sealedMean: number | null; average: number; worth: number; isAnchor: boolean }>

const CHECKPOINTS = [0, 5, 10, 20, 40, 80, 160]
const DECK = 10

/** Lets the person rate, card by card, through the agent's own routes, and compares what is believed with what was planted. */
export async function runDemo({ client, person, labels, ratings, onCheckpoint }: DemoOptions): Promise<DemoResult> {
  const worthOfRandom = average([...labels.values()].map((known) => bounded(person.worth(known))))
  const checkpoints: Checkpoint[] = []
  const given: Given[] = []
  let grounded = 0
  let since = 0

  async function look(): Promise<void> {
    const { axes } = await client.request('belief.you', {})
    const checkpoint = compare(axes, person, given.slice(since), given.length, worthOfRandom)
    since = given.length
    checkpoints.push(checkpoint)
    onCheckpoint(checkpoint)
  }

  await look()
  while (given.length < ratings) {
    // The second deck is of what answers the notes; the others are the policy's choice from everything.
    const form = Math.floor(given.length / DECK) === 1 ? 'grounded' : 'state'
    const card = currentCard((await client.request('today.tray', {})).cards) ?? currentCard((await client.request('today.five', { form, count: DECK })).cards)
    if (!card) throw new AppError('INTERNAL', `The deck was empty after ${given.length} ratings.`)
    const known = labels.get(card.text)
    if (!known) throw new AppError('INTERNAL', `The demo met a state that is not in the library: ${card.text}`)
    const rating = person.rate(known)
    const { sealed } = await client.request('proposals.rate', { id: card.id, answer: { kind: 'stars', rating } })
    given.push({ rating, sealedMean: sealed?.mean ?? null, average: given.length > 0 ? average(given.map((one) => one.rating)) : 3, worth: bounded(person.worth(known)), isAnchor: sealed?.isAnchor ?? false })
    if (card.quotes.length > 0) grounded += 1
    if (CHECKPOINTS.includes(given.length) || given.length === ratings) await look()
  }
  const { axes } = await client.request('belief.you', {})
  return {
    ratings: given.length,
    grounded,
    checkpoints,
    axes: axes.map(({ id, left, right, mean, low, high, isSure }) => ({ id, left, right, planted: person.planted.get(id) ?? 0, believed: mean, low, high, isSure })),
  }
}

function compare(axes: readonly AxisView[], { planted }: Person, recent: readonly Given[], ratings: number, worthOfRandom: number): Checkpoint {
  const truth = (axis: AxisView): number => Math.sign(planted.get(axis.id) ?? 0)
  const cared = axes.filter((axis) => truth(axis) !== 0)
  const sure = axes.filter(({ isSure }) => isSure)
  const sealed = recent.filter((one) => one.sealedMean !== null)
  const chosen = recent.filter(({ isAnchor }) => !isAnchor)
  return {
    ratings,
    rightSign: cared.filter((axis) => Math.sign(axis.mean) === truth(axis)).length,
    planted: cared.length,
    sure: sure.length,
    sureRight: sure.filter((axis) => Math.sign(axis.mean) === truth(axis)).length,
    error: sealed.length > 0 ? average(sealed.map((one) => Math.abs(one.rating - one.sealedMean!))) : null,
    baseError: sealed.length > 0 ? average(sealed.map((one) => Math.abs(one.rating - one.average))) : null,
    worth: chosen.length > 0 ? average(chosen.map((one) => one.worth)) : null,
    worthOfRandom,
  }
}

/** More than a 5 cannot be said, nor less than a 1. */
function bounded(worth: number): number {
  return Math.min(5, Math.max(1, worth))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
