import { Worker } from 'node:worker_threads'
import { AppError } from './contract/errors.ts'
import type { ErrorBody } from './contract/errors.ts'

/** V8 would keep 48 MB for each thread. */
const YOUNG_MB = 16

export type ThreadJob = Readonly<{ id: number; kind: string; input: unknown }>
export type ThreadResult = Readonly<{ id: number; value: unknown }> | Readonly<{ id: number; error: ErrorBody }>

/** A worker thread that does one job after another. It starts with the first one and does not keep the process alive when idle. */
export type Thread = AsyncDisposable &
  Readonly<{
    run: (kind: string, input: unknown) => Promise<unknown>
    /** Whether it goes on with what it holds; else the next job finds it empty. */
    isRunning: () => boolean
  }>

export function openThread(file: string): Thread {
  let worker: Worker | null = null
  let nextId = 1
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()

  function fail(error: Error): void {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function start(): Worker {
    const started = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    started.on('message', (result: ThreadResult) => {
      const job = waiting.get(result.id)
      waiting.delete(result.id)
      if (waiting.size === 0) started.unref()
      if ('error' in result) job?.reject(new AppError(result.error.code, result.error.message, { data: result.error.data }))
      else job?.resolve(result.value)
    })
    started.on('error', fail)
    started.on('exit', (code) => {
      if (worker === started) fail(new Error(`A computing thread ended with code ${code}.`))
    })
    return started
  }

  return {
    isRunning: () => worker !== null,
    run: (kind, input) => {
      const id = nextId++
      worker ??= start()
      worker.ref()
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker!.postMessage({ id, kind, input } satisfies ThreadJob)
      })
    },
    [Symbol.asyncDispose]: async () => {
      const ending = worker
      fail(new Error('The assistant is closing.'))
      await ending?.terminate()
    },
  }
}

/** The same, ended when it had nothing to do for so long, so that what it holds goes back to the system; the next job starts it again. */
export function openRestingThread(file: string, idleMs: number): Thread {
  const thread = openThread(file)
  let waited = 0
  let idle: NodeJS.Timeout | undefined
  return {
    isRunning: thread.isRunning,
    run: async (kind, input) => {
      clearTimeout(idle)
      waited += 1
      try {
        return await thread.run(kind, input)
      } finally {
        waited -= 1
        if (waited === 0) idle = setTimeout(() => void thread[Symbol.asyncDispose](), idleMs).unref()
      }
    },
    [Symbol.asyncDispose]: () => {
      clearTimeout(idle)
      return thread[Symbol.asyncDispose]()
    },
  }
}
