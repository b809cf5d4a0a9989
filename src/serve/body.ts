import type { IncomingMessage } from 'node:http'

export const MAX_BODY_BYTES = 8_000_000

export type Body = Readonly<{ value: unknown }> | Readonly<{ refused: 400 | 413 | 415 }>

/** Reads a JSON body; an empty one is `{}`. The type must be said, so that no plain form of another page can send one. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return { refused: 415 }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { refused: 413 }
  const text = await readText(request)
  if (text === null) return { refused: 413 }
  try {
    return { value: text === '' ? {} : JSON.parse(text) }
  } catch {
    return { refused: 400 }
  }
}

/** Null where it is too long; the rest is then let through unread, so that the refusal reaches the sender. */
function readText(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_BODY_BYTES) resolve(null)
      else chunks.push(chunk)
    })
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('error', reject)
  })
}
