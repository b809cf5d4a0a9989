import { EVENT_NAMES, openListeners, toErrorBody } from '../agent/contract/index.ts'
import type { Exchange } from '../agent/contract/index.ts'
import { connect } from './connect.ts'
import type { Connection } from './connect.ts'

/** A line that outlives its agent: when it broke, the next request finds the home's new owner, or starts one. */
export type LastingLine = AsyncDisposable & Pick<Exchange, 'send' | 'on'>

export async function openLastingLine(home: string): Promise<LastingLine> {
  const listeners = openListeners()
  let isEnding = false
  let connection: Promise<Connection> | null = open()
  await connection

  async function open(): Promise<Connection> {
    const opened = await connect(home)
    for (const event of EVENT_NAMES) opened.line.on(event, (data) => listeners.emit(event, data))
    void opened.closed.then(lost)
    return opened
  }

  function lost(): void {
    connection = null
    if (!isEnding) listeners.emit('log', { level: 'error', text: 'The assistant stopped. It is started again with the next thing you do. Your last rating is in the ledger.' })
  }

  return {
    on: listeners.on,
    send: async (route, input) => {
      try {
        return await (await (connection ??= open())).line.send(route, input)
      } catch (thrown) {
        connection = null
        return { id: 0, ok: false, error: toErrorBody(thrown) }
      }
    },
    [Symbol.asyncDispose]: async () => {
      isEnding = true
      await (await connection)?.[Symbol.asyncDispose]()
    },
  }
}
