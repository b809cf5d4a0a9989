import { open, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { replaceFile } from './durable.ts'
import { encodeLine } from './journal-file.ts'
import type { Act, JournalContent, JournalHeader, JournalLine } from './journal-file.ts'
import { openSerial } from '../serial.ts'
import { toWriteError } from './trouble.ts'

export type Journal = Readonly<{
  /** Resolves once the act is synced to disk. `onDisk` is called just before, in the order of the acts. */
  append(act: Act, onDisk: (seq: number) => void): Promise<void>
  /** Drops what the tables hold: the acts up to `header.seq`. */
  trim(header: JournalHeader): Promise<void>
  bytes(): number
  close(): Promise<void>
}>

type Waiting = Readonly<{ act: Act; onDisk: (seq: number) => void; resolve: () => void; reject: (error: Error) => void }>
type Kept = Readonly<{ last: number; line: Buffer }>

const lastOf = ({ from, acts }: JournalLine): number => from + acts.length - 1

export async function createJournal(path: string, header: JournalHeader): Promise<void> {
  await replaceFile(path, encodeLine(header))
}

/** Opens a journal that was read; a torn end is cut off. `settled` is the last act that the tables have. */
export async function openJournal(path: string, { header: found, lines, wholeBytes }: JournalContent, settled: number): Promise<Journal> {
  let seq = Math.max(settled, found.seq, ...lines.map(lastOf))
  let header = encodeLine(found)
  let handle: FileHandle | null = await open(path, 'r+')
  let size = wholeBytes
  let isTorn = (await stat(path)).size !== wholeBytes
  let kept: Kept[] = lines.map((line) => ({ last: lastOf(line), line: encodeLine(line) }))
  let waiting: Waiting[] = []
  const inTurn = openSerial()
  await cutTorn()
  // What a crash left of an earlier trim may hold what was forgotten since.
  await rm(`${path}.new`, { force: true })

  async function cutTorn(): Promise<FileHandle> {
    handle ??= await open(path, 'r+')
    if (isTorn) {
      await handle.truncate(size)
      await handle.sync()
      isTorn = false
    }
    return handle
  }

  /** All that waits goes to disk as one line with one sync: on disk as a whole, or not at all. */
  async function writeWaiting(): Promise<void> {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      const line = encodeLine({ from: seq + 1, acts: group.map(({ act }) => act) })
      const file = await cutTorn()
      isTorn = true
      await writeFully(file, line, size)
      await file.datasync()
      isTorn = false
      size += line.length
      kept.push({ last: seq + group.length, line })
    } catch (thrown) {
      // Only tries: where it fails, the next write or the next open cuts the end off.
      await cutTorn().catch(() => undefined)
      for (const { reject } of group) reject(toWriteError(thrown, path))
      return
    }
    for (const { onDisk, resolve } of group) {
      seq += 1
      onDisk(seq)
      resolve()
    }
  }

  async function rewrite(wanted: JournalHeader): Promise<void> {
    const fresh = encodeLine(wanted)
    const rest = kept.filter(({ last }) => last > wanted.seq)
    if (rest.length === kept.length && fresh.equals(header)) return
    const content = Buffer.concat([fresh, ...rest.map(({ line }) => line)])
    try {
      await handle?.close()
      handle = null
      await replaceFile(path, content, () => {
        kept = rest
        header = fresh
        size = content.length
        isTorn = false
      })
    } catch (thrown) {
      throw toWriteError(thrown, path)
    }
  }

  return {
    append(act, onDisk) {
      return new Promise((resolve, reject) => {
        waiting.push({ act, onDisk, resolve, reject })
        void inTurn(writeWaiting)
      })
    },
    trim: (wanted) => inTurn(() => rewrite(wanted)),
    bytes: () => size,
    close: () => inTurn(async () => {
      await handle?.close()
      handle = null
    }),
  }
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
