import { AppError, toAppError } from '../../contract/errors.ts'
import type { Priority } from '../language-model.ts'
import { cancelled } from './cancelled.ts'

/**
 * One work at a time. What the person waits for goes first: a background work in progress is told to stop by its signal,
 * and once it has let go waits at the head of its row to be done again.
 */
export type Turns = Readonly<{
  /** `dropped` is not aborted where the work is only overtaken: what the next one needs too can go on. */
  take: <Value>(priority: Priority, work: (signal: AbortSignal, dropped: AbortSignal) => Promise<Value>, signal?: AbortSignal) => Promise<Value>
  isBusy: () => boolean
  /** Cancels all that is waiting or in progress, and resolves when it has let go. */
  cancel: (why: string) => Promise<void>
}>

type Turn = Readonly<{ priority: Priority; signal: AbortSignal | undefined; work: (signal: AbortSignal, dropped: AbortSignal) => Promise<unknown>; resolve: (value: never) => void; reject: (error: unknown) => void }>

const OVERTAKEN = new AppError('CANCELLED', 'The person goes first.')

export function openTurns(): Turns {
  const rows: Readonly<Record<Priority, Turn[]>> = { person: [], background: [] }
  let current: Readonly<{ turn: Turn; overtaken: AbortController; dropped: AbortController; done: Promise<void> }> | null = null

  function next(): void {
    if (current) {
      if (current.turn.priority === 'background' && rows.person.length > 0) current.overtaken.abort(OVERTAKEN)
      return
    }
    const turn = rows.person.shift() ?? rows.background.shift()
    if (!turn) return
    const overtaken = new AbortController()
    const dropped = new AbortController()
    current = { turn, overtaken, dropped, done: Promise.resolve() }
    current = { ...current, done: run(turn, overtaken.signal, dropped.signal) }
  }

  async function run(turn: Turn, overtaken: AbortSignal, cancelling: AbortSignal): Promise<void> {
    const dropped = turn.signal ? AbortSignal.any([turn.signal, cancelling]) : cancelling
    try {
      turn.resolve((await turn.work(AbortSignal.any([overtaken, dropped]), dropped)) as never)
    } catch (error) {
      const isOvertaken = overtaken.aborted && !dropped.aborted && toAppError(error).code === 'CANCELLED'
      if (isOvertaken) rows[turn.priority].unshift(turn)
      else turn.reject(error)
    } finally {
      current = null
      next()
    }
  }

  return {
    isBusy: () => current !== null,
    cancel: async (why) => {
      const reason = new AppError('CANCELLED', why)
      for (const row of Object.values(rows)) for (const turn of row.splice(0)) turn.reject(reason)
      current?.dropped.abort(reason)
      await current?.done
    },
    take: (priority, work, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(cancelled(signal))
        const row = rows[priority]
        const turn: Turn = { priority, signal, work, resolve, reject }
        row.push(turn)
        signal?.addEventListener('abort', () => {
          const at = row.indexOf(turn)
          if (at === -1) return
          row.splice(at, 1)
          reject(cancelled(signal))
        }, { once: true })
        next()
      }),
  }
}
