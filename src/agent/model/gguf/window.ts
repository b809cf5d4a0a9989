/** Bytes that can be read anywhere: a file, or what a test made of one. */
export type Bytes = Readonly<{
  size: number
  /** Fills `into` from `position` on as far as there are bytes, and returns how many. */
  read: (into: Buffer, position: number) => Promise<number>
}>

/** A header that is longer than this is none that a model has. */
export const MOST_HEADER_BYTES = 64 * 1024 * 1024
const WINDOW_BYTES = 256 * 1024

export class HeaderEnded extends Error {}
export class HeaderTooLong extends Error {}

/** Reads the start of a file in its order, through one small buffer, whatever lengths the file claims. */
export type Window = Readonly<{
  position: () => number
  u32: () => Promise<number>
  /** Beyond 2⁵³ it is Infinity: no length or offset is. */
  u64: () => Promise<number>
  /** These bytes, at most a window of them; valid until the next call. */
  take: (count: number) => Promise<Buffer>
  skip: (count: number) => Promise<void>
  /** Skips so many strings, each a length and its bytes. */
  skipStrings: (count: number) => Promise<void>
}>

/** Throws HeaderEnded where the file ends first, HeaderTooLong beyond the most that a header may have. */
export function openWindow({ size, read }: Bytes): Window {
  const buffer = Buffer.allocUnsafe(WINDOW_BYTES)
  let start = 0
  let at = 0
  let end = 0

  const position = (): number => start + at

  async function need(count: number): Promise<void> {
    if (end - at >= count) return
    if (position() + count > MOST_HEADER_BYTES) throw new HeaderTooLong()
    buffer.copy(buffer, 0, at, end)
    start += at
    end -= at
    at = 0
    while (end < count) {
      const got = await read(buffer.subarray(end), start + end)
      if (got === 0) throw new HeaderEnded()
      end += got
    }
  }

  async function skip(count: number): Promise<void> {
    if (count <= end - at) {
      at += count
      return
    }
    const target = position() + count
    if (target > size) throw new HeaderEnded()
    if (target > MOST_HEADER_BYTES) throw new HeaderTooLong()
    start = target
    at = end = 0
  }

  const length = (): number => {
    const high = buffer.readUInt32LE(at + 4)
    return high > 0x1fffff ? Infinity : high * 2 ** 32 + buffer.readUInt32LE(at)
  }

  return {
    position,
    skip,
    u32: async () => {
      await need(4)
      at += 4
      return buffer.readUInt32LE(at - 4)
    },
    u64: async () => {
      await need(8)
      const value = length()
      at += 8
      return value
    },
    take: async (count) => {
      await need(count)
      at += count
      return buffer.subarray(at - count, at)
    },
    skipStrings: async (count) => {
      for (let left = count; left > 0; left--) {
        if (end - at < 8) await need(8)
        const bytes = length()
        at += 8
        if (bytes <= end - at) at += bytes
        else await skip(bytes)
      }
    },
  }
}
