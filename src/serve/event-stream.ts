import type { IncomingMessage, ServerResponse } from 'node:http'
import { EVENT_NAMES } from '../agent/contract/index.ts'
import type { EventName, Events, Exchange } from '../agent/contract/index.ts'

const HEARTBEAT_MS = 20_000

/** Passes the agent's events on as server-sent events, one `Broadcast` each, until either side goes. */
export function streamEvents(line: Pick<Exchange, 'on'>, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.write(': open\n\n')
  const ends = EVENT_NAMES.map((event) =>
    line.on(event, (data: Events[EventName]) => void response.write(`data: ${JSON.stringify({ event, data })}\n\n`)),
  )
  const heartbeat = setInterval(() => response.write(': here\n\n'), HEARTBEAT_MS)
  request.on('close', () => {
    clearInterval(heartbeat)
    for (const end of ends) end()
  })
}
