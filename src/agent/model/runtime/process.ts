import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../contract/errors.ts'
import { appRoot } from '../../paths.ts'
import { endingWords, forkModule, hearLastWords } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { cancelled } from './cancelled.ts'
import type { FromModel, JobKind, JobOf, ResultOf, ToModel } from './messages.ts'

/** The model's process died under a job; `ending` says how. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied' as const
  readonly ending: Ending

  constructor(ending: Ending) {
    super(`The model's process ended (${endingWords(ending)}). ${ending.lastWords}`.trim())
    this.ending = ending
  }
}

export type RunOptions = Readonly<{ signal?: AbortSignal; onText?: (text: string) => void; limitMs: number }>

export type ModelProcess = AsyncDisposable &
  Readonly<{
    pid: number
    /** Throws ProcessDied where the process ends first, CANCELLED once the process has let go of a cancelled job, and what the process says. */
    run: <Kind extends JobKind>(kind: Kind, job: JobOf<Kind>, options: RunOptions) => Promise<ResultOf<Kind>>
    hasEnded: () => boolean
    ended: Promise<void>
  }>

type Waiting = Readonly<{ resolve: (result: ResultOf<JobKind>) => void; reject: (error: Error) => void; onText: ((text: string) => void) | undefined }>

/** A process that has not let go of a job by then hangs. */
const LETTING_GO_MS = 10_000
const STOPPING_MS = 4000

export const modelChild = (): string => join(appRoot(), 'out', 'main', 'model.js')

/** The system allows no rise: where Tacit itself was started with less, the process has that. One that has ended at once has none. */
function lowerPriority(pid: number, priority: number): void {
  try {
    setPriority(pid, priority)
  } catch (error) {
    if (!(error instanceof Error) || !/EACCES|EPERM|ESRCH/.test(error.message)) throw error
  }
}

/** Starts the process that holds a model; by default it takes its turns after the person's own programs. */
export function startModelProcess(child: string = modelChild(), priority: number = constants.priority.PRIORITY_BELOW_NORMAL): ModelProcess {
  const started = forkModule(child, [])
  const lastWords = hearLastWords(started)
  const { pid } = started
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let isEnded = false
  // At once: on Linux each thread takes over the priority of the one that starts it.
  if (pid !== undefined) lowerPriority(pid, priority)

  started.on('message', (message: FromModel) => {
    const job = waiting.get(message.id)
    if (!job) return
    if ('text' in message) return job.onText?.(message.text)
    waiting.delete(message.id)
    if (message.ok) job.resolve(message.result)
    else job.reject(new AppError(message.error.code, message.error.message, { data: message.error.data }))
  })
  const ended = new Promise<void>((resolve) => {
    const end = (error: Error): void => {
      isEnded = true
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
      resolve()
    }
    started.on('error', (error) => end(new AppError('MODEL_FAILED', `The model's process could not be started from ${child}: ${error.message}`, { cause: error })))
    started.once('close', (exitCode, signal) => end(new ProcessDied({ exitCode, signal, lastWords: lastWords() })))
  })

  // That one which has ended cannot be told is no news: its end is told by itself.
  const say = (message: ToModel): void => void (started.connected && started.send(message, () => undefined))

  async function run<Kind extends JobKind>(kind: Kind, job: JobOf<Kind>, { signal, onText, limitMs }: RunOptions): Promise<ResultOf<Kind>> {
    if (signal?.aborted) throw cancelled(signal)
    if (isEnded) throw new ProcessDied({ exitCode: started.exitCode, signal: started.signalCode, lastWords: lastWords() })
    const id = ++lastId
    const kill = (): void => void started.kill('SIGKILL')
    let limit = setTimeout(kill, limitMs)
    const cancel = (): void => {
      clearTimeout(limit)
      // While it loads there is nothing in it to lose, and llama.cpp does not stop by itself.
      if (kind === 'load') return kill()
      say({ cancel: id })
      limit = setTimeout(kill, LETTING_GO_MS)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise<ResultOf<Kind>>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, onText })
        say({ id, kind, job } as ToModel)
      })
    } catch (error) {
      // Also where it had to be killed because it did not let go.
      if (signal?.aborted) throw cancelled(signal)
      throw error
    } finally {
      clearTimeout(limit)
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    pid: pid ?? 0,
    run,
    hasEnded: () => isEnded,
    ended,
    async [Symbol.asyncDispose]() {
      say({ stop: true })
      await Promise.race([ended, wait(STOPPING_MS, undefined, { ref: false })])
      if (!isEnded) started.kill('SIGKILL')
      await ended
    },
  }
}
