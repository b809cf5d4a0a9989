import type { ChildProcess } from 'node:child_process'
import { forkModule, hearLastWords } from './ending.ts'
import type { Ending } from './ending.ts'

export type Death = Readonly<{ kind: 'died' }> & Ending
/** How a process ended that gave no answer. */
export type Unanswered = Death | Readonly<{ kind: 'stalled'; seconds: number }>
/** How a trial in a process of its own ended; `answer` is the first message that it sent. */
export type Tried = Readonly<{ kind: 'answered'; answer: unknown }> | Unanswered

/** Some failures are told by an event and others thrown, such as that memory is too short. */
function start(child: string, args: readonly string[]): ChildProcess | Error {
  try {
    return forkModule(child, args)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

const unstarted = ({ message }: Error): Death => ({ kind: 'died', signal: null, exitCode: null, lastWords: `The process could not be started: ${message}` })

/** Runs a module that may die of what it tries, and waits for its answer so long at most. */
export function tryInProcess(child: string, args: readonly string[], limitMs: number): Promise<Tried> {
  return new Promise((resolve) => {
    const started = start(child, args)
    if (started instanceof Error) return resolve(unstarted(started))
    const lastWords = hearLastWords(started)
    let tried: Tried | null = null
    const limit = setTimeout(() => {
      tried ??= { kind: 'stalled', seconds: Math.round(limitMs / 1000) }
      started.kill('SIGKILL')
    }, limitMs)
    const end = (ending: Tried): void => {
      clearTimeout(limit)
      resolve(tried ?? ending)
    }
    started.on('message', (answer) => {
      tried ??= { kind: 'answered', answer }
    })
    started.on('error', (error) => end(unstarted(error)))
    started.on('close', (exitCode, signal) => end({ kind: 'died', signal, exitCode, lastWords: lastWords() }))
  })
}
