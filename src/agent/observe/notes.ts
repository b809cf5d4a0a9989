import { lstat, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isTicked } from './folders.ts'
import { readFrontMatter } from './front-matter.ts'
import { refuseNote } from './gate.ts'
import { decode, parseNote, readBytes } from './note.ts'
import { NO_RULES } from './rules.ts'
import { codeOf, refuseEmpty, rootError, walk } from './walk.ts'
import type { NoteRead, ReadOptions, WithheldPart } from './types.ts'
import type { NoteFile, Walk } from './walk.ts'

const UNSETTLED_MS = 5000

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
  const { signal, onFile, rules = NO_RULES, only, others = [] } = options
  const found = await walk(root, { rules, ...(signal && { signal }), ...(only && { only }) })
  if (!only) refuseEmpty(root, found)
  const notes: NoteFile[] = []
  const accounted = new Set<string>()
  const claimed = others.map((path) => relative(found.root, path).split(sep).join('/'))

  for (const { file, message } of found.problems) {
    accounted.add(file)
    if (file === '' || isTicked(`${file}/`, folders) || isTicked(file, folders)) yield { kind: 'problem', file, message }
  }
  for (const { reason, place } of found.withheld) {
    if (reason === 'not a note' || !isTicked(place, folders)) continue
    accounted.add(place)
    if (reason === 'empty' && known.has(place) && (await isFresh(join(found.root, place)))) yield { kind: 'unsettled', file: place }
    else yield { kind: 'withheld', file: place, reason }
  }
  for (const note of found.notes) {
    if (!isTicked(note.file, folders)) continue
    accounted.add(note.file)
    if (claimed.some((place) => note.file === place || note.file.startsWith(`${place}/`))) yield { kind: 'withheld', file: note.file, reason: 'in a source of its own' }
    else notes.push(note)
  }
  // What vanished comes before what is read, so that a note under another name is known by its words.
  for (const file of only ?? known.keys()) {
    const isUnseen = !found.isWhole || found.unlisted.some((folder) => file.startsWith(`${folder}/`))
    if (known.has(file) && !accounted.has(file) && !(isUnseen && isTicked(file, folders))) yield { kind: 'gone', file }
  }
  for (const [done, note] of notes.entries()) {
    signal?.throwIfAborted()
    onFile?.(done, notes.length)
    yield* readNote(found, note, known, root, options)
  }
  onFile?.(notes.length, notes.length)
}

/** A file that some programs empty for an instant before they write it anew. */
async function isFresh(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs < UNSETTLED_MS
}

async function* readNote(
  { root }: Walk,
  note: NoteFile,
  known: ReadonlyMap<string, string>,
  chosen: string,
  { rules = NO_RULES, areRulesNew = false, seen }: ReadOptions,
): AsyncGenerator<NoteRead> {
  const { file, modifiedAt } = note
  const look = areRulesNew ? null : seen?.of(file, note)
  if (look && (look.isKept ? known.get(file) === look.hash : !known.has(file))) return yield { kind: 'unchanged', file }
  try {
    const bytes = await readBytes(join(root, file))
    if (bytes.kind === 'unsettled') return yield { kind: 'unsettled', file }
    if (bytes.kind === 'withheld' && bytes.reason === 'empty' && known.has(file)) return yield { kind: 'unsettled', file }
    if (bytes.kind === 'withheld') return yield { kind: 'withheld', file, reason: bytes.reason }
    const remember = (isKept: boolean): void => seen?.note(file, bytes.stamp, bytes.hash, isKept, Date.now())
    const isUnchanged = known.get(file) === bytes.hash
    if (isUnchanged && !areRulesNew) {
      remember(true)
      return yield { kind: 'unchanged', file }
    }
    const decoded = decode(file, bytes.bytes)
    if (decoded.kind === 'problem') return yield { kind: 'problem', file, message: decoded.message }
    if (isUnchanged) {
      const reason = refuseNote(file, readFrontMatter(decoded.text), decoded.text, rules)
      return yield reason === null ? { kind: 'unchanged', file } : { kind: 'withheld', file, reason }
    }
    const parsed = await parseNote(file, decoded.text, modifiedAt, rules)
    // What is withheld is remembered as not kept, and its reason with the source.
    remember(parsed.kind === 'parsed' && parsed.passages.length > 0)
    if (parsed.kind === 'withheld') return yield { kind: 'withheld', file, reason: parsed.reason }
    if (parsed.problem !== null) yield { kind: 'problem', file, message: parsed.problem }
    yield { kind: 'read', file, hash: bytes.hash, passages: parsed.passages, withheld: [...parsed.withheld, ...cardsWithoutWords(decoded.skipped)], secrets: parsed.secrets }
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

const cardsWithoutWords = (count: number): readonly WithheldPart[] => Array.from({ length: count }, () => ({ reason: 'a card without words', lineStart: 1, lineEnd: 1 }))
