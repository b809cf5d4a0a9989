import { AppError } from '../contract/errors.ts'
import { openSerial } from '../serial.ts'

export type Queue = Readonly<{
  /** One at a time, in order. */
  write<Result>(work: () => Promise<Result>): Promise<Result>
  /** Beside writes, but never while someone is alone. */
  read<Result>(work: () => Promise<Result>): Promise<Result>
  /** For work inside a write that takes files away: waits for the readers, and lets no new one in. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  /** Ends it: what is queued is done first, what comes later is refused. */
  close(): Promise<void>
}>

export function createQueue(): Queue {
  const inTurn = openSerial()
  let gate: Promise<unknown> | null = null
  let isClosed = false
  const readers = new Set<Promise<unknown>>()

  function refuseIfClosed(): void {
    if (isClosed) throw new AppError('AGENT_STOPPED', 'The store is closed. Start Tacit again.')
  }

  return {
    async write(work) {
      refuseIfClosed()
      return inTurn(work)
    },
    async read(work) {
      refuseIfClosed()
      for (let closed = gate; closed; closed = gate) await closed
      const reading = work()
      readers.add(reading)
      try {
        return await reading
      } finally {
        readers.delete(reading)
      }
    },
    async alone(work) {
      const turn = Promise.allSettled(readers).then(work)
      gate = Promise.allSettled([turn])
      try {
        return await turn
      } finally {
        gate = null
      }
    },
    async close() {
      isClosed = true
      // The last in the line ends when all before it have.
      await inTurn(async () => undefined)
      await Promise.allSettled(readers)
    },
  }
}
