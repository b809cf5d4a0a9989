import type { LibraryState, Passage, Quote } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import { textKey } from '../model/text-key.ts'
import type { Items } from './items.ts'
import type { Embedder } from '../model/embedder.ts'
import { ground } from '../propose/ground.ts'
import { findThreads } from '../propose/threads.ts'
import type { Thread } from '../propose/threads.ts'
import type { Store } from '../store/types.ts'

/** Which library states answer something in the person's notes, and with which exact words. */
export type Groundings = Readonly<{
  /** The quotes that a state answers, the best first; empty where it answers none. */
  of: (stateId: string) => readonly Quote[]
  /** States that the notes already hold. */
  isKnown: (stateId: string) => boolean
  count: () => number
  /** Looks through all passages again. */
  refresh: () => Promise<void>
  /** Keys of the vectors that were computed for quotes of these passages. */
  vectorKeys: (passages: readonly Passage[]) => readonly string[]
}>

type GroundingsParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  items: Items
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
}>

export function openGroundings({ store, embedder, items, library, libraryItems }: GroundingsParts): Groundings {
  let quotes = new Map<string, readonly Quote[]>()
  let known = new Set<string>()
  const states = library.map((state) => ({ id: state.id, text: state.text, area: state.area, vector: libraryItems.get(state.id)!.vector }))

  async function refresh(): Promise<void> {
    const passages = new Map<string, Passage & { vector: Float32Array }>()
    for await (const portion of store.memories.each(embedder.id)) for (const row of portion) passages.set(row.id, row)
    const all = [...passages.values()]
    const threads = findThreads(all)
    const vectors = await items.many(threads.map((thread) => ({ text: thread.quote, axes: {} })))
    const found = ground(
      threads.map((thread, index) => ({ ...thread, vector: vectors[index]!.vector })),
      states,
      all,
    )
    const names = new Map(store.sources.all().map((source) => [source.id, source.name]))
    const next = new Map<string, Quote[]>()
    for (const { stateId, passageId, quote } of found.groundings) {
      const passage = passages.get(passageId)!
      const { sourceId, file, heading, lineStart, lineEnd, date } = passage
      const entry: Quote = { passageId, sourceId, file, heading, lineStart, lineEnd, date, text: quote, sourceName: names.get(sourceId) ?? '' }
      next.set(stateId, [...(next.get(stateId) ?? []), entry])
    }
    quotes = next
    known = new Set(found.known)
  }

  return {
    of: (stateId) => quotes.get(stateId) ?? [],
    isKnown: (stateId) => known.has(stateId),
    count: () => quotes.size,
    refresh,
    vectorKeys: (passages) => findThreads(passages).map((thread: Thread) => textKey(thread.quote)),
  }
}
