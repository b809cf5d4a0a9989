import { AppError, toErrorBody } from './errors.ts'
import type { Client } from './client.ts'
import type { EventName, Events } from './events.ts'
import type { Frame, Request, Response } from './wire.ts'

/** The asking end of a line to the agent: matches answers to requests by id, and hands out events. */
export type Exchange = Readonly<{
  /** Never rejects; the answer carries the error. */
  send: (route: string, input: unknown) => Promise<Response>
  on: Client['on']
  /** Takes a frame that came in. */
  receive: (frame: Frame) => void
  /** The line is gone: what was asked and not answered, and whatever is asked from now on, gets this error. */
  end: (error: AppError) => void
}>

export function openExchange(post: (request: Request) => void): Exchange {
  const waiting = new Map<number, (response: Response) => void>()
  const listeners = openListeners()
  let nextId = 1
  let ended: AppError | null = null

  return {
    send: (route, input) => {
      const id = nextId++
      if (ended) return Promise.resolve(failed(id, ended))
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        try {
          post({ id, route, input })
        } catch (error) {
          waiting.delete(id)
          resolve(failed(id, error))
        }
      })
    },
    on: listeners.on,
    receive: (frame) => {
      if ('event' in frame) listeners.emit(frame.event, frame.data)
      else if ('ok' in frame) {
        waiting.get(frame.id)?.(frame)
        waiting.delete(frame.id)
      }
    },
    end: (error) => {
      ended = error
      for (const [id, resolve] of waiting) resolve(failed(id, error))
      waiting.clear()
    },
  }
}

function failed(id: number, error: unknown): Response {
  return { id, ok: false, error: toErrorBody(error) }
}

/** The same line with typed answers and thrown errors. */
export function clientOf(line: Pick<Exchange, 'send' | 'on'>): Client {
  return {
    request: async (route, input) => {
      const response = await line.send(route, input)
      if (!response.ok) throw new AppError(response.error.code, response.error.message, { data: response.error.data })
      return response.data as never
    },
    on: line.on,
  }
}

// A record, so that the compiler misses an event that is not here.
const EVENTS: Readonly<Record<EventName, true>> = { status: true, source: true, settings: true, tray: true, models: true, log: true, stopped: true }
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[]

export type Listeners = Readonly<{ on: Client['on']; emit: <Name extends EventName>(event: Name, data: Events[Name]) => void }>

export function openListeners(): Listeners {
  const byEvent = new Map<EventName, Set<(data: never) => void>>()
  return {
    on: (event, listener) => {
      const set = byEvent.get(event) ?? new Set()
      byEvent.set(event, set.add(listener))
      return () => void set.delete(listener)
    },
    emit: (event, data) => {
      for (const listener of byEvent.get(event) ?? []) listener(data as never)
    },
  }
}
