import { join } from 'node:path'
import { breathe } from './breathe.ts'
import { openCounts } from './counts.ts'
import { folderOf } from './folders.ts'
import { readFiles as readHere } from './note-file.ts'
import type { ReadFiles } from './note-file.ts'
import { decode, parseNote, readBytes } from './note.ts'
import { claimedBy } from './notes.ts'
import { NO_RULES } from './rules.ts'
import type { Rules } from './rules.ts'
import { refuseEmpty, walk } from './walk.ts'
import type { DryRunRead, NoteRead } from './types.ts'
import type { NoteFile } from './walk.ts'

/** Beyond this many bytes notes are counted by name and size alone. */
const LOOK_THROUGH_BYTES = 256 * 1024 * 1024
/** Parsing takes six times as long as the gate: a vault of some thousand notes is counted to the last part, a larger one is not waited for. */
const LOOK_INTO_BYTES = 4 * 1024 * 1024
const FILES_AT_A_TIME = 8
const EXAMPLE_LENGTH = 3000
// What one passage takes to embed on an ordinary processor, and how many bytes of a note make one; an estimate, shown as one.
const SECONDS_PER_PASSAGE = 0.02
const BYTES_PER_PASSAGE = 420

type DryRunOptions = Readonly<{ seed?: number; signal?: AbortSignal; rules?: Rules; others?: readonly string[]; readFiles?: ReadFiles; intoBytes?: number }>

/**
 * What would be read of a folder, by the very reading that keeps it later: what is counted here is what is counted then. Keeps nothing.
 * `seed` chooses the examples: 0 the newest, the longest and one at random, 1 the next ones, and so on. Past `intoBytes` notes are looked at as a whole.
 */
export async function dryRun(path: string, { seed = 0, signal, rules = NO_RULES, others = [], readFiles = readHere, intoBytes = LOOK_INTO_BYTES }: DryRunOptions = {}): Promise<DryRunRead> {
  const found = await walk(path, { rules, ...(signal && { signal }) })
  refuseEmpty(path, found)
  const withheld = openCounts()
  const secrets = openCounts()
  const problems = found.problems.map(({ message }) => message)
  const heldIn = new Set<string>()
  const hold = (reason: string, place: string): void => {
    withheld.add(reason, place)
    if (reason !== 'not a note') heldIn.add(folderOf(place))
  }
  for (const { reason, place } of found.withheld) hold(reason, place)

  const isClaimed = claimedBy(others, found.root)
  const notes = found.notes.filter(({ file }) => {
    if (!isClaimed(file)) return true
    hold('in a source of its own', file)
    return false
  })
  const kept: NoteFile[] = []
  let lookedThrough = 0
  function take(note: NoteFile, read: NoteRead, isGlance: boolean): void {
    const { file } = note
    if (read.kind === 'withheld') hold(read.reason, file)
    else if (read.kind === 'problem') problems.push(`${file}: ${read.message}`)
    else if (read.kind === 'unsettled') problems.push(`${file}: it is being written just now, and would be read a little later.`)
    if (read.kind !== 'read') return
    // One of which no passage is kept is no note that was read.
    if (isGlance || read.passages.length > 0) kept.push(note)
    for (const { kind, line } of read.secrets) secrets.add(kind, `${file}:${line}`)
    for (const { reason, lineStart } of read.withheld) hold(reason, `${file}:${lineStart}`)
  }
  for (let start = 0; start < notes.length; start += FILES_AT_A_TIME) {
    signal?.throwIfAborted()
    await breathe()
    const some = notes.slice(start, start + FILES_AT_A_TIME)
    if (lookedThrough > LOOK_THROUGH_BYTES) {
      kept.push(...some)
      continue
    }
    const isGlance = lookedThrough > intoBytes
    const results = await readFiles(some.map(({ file, modifiedAt }) => ({ root: found.root, file, modifiedAt, known: null, rules: rules.texts, isGlance })))
    for (const [index, result] of results.entries()) {
      const note = some[index]!
      lookedThrough += note.sizeBytes
      if (result.kind === 'failed') problems.push(`${note.file}: it cannot be read (${result.code}) and would be left out.`)
      else for (const read of result.reads) take(note, read, isGlance)
    }
  }
  if (lookedThrough > intoBytes) problems.push(`These notes are large: past the first ${Math.round(intoBytes / 1024 ** 2)} MB each is looked at as a whole. What is too short in them, or no thought of yours, is counted when they are read, and a note of which nothing stays is then no note.`)
  if (lookedThrough > LOOK_THROUGH_BYTES) {
    problems.push('These notes are very large: past the first 256 MB they are counted by name alone. What they say about themselves is respected when they are read.')
  }
  const bytes = kept.reduce((total, { sizeBytes }) => total + sizeBytes, 0)
  return {
    kind: 'notes',
    path,
    folders: countFolders(kept, heldIn),
    notes: kept.length,
    turns: null,
    dates: datesOf(kept),
    bytes,
    seconds: Math.max(1, Math.ceil((bytes / BYTES_PER_PASSAGE) * SECONDS_PER_PASSAGE)),
    withheld: withheld.all(),
    secrets: secrets.all(),
    examples: await examples(found.root, kept, seed, rules),
    problems,
  }
}

