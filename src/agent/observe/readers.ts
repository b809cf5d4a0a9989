import { stat } from 'node:fs/promises'
import { AppError } from '../contract/errors.ts'
import type { SourceKind } from '../contract/sources.ts'
import { chats as chatsHere } from './chats/reader.ts'
import { dryRun } from './dry-run.ts'
import { readNotes } from './notes.ts'
import type { Reader } from './reader.ts'
import { rootError } from './walk.ts'

const notes: Reader = { kind: 'notes', holds: async (path) => (await stat(path)).isDirectory(), dryRun, read: readNotes }

/** The first that holds a path reads it; notes take every folder that nobody else knows. `chats` may be read in another thread. */
const readersWith = (chats: Reader): readonly Reader[] => [chats, notes]

/** Decides by looking at the path. Throws FOLDER_MISSING, FOLDER_UNREADABLE, or FORMAT_UNKNOWN for a file that no reader knows. */
export async function readerFor(path: string, chats = chatsHere): Promise<Reader> {
  await stat(path).catch((thrown: unknown) => {
    throw rootError(path, thrown)
  })
  for (const reader of readersWith(chats)) if (await reader.holds(path)) return reader
  throw new AppError('FORMAT_UNKNOWN', `${path} is a file of a kind that Tacit does not read. Choose a folder of notes, or an export of chats.`, { data: { path } })
}

export function readerOf(kind: SourceKind, chats = chatsHere): Reader {
  const found = readersWith(chats).find((reader) => reader.kind === kind)
  if (!found) throw new AppError('FORMAT_UNKNOWN', `This version cannot read sources of the kind ${kind}.`)
  return found
}
