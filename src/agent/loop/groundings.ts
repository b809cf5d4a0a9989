import type { LibraryState, Passage, Quote } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Embedder } from '../model/embedder.ts'
import { textKey } from '../model/text-key.ts'
import { findThreads } from '../propose/threads.ts'
import type { Thread } from '../propose/threads.ts'
import type { MemoryRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'
import type { Items } from './items.ts'

/** Which library states answer something in the person's notes, and with which exact words. */
export type Groundings = Readonly<{
  /** The quotes that a state answers, the best first; empty where it answers none. */
  of: (stateId: string) => readonly Quote[]
  /** States that the notes already hold. */
  isKnown: (stateId: string) => boolean
  /** Looks through all passages again; calls that come meanwhile share the next run. */
  refresh: () => Promise<void>
  /** Resolves when nothing is being looked through. */
  settled: () => Promise<void>
  /** Keys of the vectors that were computed for quotes of these passages and for their contexts. */
  vectorKeys: (passages: readonly Passage[]) => readonly string[]
}>

type GroundingsParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  items: Items
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  /** The wants that a state answers, by the state's id. */
  answers: ReadonlyMap<string, readonly string[]>
  compute: Compute
}>

export function openGroundings({ store, embedder, items, library, libraryItems, answers, compute }: GroundingsParts): Groundings {
  let quotes = new Map<string, readonly Quote[]>()
  let known: ReadonlySet<string> = new Set()
  let running: Promise<void> | null = null
  let queued: Promise<void> | null = null
  let quotesOf = new Map<string, readonly string[]>()

  const vectorsOf = async (texts: readonly string[]) => (await items.many(texts.map((text) => ({ text, axes: {} })))).map((item) => item.vector)

  async function answerable() {
    const wanted = library.map((state) => answers.get(state.id) ?? [])
    const vectors = await vectorsOf(wanted.flat())
    let at = 0
    return library.map(({ id, text, area }, index) => {
      const wants = wanted[index]!.map((want) => ({ text: want, vector: vectors[at++]! }))
      return { id, text, area, vector: libraryItems.get(id)!.vector, wants }
    })
  }

  async function run(): Promise<void> {
    const passages = new Map<string, MemoryRow>()
    for await (const portion of store.memories.each(embedder.id)) for (const row of portion) passages.set(row.id, row)
    if (passages.size === 0) {
      quotes = new Map()
      known = new Set()
      return
    }
    const all = [...passages.values()]
    const threads: readonly Thread[] = [...findThreads(all), ...(await compute.findReturned({ passages: all }))]
    const vectors = await vectorsOf(threads.map((thread) => thread.quote))
    const contexts = await vectorsOf(threads.map((thread) => thread.context))
    quotesOf = new Map()
    for (const { passageId, quote, context } of threads) quotesOf.set(passageId, [...(quotesOf.get(passageId) ?? []), quote, context])
    const found = await compute.ground({
      threads: threads.map((thread, index) => ({ ...thread, vector: vectors[index]!, contextVector: contexts[index]! })),
      states: await answerable(),
      passages: all.map(({ id, file, text, vector }) => ({ id, file, text, vector })),
      // What is allowed is asked when a card is chosen, so that a change of mind holds at once.
      options: { allowed: ['health', 'self-harm', 'sexuality', 'money', 'others'] },
    })
    const names = new Map(store.sources.all().map((source) => [source.id, source.name]))
    const next = new Map<string, Quote[]>()
    for (const { stateId, passageId, quote } of found.groundings) {
      const { sourceId, file, heading, lineStart, lineEnd, date } = passages.get(passageId)!
      const entry: Quote = { passageId, sourceId, file, heading, lineStart, lineEnd, date, text: quote, sourceName: names.get(sourceId) ?? '' }
      next.set(stateId, [...(next.get(stateId) ?? []), entry])
    }
    quotes = next
    known = new Set(found.known)
  }

  function refresh(): Promise<void> {
    if (running) return (queued ??= running.catch(() => undefined).then(() => {
      queued = null
      return refresh()
    }))
    running = run().finally(() => {
      running = null
    })
    return running
  }

  return {
    of: (stateId) => quotes.get(stateId) ?? [],
    isKnown: (stateId) => known.has(stateId),
    refresh,
    settled: async () => {
      while (running ?? queued) await (queued ?? running)
    },
    vectorKeys: (passages) => {
      const found = [...findThreads(passages).flatMap((thread) => [thread.quote, thread.context]), ...passages.flatMap(({ id }) => quotesOf.get(id) ?? [])]
      return [...new Set(found.map(textKey))]
    },
  }
}