function datesOf(notes: readonly NoteFile[]): DryRunRead['dates'] {
  const times = notes.map(({ modifiedAt }) => modifiedAt)
  return times.length === 0 ? null : [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
}

/** Those of which nothing can be read now are listed too: only what lies in a ticked folder is told of afterwards. */
function countFolders(notes: readonly NoteFile[], heldIn: ReadonlySet<string>): DryRunRead['folders'] {
  const counts = new Map<string, number>([...heldIn].map((folder) => [folder, 0]))
  for (const { file } of notes) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1)
  return [...counts].map(([path, count]) => ({ path, notes: count })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function examples(root: string, notes: readonly NoteFile[], seed: number, rules: Rules): Promise<DryRunRead['examples']> {
  const shown: DryRunRead['examples'][number][] = []
  const taken = new Set<string>()
  const orders = {
    newest: notes,
    longest: [...notes].sort((a, b) => b.sizeBytes - a.sizeBytes || (a.file < b.file ? -1 : 1)),
    'at random': [...notes].sort((a, b) => mix(a.file, seed) - mix(b.file, seed)),
  } as const
  for (const pick of ['newest', 'longest', 'at random'] as const) {
    const order = orders[pick]
    const start = pick === 'at random' || order.length === 0 ? 0 : seed % order.length
    for (const note of [...order.slice(start), ...order.slice(0, start)].slice(0, 20)) {
      if (taken.has(note.file)) continue
      const text = await exampleText(root, note, rules)
      if (text === null) continue
      taken.add(note.file)
      shown.push({ file: note.file, pick, text })
      break
    }
  }
  return shown
}

/** A note as it would be kept: its passages, and in the place of what is withheld, why. Null where nothing of it would be. */
async function exampleText(root: string, { file, modifiedAt }: NoteFile, rules: Rules): Promise<string | null> {
  // What cannot be read stands among the problems already.
  const bytes = await readBytes(join(root, file)).catch(() => null)
  if (bytes?.kind !== 'bytes') return null
  const decoded = decode(file, bytes.bytes)
  if (decoded.kind === 'problem') return null
  const parsed = await parseNote(file, decoded.text, modifiedAt, rules)
  if (parsed.kind === 'withheld' || parsed.passages.length === 0) return null
  const parts = [
    ...parsed.passages.map(({ lineStart, text }) => ({ lineStart, text })),
    ...parsed.withheld.map(({ lineStart, reason }) => ({ lineStart, text: `[withheld: ${reason}]` })),
  ].sort((a, b) => a.lineStart - b.lineStart)
  const text = parts.map((part) => part.text).filter((part, index, all) => part !== all[index - 1]).join('\n\n')
  return text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text
}

/** FNV-1a over the seed and the name: an order at random that the same seed gives again. */
function mix(name: string, seed: number): number {
  let hash = 2166136261 ^ seed
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 16777619)
  return hash >>> 0
}
