import { init, update } from '../game/belief.ts'
import type { Belief } from '../game/belief.ts'
import type { ChangeAnswer } from '../game/change.ts'
import { axisView } from '../game/predict.ts'
import type { Prior } from '../game/prior.ts'
import { refit } from '../game/refit.ts'
import type { Evidence } from '../game/types.ts'
import { ground, openAnswerBook } from '../propose/ground.ts'
import type { AnswerableState, AnswerBook, Found, GroundOptions, PassageWithVector, ThreadWithVector } from '../propose/ground.ts'
import { findReturned } from '../propose/returned.ts'
import type { DatedPassage } from '../propose/returned.ts'
import type { Thread as OpenThread } from '../propose/threads.ts'
import { openThread } from './thread.ts'

/** What one row did to each axis as it was learnt, and where each axis stood after it (points of rating). */
export type TraceStep = Readonly<{ rowId: number; at: number; moves: readonly number[]; means: readonly number[]; sds: readonly number[] }>

type Jobs = Readonly<{
  refit: Readonly<{ rows: readonly Evidence[]; asOf: number; prior: Prior; changes: readonly ChangeAnswer[] }>
  trace: Readonly<{ rows: readonly Evidence[]; prior: Prior }>
  /** The states of one agent never change, so the book made of them is kept. */
  ground: Readonly<{ threads: readonly ThreadWithVector[]; states: readonly AnswerableState[]; passages: readonly PassageWithVector[]; options: GroundOptions }>
  findReturned: Readonly<{ passages: readonly DatedPassage[] }>
}>
type Results = Readonly<{ refit: Belief; trace: readonly TraceStep[]; ground: Found; findReturned: readonly OpenThread[] }>

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
  return {
    refit: async ({ rows, asOf, prior, changes }) => refit(rows, asOf, prior, changes),
    trace: async ({ rows, prior }) => trace(rows, prior),
    ground: async ({ threads, states, passages, options }) => ground(threads, (book ??= openAnswerBook(states)), passages, options),
    findReturned: async ({ passages }) => findReturned(passages),
  }
}

/** Computes in two worker threads, one for the belief and one for the notes, so that ratings go on and neither waits for the other. */
export function openWorkerCompute(file: string): Compute & AsyncDisposable {
  const belief = openThread(file)
  const notes = openThread(file)
  const on = <Kind extends keyof Jobs>(thread: typeof belief, kind: Kind) => (input: Jobs[Kind]) => thread.run(kind, input) as Promise<Results[Kind]>
  return {
    refit: on(belief, 'refit'),
    trace: on(belief, 'trace'),
    ground: on(notes, 'ground'),
    findReturned: on(notes, 'findReturned'),
    [Symbol.asyncDispose]: async () => {
      await belief[Symbol.asyncDispose]()
      await notes[Symbol.asyncDispose]()
    },
  }
}
