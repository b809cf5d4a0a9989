import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EventName, Events, Exchange } from '../agent/contract/index.ts'

// A record, so that the compiler misses an event that is not here.
const EVENTS: Readonly<Record<EventName, true>> = { status: true, source: true, tray: true, log: true }
const HEARTBEAT_MS = 20_000

/** Passes the agent's events on as server-sent events, one `Broadcast` each, until either side goes. */
export function streamEvents(line: Pick<Exchange, 'on'>, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.write(': open\n\n')
  const ends = (Object.keys(EVENTS) as EventName[]).map((event) =>
    line.on(event, (data: Events[EventName]) => void response.write(`data: ${JSON.stringify({ event, data })}\n\n`)),
  )
  const heartbeat = setInterval(() => response.write(': here\n\n'), HEARTBEAT_MS)
  request.on('close', () => {
    clearInterval(heartbeat)
    for (const end of ends) end()
  })
}
