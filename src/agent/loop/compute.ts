import { Worker } from 'node:worker_threads'
import { init, update } from '../game/belief.ts'
import { axisView } from '../game/predict.ts'
import { refit } from '../game/refit.ts'
import type { Belief } from '../game/belief.ts'
import type { Prior } from '../game/prior.ts'
import type { Evidence } from '../game/types.ts'

/** What one row did to each axis as it was learnt, and where each axis stood after it (points of rating). */
export type TraceStep = Readonly<{ rowId: number; at: number; moves: readonly number[]; means: readonly number[]; sds: readonly number[] }>

/** The two long computations on a whole ledger; both are pure. */
export type Compute = Readonly<{
  refit: (rows: readonly Evidence[], asOf: number, prior: Prior) => Promise<Belief>
  trace: (rows: readonly Evidence[], prior: Prior) => Promise<readonly TraceStep[]>
}>

export type ComputeJob =
  | Readonly<{ id: number; kind: 'refit'; rows: readonly Evidence[]; asOf: number; prior: Prior }>
  | Readonly<{ id: number; kind: 'trace'; rows: readonly Evidence[]; prior: Prior }>
export type ComputeResult = Readonly<{ id: number; value: Belief | readonly TraceStep[] } | { id: number; error: string }>

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

export function trace(rows: readonly Evidence[], prior: Prior): readonly TraceStep[] {
  let belief = init(prior)
  return rows.map((row) => {
    const before = belief
    belief = update(before, row)
    return traceStep(row, before, belief, prior.kinds.length)
  })
}

export const inlineCompute: Compute = {
  refit: async (rows, asOf, prior) => refit(rows, asOf, prior),
  trace: async (rows, prior) => trace(rows, prior),
}

/** The same in a worker thread, so that ratings go on meanwhile. The worker starts with the first job and may be disposed at any time. */
export function openWorkerCompute(file: string): Compute & AsyncDisposable {
  let worker: Worker | null = null
  let nextId = 1
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()

  function fail(error: Error): void {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function start(): Worker {
    const started = new Worker(file)
    started.unref()
    started.on('message', (result: ComputeResult) => {
      const job = waiting.get(result.id)
      waiting.delete(result.id)
      if (waiting.size === 0) started.unref()
      if ('error' in result) job?.reject(new Error(result.error))
      else job?.resolve(result.value as never)
    })
    started.on('error', fail)
    started.on('exit', (code) => {
      if (worker === started && waiting.size > 0) fail(new Error(`The computing thread ended with code ${code}.`))
    })
    return started
  }

  function run<Value>(job: Omit<ComputeJob, 'id'>): Promise<Value> {
    const id = nextId++
    worker ??= start()
    worker.ref()
    return new Promise<Value>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker!.postMessage({ ...job, id })
    })
  }

  return {
    refit: (rows, asOf, prior) => run<Belief>({ kind: 'refit', rows, asOf, prior } as Omit<ComputeJob, 'id'>),
    trace: (rows, prior) => run<readonly TraceStep[]>({ kind: 'trace', rows, prior } as Omit<ComputeJob, 'id'>),
    [Symbol.asyncDispose]: async () => {
      const ended = worker?.terminate()
      fail(new Error('The assistant is closing.'))
      await ended
    },
  }
}
