import type { Status } from './entities.ts'
import type { Source } from './sources.ts'
import type { Models } from './models.ts'
import type { Settings } from './settings.ts'

/** Broadcasts of state that changed. Built by the agent, so types alone. */
export type Events = Readonly<{
  status: Status
  source: Source
  /** Whoever changed them: this window, another one, or a command. */
  settings: Settings
  /** The tray has changed by itself (not by an answer of this window). */
  tray: Readonly<{ inTray: number }>
  /** Sent at most four times a second. */
  models: Models
  log: Readonly<{ level: 'warn' | 'error'; text: string }>
  /** Told by the shell: the agent’s process has ended, and another is started. */
  stopped: Readonly<{ message: string }>
}>
export type EventName = keyof Events
