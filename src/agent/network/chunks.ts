import type { Readable } from 'node:stream'

const MOST_WAITING = 1 << 20

/**
 * The bytes of a body as they come. Unlike the stream's own iterator it gives all that came before a failure, and only then throws:
 * bytes that crossed the network are never thrown away. It begins to take them at once.
 */
export function chunksOf(body: Readable): AsyncIterable<Uint8Array> {
  const waiting: Uint8Array[] = []
  let bytes = 0
  let ended: Readonly<{ error: unknown }> | 'well' | null = null
  let wake: (() => void) | null = null
  const end = (how: typeof ended): void => {
    ended ??= how
    wake?.()
  }
  body.on('data', (chunk: Uint8Array) => {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes >= MOST_WAITING) body.pause()
    wake?.()
  })
  body.once('end', () => end('well'))
  body.on('error', (error: unknown) => end({ error }))
  body.once('close', () => end({ error: new Error('the connection was closed') }))

  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk) {
          bytes -= chunk.length
          if (bytes < MOST_WAITING / 2 && body.isPaused()) body.resume()
          yield chunk
        } else if (ended === 'well') return
        else if (ended) throw ended.error
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
