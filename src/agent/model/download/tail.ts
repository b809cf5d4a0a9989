import type { FileHandle } from 'node:fs/promises'

const WRITTEN_AT_ONCE = 1 << 20
const WRITTEN_AFTER_MS = 250
const SYNCED_EVERY = 32 << 20

/**
 * Writes at the end of a file, in large pieces and while more comes in. What is not on the disk yet is synced now and then: otherwise
 * a sync of the journal on the same disk, which a rating waits for, would have to take all of it along.
 */
export type Tail = Readonly<{
  /** Takes the bytes; rejects with what an earlier write failed of. */
  append: (bytes: Uint8Array) => Promise<void>
  /** Resolves when all that was taken is written. */
  flush: () => Promise<void>
}>

export function openTail(handle: FileHandle, start: number): Tail {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let position = start
  let unsynced = 0
  let writtenAt = performance.now()
  let writing: Promise<void> = Promise.resolve()
  let syncing: Promise<void> | null = null

  async function write(pieces: readonly Uint8Array[], bytes: number): Promise<void> {
    const { bytesWritten } = await handle.writev(pieces, position)
    if (bytesWritten < bytes) await writeAll(handle, Buffer.concat(pieces).subarray(bytesWritten), position + bytesWritten)
    position += bytes
    unsynced += bytes
    if (unsynced < SYNCED_EVERY || syncing) return
    unsynced = 0
    syncing = handle.datasync().finally(() => (syncing = null))
    // A disk that fails tells the last sync as well, which is waited for.
    syncing.catch(() => undefined)
  }

  async function pass(): Promise<void> {
    await writing
    if (waitingBytes === 0) return
    writing = write(waiting, waitingBytes)
    // Whoever comes next is told of a failure.
    writing.catch(() => undefined)
    waiting = []
    waitingBytes = 0
    writtenAt = performance.now()
  }

  return {
    append: async (bytes) => {
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes >= WRITTEN_AT_ONCE || performance.now() - writtenAt > WRITTEN_AFTER_MS) await pass()
    },
    flush: async () => {
      await pass()
      await writing
      await syncing
    },
  }
}

/** A disk that fills up takes a part of what it is given and refuses the next. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
