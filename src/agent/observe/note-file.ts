import { join } from 'node:path'
import { readFrontMatter } from './front-matter.ts'
import { refuseNote } from './gate.ts'
import { decode, glanceAt, parseNote, readBytes } from './note.ts'
import { openRules } from './rules.ts'
import type { Rules } from './rules.ts'
import type { Stamp } from './seen.ts'
import type { NoteRead, WithheldPart } from './types.ts'
import { codeOf } from './walk.ts'

/** One file to be read, as plain data: it may be read in another thread. */
export type FileJob = Readonly<{
  root: string
  file: string
  modifiedAt: number
  /** The hash of what was kept of it; null where nothing is. */
  known: string | null
  /** As they were written. */
  rules: readonly string[]
  /** Only what it says of itself is looked at, which costs little: no passages, and of what is withheld inside it the private parts. */
  isGlance?: boolean
}>

export type FileResult =
  | Readonly<{ kind: 'done'; reads: readonly NoteRead[]; look: Readonly<{ stamp: Stamp; hash: string; isKept: boolean }> | null }>
  /** What the system said, such as `ENOENT`. */
  | Readonly<{ kind: 'failed'; code: string }>

export type ReadFiles = (jobs: readonly FileJob[]) => Promise<readonly FileResult[]>

let opened: Readonly<{ key: string; rules: Rules }> | null = null

function rulesOf(texts: readonly string[]): Rules {
  const key = JSON.stringify(texts)
  opened = opened?.key === key ? opened : { key, rules: openRules(texts) }
  return opened.rules
}

/** Reads and parses one file after another. */
export async function readFiles(jobs: readonly FileJob[]): Promise<readonly FileResult[]> {
  const results: FileResult[] = []
  for (const job of jobs) results.push(await readFile(job).catch((thrown: unknown) => ({ kind: 'failed' as const, code: codeOf(thrown) })))
  return results
}

async function readFile({ root, file, modifiedAt, known, rules: texts, isGlance = false }: FileJob): Promise<FileResult> {
  const rules = rulesOf(texts)
  const bytes = await readBytes(join(root, file))
  if (bytes.kind === 'unsettled' || (bytes.kind === 'withheld' && bytes.reason === 'empty' && known !== null)) return only({ kind: 'unsettled', file })
  if (bytes.kind === 'withheld') return only({ kind: 'withheld', file, reason: bytes.reason })
  const done = (isKept: boolean, ...reads: readonly NoteRead[]): FileResult => ({ kind: 'done', reads, look: { stamp: bytes.stamp, hash: bytes.hash, isKept } })
  const isUnchanged = known === bytes.hash
  const decoded = decode(file, bytes.bytes)
  if (decoded.kind === 'problem') return only({ kind: 'problem', file, message: decoded.message })
  // What was read under other rules passes the gate again, which costs little; nothing is parsed.
  if (isUnchanged) {
    const reason = refuseNote(file, readFrontMatter(decoded.text), decoded.text, rules)
    return reason === null ? done(true, { kind: 'unchanged', file }) : done(false, { kind: 'withheld', file, reason })
  }
  const parsed = await (isGlance ? glanceAt : parseNote)(file, decoded.text, modifiedAt, rules)
  // What is withheld is remembered as not kept, and its reason with the source.
  if (parsed.kind === 'withheld') return done(false, { kind: 'withheld', file, reason: parsed.reason })
  const { passages, secrets, problem } = parsed
  const withheld = [...parsed.withheld, ...cardsWithoutWords(decoded.skipped)]
  const read: NoteRead = { kind: 'read', file, hash: bytes.hash, passages, withheld, secrets }
  return done(passages.length > 0, ...(problem === null ? [read] : [{ kind: 'problem', file, message: problem } as const, read]))
}

const only = (read: NoteRead): FileResult => ({ kind: 'done', reads: [read], look: null })

const cardsWithoutWords = (count: number): readonly WithheldPart[] => Array.from({ length: count }, () => ({ reason: 'a card without words', lineStart: 1, lineEnd: 1 }))
