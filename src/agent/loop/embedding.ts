import type { Embedder } from '../model/embedder.ts'
import type { Store } from '../store/types.ts'

type Parts = Readonly<{ store: Pick<Store, 'memories'>; embedder: Pick<Embedder, 'id' | 'embed'> }>
type Wanted = Readonly<{ sourceId: string; files?: readonly string[]; signal: AbortSignal; onWritten?: (done: number, total: number) => void }>

const PASSAGES_PER_WRITE = 256
/** Few at a time, so that whoever asks for a vector meanwhile (a search, a written state) waits for few. */
const PASSAGES_AT_A_TIME = 16

/**
 * Gives the passages that have none their vectors, the newest first; a text whose vector is known is not computed again.
 * Stops between a few passages where it is told to, and what was computed by then is kept.
 */
export async function embedWaiting({ store, embedder }: Parts, { sourceId, files, signal, onWritten }: Wanted): Promise<void> {
  const ids = await store.memories.waiting(sourceId, embedder.id, files)
  for (let start = 0; start < ids.length; start += PASSAGES_PER_WRITE) {
    signal.throwIfAborted()
    const passages = await store.memories.get(ids.slice(start, start + PASSAGES_PER_WRITE))
    const texts = [...new Set(passages.map(({ text }) => text))]
    const known = new Map(await store.memories.vectorsOf(embedder.id, texts))
    const missing = texts.filter((text) => !known.has(text))
    for (let at = 0; at < missing.length && !signal.aborted; at += PASSAGES_AT_A_TIME) {
      const some = missing.slice(at, at + PASSAGES_AT_A_TIME)
      const vectors = await embedder.embed(some)
      for (const [index, text] of some.entries()) known.set(text, vectors[index]!)
    }
    await store.memories.giveVectors(embedder.id, new Map(passages.flatMap(({ id, text }) => (known.has(text) ? [[id, known.get(text)!] as const] : []))))
    onWritten?.(Math.min(ids.length, start + PASSAGES_PER_WRITE), ids.length)
  }
  signal.throwIfAborted()
}
