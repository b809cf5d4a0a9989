import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of a file in hexadecimal. */
export type DigestOf = (path: string, signal?: AbortSignal) => Promise<string>

/** Reads the file in slices. */
export const fileDigest: DigestOf = async (path, signal) => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
