import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { readBlocks } from './blocks.ts'
import type { Block } from './blocks.ts'
import { canvasToMarkdown } from './canvas.ts'
import { dateOfNote } from './dates.ts'
import { readFrontMatter } from './front-matter.ts'
import type { FrontMatter } from './front-matter.ts'
import { admitNote, refuseBytes, refuseSize } from './gate.ts'
import { withoutJunk } from './junk.ts'
import { toPassages } from './passages.ts'
import { readPlain } from './plain.ts'
import type { PassagesOfNote } from './passages.ts'
import type { Rules } from './rules.ts'
import type { FoundSecret } from './secrets.ts'
import type { Stamp } from './seen.ts'
import type { WithheldReason } from './types.ts'

/** Part of every hash, so that a better reader reads again what an earlier one has read. */
export const READER = 'notes-6'

export type Bytes =
  | Readonly<{ kind: 'bytes'; bytes: Uint8Array; hash: string; stamp: Stamp }>
  | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
  /** It was written while it was read, each time that it was tried. */
  | Readonly<{ kind: 'unsettled' }>
/** `skipped` counts what has no words of its own. */
export type Text = Readonly<{ kind: 'text'; text: string; skipped: number }> | Readonly<{ kind: 'problem'; message: string }>
export type Parsed =
  | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
  | (Readonly<{ kind: 'parsed'; problem: string | null; secrets: readonly FoundSecret[] }> & PassagesOfNote)

const TRIES = 4
const BETWEEN_TRIES_MS = 60

/** Reads a file that is still what the walk saw: a plain file, no link, not too large, and not written meanwhile. Throws what the system says. */
export async function readBytes(path: string): Promise<Bytes> {
  for (let tried = 1; ; tried += 1) {
    const read = await readOnce(path)
    if (read.kind !== 'unsettled' || tried === TRIES) return read
    await wait(BETWEEN_TRIES_MS)
  }
}

async function readOnce(path: string): Promise<Bytes> {
  // A file that became a link or a pipe since the walk is refused by the system (flags are absent on Windows).
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  try {
    const { size, mtimeMs } = await handle.stat()
    const tooLarge = refuseSize(size)
    if (tooLarge !== null) return { kind: 'withheld', reason: tooLarge }
    const buffer = new Uint8Array(size + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    const after = await handle.stat()
    if (after.mtimeMs !== mtimeMs || after.size !== size || length !== size) return { kind: 'unsettled' }
    const bytes = buffer.slice(0, length)
    const refusal = refuseBytes(bytes)
    if (refusal !== null) return { kind: 'withheld', reason: refusal }
    const stamp = { sizeBytes: length, modifiedAt: mtimeMs, changedAt: after.ctimeMs }
    return { kind: 'bytes', bytes, hash: createHash('sha256').update(READER).update(bytes).digest('hex'), stamp }
  } finally {
    await handle.close()
  }
}

const decoders = { 'utf-8': new TextDecoder('utf-8', { fatal: true }), 'utf-16le': new TextDecoder('utf-16le', { fatal: true }), 'utf-16be': new TextDecoder('utf-16be', { fatal: true }) }

/** UTF-8, or UTF-16 that marks itself as such; line ends become `\n`, and a canvas its written cards. */
export function decode(file: string, bytes: Uint8Array): Text {
  try {
    const text = decoders[encodingOf(bytes)].decode(bytes).replace(/\r\n?/g, '\n')
    return /\.canvas$/i.test(file) ? canvasToMarkdown(text) : { kind: 'text', text, skipped: 0 }
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    return { kind: 'problem', message: 'It is not UTF-8 (an older encoding, perhaps) and was left out. Save it as UTF-8 to have it read.' }
  }
}

function encodingOf(bytes: Uint8Array): keyof typeof decoders {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** A note's passages, or why it may not be kept. Everything here is in memory. */
export const parseNote = (file: string, text: string, modifiedAt: number, rules: Rules): Promise<Parsed> => parse(file, text, rules, (front, admitted) => toParts(file, front, admitted, modifiedAt))

/** The same without its passages, which take most of the time. */
export const glanceAt = (file: string, text: string, _modifiedAt: number, rules: Rules): Promise<Parsed> => parse(file, text, rules, () => NO_PARTS)

const NO_PARTS: PassagesOfNote = { passages: [], withheld: [] }

async function parse(file: string, text: string, rules: Rules, partsOf: (front: FrontMatter, admitted: string) => PassagesOfNote): Promise<Parsed> {
  const front = readFrontMatter(text)
  const admitted = await admitNote(file, front, text, rules)
  if (admitted.kind === 'withheld') return admitted
  const { passages, withheld } = partsOf(front, admitted.text)
  const problem = front.problem === null ? null : `its front matter cannot be read (${front.problem}); the note itself can.`
  return { kind: 'parsed', problem, passages, withheld: [...withheld, ...admitted.withheld], secrets: admitted.secrets }
}

/** The passages of a text that was admitted. */
export function toParts(file: string, front: FrontMatter, admitted: string, modifiedAt: number): PassagesOfNote {
  const body = admitted.split('\n').slice(front.lines).join('\n')
  return withoutJunk(toPassages(file, blocksOf(file, front, body), dateOfNote(file, front, modifiedAt)))
}

function blocksOf(file: string, front: FrontMatter, body: string): readonly Block[] {
  if (/\.txt$/i.test(file)) return readPlain(body, front.lines + 1)
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  // Dendron keeps its notes in one folder, and their order in dotted names.
  const isDendron = name.includes('.') && front.has('id') && (front.has('desc') || front.has('updated'))
  const above = isDendron ? name.split('.').slice(0, -1).filter((part) => !/^\d+$/.test(part)).map((part) => part.replaceAll('-', ' ')) : []
  return readBlocks(body, front.lines + 1, { isDendron, above })
}
