import type { Broadcast, EventName, Events } from '../contract/index.ts'

/** Tells every listener; the agent's only way to speak without being asked. */
export type Announcer = Readonly<{
  announce: <Name extends EventName>(event: Name, data: Events[Name]) => void
  listen: (listener: (frame: Broadcast) => void) => () => void
}>

export function openAnnouncer(): Announcer {
  const listeners = new Set<(frame: Broadcast) => void>()
  return {
    announce: (event, data) => {
      for (const listener of listeners) listener({ event, data } as Broadcast)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
