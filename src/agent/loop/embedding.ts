import type { Embedder } from '../model/embedder.ts'
import type { Store } from '../store/types.ts'
import { openSieve } from './sieve.ts'
import type { Sieve } from './sieve.ts'

type Parts = Readonly<{ store: Pick<Store, 'memories'>; embedder: Pick<Embedder, 'id' | 'embed'> }>
type Wanted = Readonly<{ sourceId: string; files?: readonly string[]; signal: AbortSignal; onWritten?: (done: number, total: number) => void }>

const PASSAGES_PER_WRITE = 256
/** An export may have millions that wait. */
const PASSAGES_AT_A_TIME = 4096
const WRITES_BETWEEN_GATHERING = 32
/** So many that no lane of the embedder waits for the next text, and so few that whoever asks for a vector meanwhile does not wait. */
const TEXTS_AT_A_TIME = 4

/**
 * Gives the passages that have none their vectors, the newest first; a text whose vector is known is not computed again. While one portion
 * is written the next is computed. Stops between texts where it is told to, and what was computed by then is kept.
 */
export async function embedWaiting({ store, embedder }: Parts, { sourceId, files, signal, onWritten }: Wanted): Promise<void> {
  const total = await store.memories.countWaiting(sourceId, embedder.id, files)
  /** Of the texts that have vectors: to ask for those of a portion reads all that there are. Null while that is soon done. */
  const sieve = total > PASSAGES_AT_A_TIME ? await sieveOfTexts() : null
  let done = 0
  let writes = 0
  while (done < total && !signal.aborted) {
    const ids = await store.memories.waiting(sourceId, embedder.id, { files, most: PASSAGES_AT_A_TIME })
    if (ids.length === 0) break
    await embed(ids)
  }
  signal.throwIfAborted()

  async function embed(ids: readonly string[]): Promise<void> {
    let writing = Promise.resolve()
    try {
      for (let start = 0; start < ids.length && !signal.aborted; start += PASSAGES_PER_WRITE) {
        const passages = await store.memories.get(ids.slice(start, start + PASSAGES_PER_WRITE))
        const vectors = await vectorsOf(passages.map(({ text }) => text), signal)
        await writing
        done += passages.length
        writing = write(new Map(passages.flatMap(({ id, text }) => (vectors.has(text) ? [[id, vectors.get(text)!] as const] : []))), [...vectors.keys()], done)
        // It is told below; until then it is no crash.
        writing.catch(() => undefined)
      }
    } finally {
      await writing
    }
  }

  async function write(vectors: ReadonlyMap<string, Float32Array>, texts: readonly string[], until: number): Promise<void> {
    await store.memories.giveVectors(embedder.id, vectors)
    for (const text of texts) sieve?.add(text)
    writes += 1
    if (writes % WRITES_BETWEEN_GATHERING === 0) await store.memories.gather()
    onWritten?.(Math.min(total, until), total)
  }

  async function sieveOfTexts(): Promise<Sieve> {
    const made = openSieve()
    await store.memories.eachText(embedder.id, made.add)
    return made
  }

  async function vectorsOf(texts: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Float32Array>> {
    const known = new Map(await store.memories.vectorsOf(embedder.id, [...new Set(texts)].filter((text) => sieve === null || sieve.mayHold(text))))
    const missing = new Set(texts.filter((text) => !known.has(text))).values()
    // Each lane takes the next text as soon as it has one done.
    const lanes = Array.from({ length: TEXTS_AT_A_TIME }, async () => {
      for (const text of missing) {
        known.set(text, (await embedder.embed([text]))[0]!)
        if (signal.aborted) return
      }
    })
    const failure = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected')
    if (failure) throw failure.reason
    return known
  }
}
