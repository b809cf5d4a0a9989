import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { readBlocks } from './blocks.ts'
import { dateOfNote } from './dates.ts'
import { readFrontMatter } from './front-matter.ts'
import { refuseBytes, refuseSize, refuseText } from './gate.ts'
import { toPassages } from './passages.ts'
import { findSecrets } from './secrets.ts'
import type { PassagesOfNote } from './passages.ts'
import type { WithheldReason } from './types.ts'

/** Part of every hash, so that a better reader reads again what an earlier one has read. */
const READER = 'notes-1'

export type Bytes = Readonly<{ kind: 'bytes'; bytes: Uint8Array; hash: string }> | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
export type Text = Readonly<{ kind: 'text'; text: string }> | Readonly<{ kind: 'problem'; message: string }>
export type Parsed =
  | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
  | (Readonly<{ kind: 'parsed'; problem: string | null }> & PassagesOfNote)

/** Reads a file that is still what the walk saw: a plain file, no link, not too large. Throws what the system says. */
export async function readBytes(path: string): Promise<Bytes> {
  // A file that became a link or a pipe since the walk is refused by the system (flags are absent on Windows).
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  try {
    const { size } = await handle.stat()
    const tooLarge = refuseSize(size)
    if (tooLarge !== null) return { kind: 'withheld', reason: tooLarge }
    const buffer = new Uint8Array(size + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    const bytes = buffer.slice(0, length)
    const refusal = refuseSize(length) ?? refuseBytes(bytes)
    if (refusal !== null) return { kind: 'withheld', reason: refusal }
    return { kind: 'bytes', bytes, hash: createHash('sha256').update(READER).update(bytes).digest('hex') }
  } finally {
    await handle.close()
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 only, said when it is something else; line ends become `\n`. */
export function decode(bytes: Uint8Array): Text {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: 'problem', message: 'It is UTF-16, not UTF-8, and was left out. Save it as UTF-8 to have it read.' }
  }
  try {
    return { kind: 'text', text: decoder.decode(bytes).replace(/\r\n?/g, '\n') }
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    return { kind: 'problem', message: 'It is not UTF-8 (an older encoding, perhaps) and was left out. Save it as UTF-8 to have it read.' }
  }
}

/** A note's passages, or why it may not be kept. Everything here is in memory. */
export function parseNote(file: string, text: string, modifiedAt: number): Parsed {
  const front = readFrontMatter(text)
  const body = text.split('\n').slice(front.lines).join('\n')
  const reason = refuseText(file, front, body)
  if (reason !== null) return { kind: 'withheld', reason }
  const blocks = readBlocks(body, front.lines + 1)
  const parts = toPassages(file, blocks, dateOfNote(file, front, modifiedAt), findSecrets(text))
  const problem = front.problem === null ? null : `Its front matter could not be read (${front.problem}); the note itself was.`
  return { kind: 'parsed', problem, ...parts }
}
