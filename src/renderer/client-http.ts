import type { Broadcast, Client, EventName, Events, Response as Answer, RouteName, RouteOutput } from '../agent/contract/index.ts'
import { RequestError } from './request-error.ts'

const TOKEN = /^#(?:token=)?([\w-]{16,})$/

type Listeners = { [Name in EventName]: Set<(data: Events[Name]) => void> }

/** The agent over HTTP on the origin of this page. The one-time token in the fragment opens the session first. */
export function httpClient(onLost: (error: RequestError) => void): Client {
  const session = openSession()
  const listeners: Listeners = { status: new Set(), source: new Set(), settings: new Set(), tray: new Set(), models: new Set(), log: new Set(), stopped: new Set() }
  let events: EventSource | null = null

  function listen(): void {
    events ??= new EventSource('/events')
    events.addEventListener('error', () => onLost(silent()))
    events.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const broadcast = JSON.parse(data) as Broadcast
      for (const listener of listeners[broadcast.event]) (listener as (data: unknown) => void)(broadcast.data)
    })
  }

  return {
    request: async <Name extends RouteName>(route: Name, input: unknown) => {
      await session
      const answer = await post(`/api/${route}`, input)
      if (!answer.ok) throw new RequestError(answer.error)
      return answer.data as RouteOutput<Name>
    },
    on: (event, listener) => {
      listeners[event].add(listener)
      if (!events) void session.then(listen)
      return () => listeners[event].delete(listener)
    },
  }
}

/** Exchanges the token for the session's cookie and takes it out of the address and of the history. */
async function openSession(): Promise<void> {
  const token = TOKEN.exec(location.hash)?.[1]
  if (token === undefined) return
  history.replaceState(null, '', location.pathname)
  const answer = await send('/session', { token })
  if (!answer.ok && answer.status !== 401 && answer.status !== 403) throw unreachable(`The session was not opened (HTTP ${answer.status}).`)
}

async function post(path: string, input: unknown): Promise<Answer> {
  const answer = await send(path, input)
  if (answer.status === 401) {
    throw new RequestError({
      code: 'NOT_ALLOWED',
      message: 'This page is not signed in. Its address works once: run “tacit serve” again and open the address that it prints.',
    })
  }
  try {
    return (await answer.json()) as Answer
  } catch {
    throw unreachable(`${path} answered HTTP ${answer.status} without a document.`)
  }
}

async function send(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin' })
  } catch {
    throw silent()
  }
}

const silent = (): RequestError => unreachable('“tacit serve” does not answer. Start it again in the terminal; what you said before is kept.')

function unreachable(message: string): RequestError {
  return new RequestError({ code: 'AGENT_STOPPED', message })
}
