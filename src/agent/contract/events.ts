import type { Source, Status } from './entities.ts'

/** Broadcasts of state that changed. Built by the agent, so types alone. */
export type Events = Readonly<{
  status: Status
  source: Source
  /** The tray has changed by itself (not by an answer of this window). */
  tray: Readonly<{ inTray: number }>
  log: Readonly<{ level: 'warn' | 'error'; text: string }>
}>
export type EventName = keyof Events
