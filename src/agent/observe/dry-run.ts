import { join } from 'node:path'
import type { Withheld } from '../contract/entities.ts'
import { folderOf } from './folders.ts'
import { readFrontMatter } from './front-matter.ts'
import { refuseText } from './gate.ts'
import { decode, parseNote, readBytes } from './note.ts'
import { findSecrets } from './secrets.ts'
import { codeOf, refuseEmpty, walk } from './walk.ts'
import type { DryRunRead, WithheldReason } from './types.ts'
import type { NoteFile } from './walk.ts'

/** Beyond this many bytes notes are counted by name and size alone. */
const LOOK_THROUGH_BYTES = 256 * 1024 * 1024
const PLACES = 200
const EXAMPLE_LENGTH = 3000
// What one passage takes to embed on an ordinary processor, and how many bytes of a note make one; an estimate, shown as one.
const SECONDS_PER_PASSAGE = 0.02
const BYTES_PER_PASSAGE = 420

/**
 * What would be read of a folder, by the very gate that reads it later. Looks through the notes in memory and keeps nothing.
 * `seed` chooses the examples: 0 the newest, the longest and one at random, 1 the next ones, and so on.
 */
export async function dryRun(path: string, { seed = 0, signal }: Readonly<{ seed?: number; signal?: AbortSignal }> = {}): Promise<DryRunRead> {
  const found = await walk(path, signal ? { signal } : {})
  refuseEmpty(path, found)
  const places = new Map<WithheldReason, string[]>()
  const counts = new Map<WithheldReason, number>()
  const hold = (reason: WithheldReason, place: string): void => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const list = places.get(reason) ?? []
    if (list.length < PLACES) places.set(reason, [...list, place])
  }
  const problems = found.problems.map(({ message }) => message)
  for (const { reason, place } of found.withheld) hold(reason, place)

  const kept: NoteFile[] = []
  let lookedThrough = 0
  for (const note of found.notes) {
    signal?.throwIfAborted()
    if (lookedThrough > LOOK_THROUGH_BYTES) {
      kept.push(note)
      continue
    }
    lookedThrough += note.sizeBytes
    const looked = await look(found.root, note)
    if (looked.kind === 'withheld') hold(looked.reason, note.file)
    else if (looked.kind === 'problem') problems.push(`${note.file}: ${looked.message}`)
    else {
      kept.push(note)
      for (const line of looked.secretLines) hold('looks like a secret', `${note.file}:${line}`)
      if (looked.warning !== null) problems.push(`${note.file}: ${looked.warning}`)
    }
  }
  if (lookedThrough > LOOK_THROUGH_BYTES) {
    problems.push('These notes are very large: past the first 256 MB they are counted by name alone. What they say about themselves is respected when they are read.')
  }
  const bytes = kept.reduce((total, { sizeBytes }) => total + sizeBytes, 0)
  return {
    kind: 'notes',
    path,
    folders: countFolders(kept),
    notes: kept.length,
    turns: null,
    dates: datesOf(kept),
    bytes,
    seconds: Math.max(1, Math.ceil((bytes / BYTES_PER_PASSAGE) * SECONDS_PER_PASSAGE)),
    withheld: [...counts].map(([reason, count]): Withheld => ({ reason, count, places: places.get(reason) ?? [] })).sort((a, b) => b.count - a.count),
    secrets: [],
    examples: await examples(found.root, kept, seed),
    problems,
  }
}

type Looked =
  | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
  | Readonly<{ kind: 'problem'; message: string }>
  | Readonly<{ kind: 'kept'; secretLines: readonly number[]; warning: string | null }>

async function look(root: string, { file, modifiedAt }: NoteFile): Promise<Looked> {
  try {
    const bytes = await readBytes(join(root, file))
    if (bytes.kind === 'withheld') return bytes
    const decoded = decode(bytes.bytes)
    if (decoded.kind === 'problem') return decoded
    const front = readFrontMatter(decoded.text)
    const body = decoded.text.split('\n').slice(front.lines).join('\n')
    const reason = refuseText(file, front, body)
    if (reason !== null) return { kind: 'withheld', reason }
    const warning = front.problem === null ? null : `its front matter cannot be read (${front.problem}); the note itself can.`
    // Parsing is dear: only notes with a suspicious line are parsed, to count what would really be withheld.
    if (findSecrets(decoded.text).length === 0) return { kind: 'kept', secretLines: [], warning }
    const parsed = parseNote(file, decoded.text, modifiedAt)
    const parts = parsed.kind === 'parsed' ? parsed.withheld.filter((part) => part.reason === 'looks like a secret') : []
    return { kind: 'kept', secretLines: parts.map((part) => part.lineStart), warning }
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown
    return { kind: 'problem', message: `it cannot be read (${codeOf(thrown)}) and would be left out.` }
  }
}

function datesOf(notes: readonly NoteFile[]): DryRunRead['dates'] {
  const times = notes.map(({ modifiedAt }) => modifiedAt)
  return times.length === 0 ? null : [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
}

function countFolders(notes: readonly NoteFile[]): DryRunRead['folders'] {
  const counts = new Map<string, number>()
  for (const { file } of notes) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1)
  return [...counts].map(([path, count]) => ({ path, notes: count })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function examples(root: string, notes: readonly NoteFile[], seed: number): Promise<DryRunRead['examples']> {
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
      const text = await exampleText(root, note)
      if (text === null) continue
      taken.add(note.file)
      shown.push({ file: note.file, pick, text })
      break
    }
  }
  return shown
}

/** A note as it would be kept: its passages, and in the place of what is withheld, why. Null where nothing of it would be. */
async function exampleText(root: string, { file, modifiedAt }: NoteFile): Promise<string | null> {
  const bytes = await readBytes(join(root, file)).catch(() => null)
  if (bytes === null || bytes.kind === 'withheld') return null
  const decoded = decode(bytes.bytes)
  if (decoded.kind === 'problem') return null
  const parsed = parseNote(file, decoded.text, modifiedAt)
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
