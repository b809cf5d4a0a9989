import { init, update } from '../game/belief.ts'
import type { Belief } from '../game/belief.ts'
import type { ChangeAnswer } from '../game/change.ts'
import { axisView } from '../game/predict.ts'
import type { Prior } from '../game/prior.ts'
import { refit } from '../game/refit.ts'
import type { Evidence } from '../game/types.ts'
import type { Passage } from '../contract/index.ts'
import type { IntentPassage } from '../observe/intent.ts'
import type { DecidedTurns } from '../observe/outcomes/decided.ts'
import { surveyChat } from '../observe/outcomes/survey.ts'
import type { ChatSurvey } from '../observe/outcomes/survey.ts'
import type { Mention } from '../propose/aims.ts'
import { gather } from '../propose/gather.ts'
import type { Joins } from '../propose/gather.ts'
import { answersOf, openAnswerBook } from '../propose/ground.ts'
import type { AnswerableState, AnswerBook, Grounding, GroundOptions, PassageWithVector, ThreadWithVector } from '../propose/ground.ts'
import { trainProbes } from '../propose/probe.ts'
import type { AxisProbe } from '../propose/probe.ts'
import { findReturned } from '../propose/returned.ts'
import type { DatedPassage } from '../propose/returned.ts'
import { survey } from '../propose/survey.ts'
import type { Surveyed } from '../propose/survey.ts'
import type { Thread as OpenThread } from '../propose/threads.ts'
import { openSending, takeOver } from './handed.ts'
import type { Handed } from './handed.ts'
import { openRestingThread, openThread } from '../thread.ts'

/** What one row did to each axis as it was learnt, and where each axis stood after it (points of rating). */
export type TraceStep = Readonly<{ rowId: number; at: number; moves: readonly number[]; means: readonly number[]; sds: readonly number[] }>

type WithBook = Readonly<{ states: readonly AnswerableState[] | null }>

type Jobs = Readonly<{
  /** `pool`: texts that will be scored next; they and those of the rows are known to the belief at once. */
  refit: Readonly<{ rows: readonly Evidence[]; asOf: number; prior: Prior; changes: readonly ChangeAnswer[]; pool?: readonly Float32Array[] }>
  trace: Readonly<{ rows: readonly Evidence[]; prior: Prior }>
  /** The states of one agent never change, so the book made of them is kept; `states` is null where it was opened before. */
  survey: WithBook & Readonly<{ passages: readonly (IntentPassage & PassageWithVector)[] }>
  ground: WithBook & Readonly<{ threads: readonly ThreadWithVector[]; passages: readonly PassageWithVector[]; options: GroundOptions }>
  findReturned: Readonly<{ passages: readonly DatedPassage[] }>
  gather: Readonly<{ ordered: readonly Mention[]; known: Joins }>
  /** The passages of each conversation, and what a model made of turns in them. */
  surveyChats: Readonly<{ conversations: readonly (readonly Passage[])[]; known?: DecidedTurns }>
  trainProbes: Readonly<{ states: readonly Readonly<{ vector: Float32Array; axes: Readonly<Record<string, number>> }>[]; axisIds: readonly string[] }>
}>
type Results = Readonly<{
  refit: Belief
  trace: readonly TraceStep[]
  survey: readonly Surveyed[]
  ground: readonly Grounding[]
  findReturned: readonly OpenThread[]
  gather: Joins
  surveyChats: readonly ChatSurvey[]
  trainProbes: readonly AxisProbe[]
}>

/** The computations that may take long; all are pure. */
export type Compute = { readonly [Kind in keyof Jobs]: (input: Jobs[Kind]) => Promise<Results[Kind]> }

export function traceStep(row: Evidence, before: Belief, after: Belief, axes: number): TraceStep {
  const views = Array.from({ length: axes }, (_, axis) => axisView(after, axis))
  return {
    rowId: row.id,
    at: row.at,
    moves: views.map((view, axis) => view.mean - axisView(before, axis).mean),
    means: views.map((view) => view.mean),
    sds: views.map((view) => view.sd),
  }
}

function trace(rows: readonly Evidence[], prior: Prior): readonly TraceStep[] {
  let belief = init(prior)
  return rows.map((row) => {
    const before = belief
    belief = update(before, row)
    return traceStep(row, before, belief, prior.kinds.length)
  })
}

/** Computes in the thread that asks. */
export function openInlineCompute(): Compute {
  let book: AnswerBook | null = null
  const bookOf = (states: readonly AnswerableState[] | null): AnswerBook => {
    if (states !== null) book = openAnswerBook(states)
    if (book === null) throw new Error('The states that notes may ask for were not given.')
    return book
  }
  return {
    refit: async ({ rows, asOf, prior, changes }) => refit(rows, asOf, prior, changes),
    trace: async ({ rows, prior }) => trace(rows, prior),
    survey: async ({ passages, states }) => survey(passages, bookOf(states)),
    ground: async ({ threads, states, passages, options }) => answersOf(threads, bookOf(states), passages, options),
    findReturned: async ({ passages }) => findReturned(passages),
    gather: async ({ ordered, known }) => gather(ordered, known),
    surveyChats: async ({ conversations, known }) => conversations.map((passages) => surveyChat(passages, known)),
    trainProbes: async ({ states, axisIds }) => trainProbes(states, axisIds),
  }
}

/** So long the belief’s thread keeps what it holds when there is nothing to compute; longer than a person takes between two answers. */
const IDLE_MS = 30_000

/** Computes in two worker threads, one for the belief and one for the notes, so that ratings go on and neither waits for the other. */
export function openWorkerCompute(file: string, idleMs = IDLE_MS): Compute & AsyncDisposable {
  const belief = openRestingThread(file, idleMs)
  // It keeps the book of the states.
  const notes = openThread(file)
  const send = openSending()
  const on = <Kind extends keyof Jobs>(thread: typeof belief, kind: Kind) => (input: Jobs[Kind]) => thread.run(kind, input) as Promise<Results[Kind]>
  return {
    refit: async (input) => takeOver((await belief.run('refit', { ...input, rows: send(input.rows, !belief.isRunning()) })) as Handed, input),
    trace: on(belief, 'trace'),
    survey: on(notes, 'survey'),
    ground: on(notes, 'ground'),
    findReturned: on(notes, 'findReturned'),
    gather: on(notes, 'gather'),
    surveyChats: on(notes, 'surveyChats'),
    trainProbes: on(notes, 'trainProbes'),
    [Symbol.asyncDispose]: async () => {
      await belief[Symbol.asyncDispose]()
      await notes[Symbol.asyncDispose]()
    },
  }
}
