import type { Status, Tray } from './entities.ts'
import type { Settings } from './settings.ts'

/**
 * What the window showed when the agent closed, for the next window to begin with while its agent opens. It lies in the home only
 * while no agent has that open: each takes it away before it opens, so that nothing forgotten stays in it.
 */
export type Standing = Readonly<{
  /** Of the app that wrote it; another makes nothing of it. */
  version: string
  at: number
  status: Status
  settings: Settings
  /** Null where something would be set out first. */
  tray: Tray | null
}>

export const STANDING_FILE = 'standing.json'
