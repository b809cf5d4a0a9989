import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** A file in an archive whose directory is gone: where its packed bytes lie. `end` is where they may end at the latest. */
export type FoundEntry = Readonly<{ name: string; start: number; end: number; isDeflated: boolean }>

const HEADER = Buffer.from('PK\x03\x04', 'latin1')
const HEADER_BYTES = 30
const WINDOW = 1024 * 1024
const MAX_FOUND = 50_000
const UNKNOWN = 0xffffffff

/** The files of an archive by the header that stands before each (APPNOTE 4.3.7), in order. */
export async function findEntries(path: string): Promise<readonly FoundEntry[]> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const found: FoundEntry[] = []
    for (let at = await nextHeader(file, 0, size); at !== null && found.length < MAX_FOUND; ) {
      const header = await readHeader(file, at, size)
      if (header === null) {
        at = await nextHeader(file, at + 4, size)
        continue
      }
      const { name, start, packedBytes, isDeflated, isReadable } = header
      const after = packedBytes === null ? await nextHeader(file, start, size) : await nextHeader(file, Math.min(start + packedBytes, size), size)
      const end = Math.min(packedBytes === null ? (after ?? size) : start + packedBytes, size)
      if (isReadable && end > start && !name.endsWith('/')) found.push({ name, start, end, isDeflated })
      at = after
    }
    return found
  } finally {
    await file.close()
  }
}

type Header = Readonly<{ name: string; start: number; packedBytes: number | null; isDeflated: boolean; isReadable: boolean }>

/** Null where the four bytes are no header after all. */
async function readHeader(file: FileHandle, at: number, size: number): Promise<Header | null> {
  const fixed = await readAt(file, at, HEADER_BYTES)
  if (fixed.length < HEADER_BYTES || !fixed.subarray(0, 4).equals(HEADER)) return null
  const flags = fixed.readUInt16LE(6)
  const method = fixed.readUInt16LE(8)
  const packed = fixed.readUInt32LE(18)
  const nameBytes = fixed.readUInt16LE(26)
  const extraBytes = fixed.readUInt16LE(28)
  const start = at + HEADER_BYTES + nameBytes + extraBytes
  if (nameBytes === 0 || nameBytes > 4096 || start > size) return null
  const rest = await readAt(file, at + HEADER_BYTES, nameBytes + extraBytes)
  const name = rest.subarray(0, nameBytes).toString('utf8').replaceAll('\\', '/')
  const isStreamed = (flags & 8) !== 0
  const packedBytes = packed === UNKNOWN ? largeSize(rest.subarray(nameBytes)) : packed === 0 && isStreamed ? null : packed
  return { name, start, packedBytes, isDeflated: method === 8, isReadable: (flags & 1) === 0 && (method === 8 || (method === 0 && !isStreamed)) }
}

/** The packed size in the extra field of files over 4 GB: id 1, then both sizes of eight bytes. */
function largeSize(extra: Buffer): number | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1 && length >= 16 && at + 20 <= extra.length) {
      const bytes = Number(extra.readBigUInt64LE(at + 12))
      return bytes > 0 ? bytes : null
    }
    at += 4 + length
  }
  return null
}

async function nextHeader(file: FileHandle, from: number, size: number): Promise<number | null> {
  for (let at = from; at < size; at += WINDOW) {
    const window = await readAt(file, at, WINDOW + HEADER.length - 1)
    const index = window.indexOf(HEADER)
    if (index !== -1) return at + index
  }
  return null
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}
