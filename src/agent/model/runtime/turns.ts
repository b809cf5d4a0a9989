import { AppError, toAppError } from '../../contract/errors.ts'
import type { Priority } from '../language-model.ts'

/**
 * One work at a time. What the person waits for goes first: a background work in progress is told to stop by its signal,
 * and once it has let go waits at the head of its row to be done again.
 */
export type Turns = Readonly<{
  take: <Value>(priority: Priority, work: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal) => Promise<Value>
  isBusy: () => boolean
}>

type Turn = Readonly<{ priority: Priority; signal: AbortSignal | undefined; work: (signal: AbortSignal) => Promise<unknown>; resolve: (value: never) => void; reject: (error: unknown) => void }>

export function openTurns(): Turns {
  const rows: Readonly<Record<Priority, Turn[]>> = { person: [], background: [] }
  let current: Readonly<{ priority: Priority; overtaken: AbortController }> | null = null

  function next(): void {
    if (current) {
      if (current.priority === 'background' && rows.person.length > 0) current.overtaken.abort(new AppError('CANCELLED', 'Overtaken by the person.'))
      return
    }
    const turn = rows.person.shift() ?? rows.background.shift()
    if (turn) void run(turn)
  }

  async function run(turn: Turn): Promise<void> {
    const overtaken = new AbortController()
    current = { priority: turn.priority, overtaken }
    const signal = turn.signal ? AbortSignal.any([turn.signal, overtaken.signal]) : overtaken.signal
    try {
      turn.resolve((await turn.work(signal)) as never)
    } catch (error) {
      const isAgain = overtaken.signal.aborted && !turn.signal?.aborted && toAppError(error).code === 'CANCELLED'
      if (isAgain) rows[turn.priority].unshift(turn)
      else turn.reject(error)
    } finally {
      current = null
      next()
    }
  }

  return {
    isBusy: () => current !== null,
    take: (priority, work, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(toAppError(signal.reason))
        const row = rows[priority]
        const turn: Turn = { priority, signal, work, resolve, reject }
        row.push(turn)
        signal?.addEventListener('abort', () => {
          const at = row.indexOf(turn)
          if (at === -1) return
          row.splice(at, 1)
          reject(toAppError(signal.reason))
        }, { once: true })
        next()
      }),
  }
}
