import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { tickedIn } from './folders.ts'
import { refuseFile, refuseFolder } from './gate.ts'
import type { History, Version } from './history.ts'
import { decode, parseNote } from './note.ts'
import { NO_RULES } from './rules.ts'
import type { Rules } from './rules.ts'
import type { ReadPassage } from './types.ts'

/** A note as it was then: what of it may be kept, by the rules of today. `at` in milliseconds since 1970. */
export type Revision = Readonly<{ at: number; text: string; passages: readonly ReadPassage[] }>

/** The revisions of the notes of a source. */
export type Revisions = Readonly<{
  /** What the folder was committed as last; null where nothing was. */
  head: () => Promise<string | null>
  /** The oldest first, consecutive ones different; of many, the first, the last and evenly chosen ones between. Empty for a note without a past. */
  revisionsOf: (file: string) => Promise<readonly Revision[]>
}>

/** `most` revisions of a file are read, and so many commits are looked through. */
export type RevisionOptions = Readonly<{ signal?: AbortSignal; rules?: Rules; folders?: readonly string[]; most?: number; commits?: number }>

const MOST_REVISIONS = 14

/**
 * Reads earlier versions of `files` out of the repository that the source's own folder holds; null where it holds none.
 * The gate holds for the past too: a name that may not be read now is not looked up, and a version that says no is left out.
 */
export async function openRevisions(root: string, files: readonly string[], options: RevisionOptions = {}): Promise<Revisions | null> {
  const { signal, rules = NO_RULES, folders, most = MOST_REVISIONS, commits } = options
  // What reads a repository takes long to load, and few sources are one. A folder without one has no past.
  if (!(await lstat(join(root, '.git')).catch(() => null))?.isDirectory()) return null
  const { openHistory } = await import('./history.ts')
  const history = await openHistory(root, signal)
  if (history === null) return null
  const isTicked = folders === undefined ? () => true : tickedIn(folders)
  const allowed = files.filter((file) => mayBeRead(file, rules) && isTicked(file))
  let versions: ReturnType<History['versionsOf']> | null = null
  return {
    head: history.head,
    async revisionsOf(file) {
      const found: Revision[] = []
      // The past is walked through once, for all files, and not before one of them is asked for.
      versions ??= history.versionsOf(allowed, commits)
      for (const version of evenly((await versions).get(file) ?? [], most)) {
        const revision = await revisionOf(history, file, version, rules)
        if (revision !== null && revision.text !== found.at(-1)?.text) found.push(revision)
      }
      return found
    },
  }
}

function mayBeRead(file: string, rules: Rules): boolean {
  const folders = file.split('/').slice(0, -1)
  const above = folders.map((_, index) => folders.slice(0, index + 1).join('/'))
  return refuseFile(file) === null && rules.refusePlace(file) === null && above.every((folder) => refuseFolder(folder) === null)
}

async function revisionOf(history: History, file: string, version: Version, rules: Rules): Promise<Revision | null> {
  const bytes = await history.read(version)
  if (bytes === null || bytes.length === 0) return null
  const decoded = decode(file, bytes)
  if (decoded.kind === 'problem') return null
  const parsed = await parseNote(file, decoded.text, version.at, rules)
  if (parsed.kind === 'withheld' || parsed.passages.length === 0) return null
  return { at: version.at, passages: parsed.passages, text: parsed.passages.map(({ text }) => text).join('\n') }
}

function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))]!)
}
