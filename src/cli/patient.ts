import { setTimeout as wait } from 'node:timers/promises'
import { EVENT_NAMES, openListeners, tookNothing } from '../agent/contract/index.ts'
import type { Exchange } from '../agent/contract/index.ts'
import { connect } from './connect.ts'
import type { Connection } from './connect.ts'

/** A line for a command that comes while another's agent is closing: what that one did not take any more, the home's next one is asked. */
export type PatientLine = AsyncDisposable & Pick<Exchange, 'send' | 'on'>

/** An agent closes within this, as a rule. */
const PATIENCE_MS = 10_000
const LOOK_AGAIN_MS = 100

export async function openPatientLine(home: string, patienceMs = PATIENCE_MS): Promise<PatientLine> {
  const listeners = openListeners()
  let connection = open()
  await connection

  async function open(): Promise<Connection> {
    const opened = await connect(home)
    for (const event of EVENT_NAMES) opened.line.on(event, (data) => listeners.emit(event, data))
    return opened
  }

  /** Two requests that were both told so find the next one together. */
  function leave(told: Promise<Connection>): void {
    if (connection !== told) return
    connection = told.then(async (closing) => {
      await closing[Symbol.asyncDispose]()
      await wait(LOOK_AGAIN_MS)
      return open()
    })
  }

  return {
    on: listeners.on,
    send: async (route, input) => {
      const until = performance.now() + patienceMs
      for (;;) {
        const asked = connection
        const response = await (await asked).line.send(route, input)
        if (response.ok || !tookNothing(response.error) || performance.now() >= until) return response
        leave(asked)
      }
    },
    [Symbol.asyncDispose]: async () => {
      // Where no other was found, the request was told why.
      const last = await connection.catch(() => null)
      await last?.[Symbol.asyncDispose]()
    },
  }
}
