import { ipcMain } from 'electron'
import { openRestingThread } from '../../agent/thread.ts'
import { CHANNELS } from '../channels.ts'
import { isTrusted } from '../security.ts'
import { spokenIn } from './languages.ts'
import type { Spoken } from './languages.ts'
import type { SpellingJob } from './thread.ts'

/** Words looked up in dictionaries that came with Tacit, in a thread that is there only while somebody writes. What is looked up is kept nowhere. */
export type Spelling = Readonly<{
  spoken: Spoken
  /** Empty where nothing is wrong, or where it could not be looked up. */
  misspelt: (words: readonly string[]) => Promise<readonly string[]>
  suggestions: (word: string) => Promise<readonly string[]>
}>

type SpellingOptions = Readonly<{ file: string; preferred: readonly string[]; onFailure: (error: unknown) => void }>

/** So long after the last word the dictionaries (30 to 60 MB) are let go. */
const IDLE_MS = 120_000

export function openSpelling({ file, preferred, onFailure }: SpellingOptions): Spelling {
  const spoken = spokenIn(preferred)
  const thread = openRestingThread(file, IDLE_MS)
  const ask = async (kind: 'misspelt' | 'suggestions', words: readonly string[]): Promise<readonly string[]> => {
    try {
      return (await thread.run(kind, { languages: spoken.all, words } satisfies SpellingJob)) as readonly string[]
    } catch (error) {
      onFailure(error)
      return []
    }
  }
  return { spoken, misspelt: (words) => ask('misspelt', words), suggestions: (word) => ask('suggestions', [word]) }
}

/** Answers the page's own fields, and nobody else. */
export function serveSpelling(spelling: Spelling): void {
  ipcMain.handle(CHANNELS.misspelt, (event, words: unknown) => (isTrusted(event.senderFrame) && isWords(words) ? spelling.misspelt(words) : []))
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string')
}
