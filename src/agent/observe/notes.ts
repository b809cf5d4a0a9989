import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isTicked } from './folders.ts'
import { decode, parseNote, readBytes } from './note.ts'
import { codeOf, refuseEmpty, rootError, walk } from './walk.ts'
import type { NoteRead, ReadOptions } from './types.ts'
import type { NoteFile, Walk } from './walk.ts'

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
  const { signal, onFile } = options
  const found = await walk(root, signal ? { signal } : {})
  refuseEmpty(root, found)
  const notes = found.notes.filter(({ file }) => isTicked(file, folders))
  const accounted = new Set<string>()

  for (const { file, message } of found.problems) {
    accounted.add(file)
    if (file === '' || isTicked(`${file}/`, folders) || isTicked(file, folders)) yield { kind: 'problem', file, message }
  }
  for (const { reason, place } of found.withheld) {
    if (reason !== 'not a note' && isTicked(place, folders)) yield { kind: 'withheld', file: place, reason }
  }
  for (const [done, note] of notes.entries()) {
    signal?.throwIfAborted()
    onFile?.(done, notes.length)
    for await (const read of readNote(found, note, known, root)) {
      accounted.add(note.file)
      yield read
    }
  }
  onFile?.(notes.length, notes.length)
  for (const file of known.keys()) {
    const isUnseen = !found.isWhole || found.unlisted.some((folder) => file.startsWith(`${folder}/`))
    if (!accounted.has(file) && !(isUnseen && isTicked(file, folders))) yield { kind: 'gone', file }
  }
}

async function* readNote({ root }: Walk, { file, modifiedAt }: NoteFile, known: ReadonlyMap<string, string>, chosen: string): AsyncGenerator<NoteRead> {
  try {
    const bytes = await readBytes(join(root, file))
    if (bytes.kind === 'withheld') return yield { kind: 'withheld', file, reason: bytes.reason }
    if (known.get(file) === bytes.hash) return yield { kind: 'unchanged', file }
    const decoded = decode(bytes.bytes)
    if (decoded.kind === 'problem') return yield { kind: 'problem', file, message: decoded.message }
    const parsed = parseNote(file, decoded.text, modifiedAt)
    if (parsed.kind === 'withheld') return yield { kind: 'withheld', file, reason: parsed.reason }
    if (parsed.problem !== null) yield { kind: 'problem', file, message: parsed.problem }
    yield { kind: 'read', file, hash: bytes.hash, passages: parsed.passages, withheld: parsed.withheld }
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown
    await refuseVanishedRoot(root, chosen)
    const code = codeOf(thrown)
    if (code === 'ENOENT') yield { kind: 'gone', file }
    else yield { kind: 'problem', file, message: `It could not be read (${code}) and was left out; what was known of it stays.` }
  }
}

/** When a file is gone, the whole folder may be: a drive that was pulled out. */
async function refuseVanishedRoot(root: string, chosen: string): Promise<void> {
  try {
    await stat(root)
  } catch (thrown) {
    throw rootError(chosen, thrown)
  }
}
