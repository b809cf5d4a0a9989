import type { DryRun, SourceKind } from '../../agent/contract/index.ts'
import { longDay } from './dates.ts'
import { capital, counted } from './numbers.ts'

/** Whether there are folders to choose among. A file of chats, or of one note, has none. */
export function hasFolders({ kind, folders }: Pick<DryRun, 'kind' | 'folders'>): boolean {
  return kind === 'notes' || folders.length > 1
}

/** Whether pictures and other files were met, which no list in Memory has afterwards. */
export const hasOthers = ({ withheld }: Pick<DryRun, 'withheld'>): boolean => withheld.some(({ reason }) => reason === 'not a note')
export const OTHERS = 'What is not a note, such as a picture, is counted here and not again in Memory.'

const NOUNS: Readonly<Record<SourceKind, readonly [one: string, many: string]>> = { notes: ['note', 'notes'], chats: ['conversation', 'conversations'] }

/** "412 notes", "1 conversation" */
export const units = (kind: SourceKind, count: number): string => counted(count, ...NOUNS[kind])

/** "Read these 412 notes", or what is still to be chosen. */
export function readWords({ kind }: Pick<DryRun, 'kind'>, notes: number, hasUse: boolean): string {
  if (notes === 0) return 'Tick a folder'
  if (!hasUse) return 'Choose what it may be used for'
  return notes === 1 ? `Read this ${NOUNS[kind][0]}` : `Read these ${units(kind, notes)}`
}

/** "From 3 May 2021 to 19 November 2026"; of notes only the files' own times are known. Null where nothing is dated. */
export function datesWords({ kind, dates }: Pick<DryRun, 'kind' | 'dates'>): string | null {
  if (dates === null) return null
  const [first, last] = dates.map(longDay)
  const when = first === last ? `on ${first}` : `from ${first} to ${last}`
  return kind === 'notes' ? `Files last changed ${when}` : capital(when)
}
