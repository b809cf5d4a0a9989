import type { EventName, Events } from './events.ts'
import type { Response } from './wire.ts'

/** What the window's page finds as `window.tacit`; a page served on loopback has none and speaks HTTP instead. */
export type Bridge = Readonly<{
  platform: string
  /** Never rejects; the answer carries the error. */
  request: (route: string, input: unknown) => Promise<Response>
  /** Returns the function that ends the subscription. */
  on: <Name extends EventName>(event: Name, listener: (data: Events[Name]) => void) => () => void
  /** The system's folder chooser; null when it was cancelled. */
  chooseFolder: () => Promise<string | null>
  /** The same for a file: an export of chats, or one note. */
  chooseFile: () => Promise<string | null>
  /** Where a file or folder lies that was dropped on the page. */
  pathOf: (dropped: object) => string
  /** Saves a text under a name that the person chooses; null when it was cancelled. */
  saveFile: (name: string, text: string, encoding?: 'utf8' | 'base64') => Promise<string | null>
}>
