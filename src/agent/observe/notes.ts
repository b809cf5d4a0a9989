import { lstat, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { breathe } from './breathe.ts'
import { tickedIn } from './folders.ts'
import { readFiles as readHere } from './note-file.ts'
import { NO_RULES } from './rules.ts'
import { refuseEmpty, rootError, walk } from './walk.ts'
import type { NoteRead, ReadOptions } from './types.ts'
import type { NoteFile } from './walk.ts'

const UNSETTLED_MS = 5000
const FILES_AT_A_TIME = 16

/**
 * Reads the notes in the ticked folders that have changed since `known` (file → content hash), the newest first.
 * The files are only ever read. What goes wrong with one is a `problem`; throws AppError where the folder itself is
 * missing, unreadable or suddenly without any note, so that a drive that went away is never taken for a person's deletion.
 */
export async function* readNotes(
  root: string,
  folders: readonly string[],
  known: ReadonlyMap<string, string>,
  options: ReadOptions = {},
): AsyncGenerator<NoteRead> {
  const { signal, onFile, rules = NO_RULES, areRulesNew = false, seen, only, others = [], readFiles } = options
  const found = await walk(root, { rules, ...(signal && { signal }), ...(only && { only }) })
  if (!only) refuseEmpty(root, found)
  const isTicked = tickedIn(folders)
  const notes: NoteFile[] = []
  const accounted = new Set<string>()
  const isClaimed = claimedBy(others, found.root)

  for (const { file, message } of found.problems) {
    accounted.add(file)
    if (file === '' || isTicked(`${file}/`) || isTicked(file)) yield { kind: 'problem', file, message }
  }
  for (const { reason, place } of found.withheld) {
    if (reason === 'not a note' || !isTicked(place)) continue
    accounted.add(place)
    if (reason === 'empty' && known.has(place) && (await isFresh(join(found.root, place)))) yield { kind: 'unsettled', file: place }
    else yield { kind: 'withheld', file: place, reason }
  }
  for (const note of found.notes) {
    if (!isTicked(note.file)) continue
    accounted.add(note.file)
    if (isClaimed(note.file)) yield { kind: 'withheld', file: note.file, reason: 'in a source of its own' }
    else notes.push(note)
  }
  // What vanished comes before what is read, so that a note under another name is known by its words.
  for (const file of only ?? known.keys()) {
    const isUnseen = !found.isWhole || found.unlisted.some((folder) => file.startsWith(`${folder}/`))
    if (known.has(file) && !accounted.has(file) && !(isUnseen && isTicked(file))) yield { kind: 'gone', file }
  }
  const changed: NoteFile[] = []
  for (const note of notes) {
    await breathe()
    const look = areRulesNew ? null : seen?.of(note.file, note)
    if (look && (look.isKept ? known.get(note.file) === look.hash : !known.has(note.file))) yield { kind: 'unchanged', file: note.file }
    else changed.push(note)
  }
  // Another thread is told of several at a time; here whoever stops the reading waits for one.
  const portion = readFiles ? FILES_AT_A_TIME : 1
  for (let start = 0; start < changed.length; start += portion) {
    signal?.throwIfAborted()
    onFile?.(start, changed.length)
    const some = changed.slice(start, start + portion)
    const jobs = some.map(({ file, modifiedAt }) => ({ root: found.root, file, modifiedAt, known: known.get(file) ?? null, rules: rules.texts }))
    for (const [index, result] of (await (readFiles ?? readHere)(jobs)).entries()) {
      const { file } = some[index]!
      if (result.kind === 'done') {
        if (result.look) seen?.note(file, result.look.stamp, result.look.hash, result.look.isKept, Date.now())
        yield* result.reads
        continue
      }
      await refuseVanishedRoot(found.root, root)
      if (result.code === 'ENOENT') yield { kind: 'gone', file }
      else yield { kind: 'problem', file, message: `It could not be read (${result.code}) and was left out; what was known of it stays.` }
    }
  }
  onFile?.(changed.length, changed.length)
}

/** Whether a file lies in a source of its own. `others` are paths, as the root is. */
export function claimedBy(others: readonly string[], root: string): (file: string) => boolean {
  const claimed = others.map((path) => relative(root, path).split(sep).join('/'))
  return (file) => claimed.some((place) => file === place || file.startsWith(`${place}/`))
}

/** A file that some programs empty for an instant before they write it anew; one that is gone by now is none. */
async function isFresh(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs < UNSETTLED_MS
}

/** When a file is gone, the whole folder may be: a drive that was pulled out. */
async function refuseVanishedRoot(root: string, chosen: string): Promise<void> {
  try {
    await stat(root)
  } catch (thrown) {
    throw rootError(chosen, thrown)
  }
}
