import type { LibraryState, Quote } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Embedder } from '../model/embedder.ts'
import { textKey } from '../model/text-key.ts'
import { mentionKey } from '../propose/aims.ts'
import { chooseGroundings } from '../propose/ground.ts'
import type { AnswerableState, Grounding } from '../propose/ground.ts'
import { AT_MOST } from '../propose/returned.ts'
import type { Thread } from '../propose/threads.ts'
import { openRepeated } from '../repeated.ts'
import type { Store } from '../store/types.ts'
import { openAims } from './aims.ts'
import type { Aims } from './aims.ts'
import type { Compute } from './compute.ts'
import type { Items } from './items.ts'
import { openNotebook } from './notebook.ts'
import type { Entry } from './notebook.ts'
import { openSalience } from './salience.ts'
import type { Typing } from './typing.ts'
import { usedFor } from './uses.ts'

/** Which library states answer something in the person's notes, and with which exact words. */
export type Groundings = Readonly<{
  /** The quotes that a state answers, the best first; empty where it answers none. */
  of: (stateId: string) => readonly Quote[]
  /** Another one once anything was looked through or chosen anew. */
  mark: () => unknown
  /** States that the notes already hold. */
  isKnown: (stateId: string) => boolean
  /** Looks through what has changed; calls that come meanwhile share the next run. */
  refresh: () => Promise<void>
  /** Resolves when nothing is being looked through. */
  settled: () => Promise<void>
  /** Keys of the vectors that it needs once these passages are gone: of what states answer, of the quotes in all others, and of their contexts. */
  vectorKeysWithout: (passageIds: ReadonlySet<string>) => readonly string[]
  /** The quotes of all threads and mentions, and their contexts. */
  texts: () => readonly string[]
  /** The passages whose words a state answers. */
  passageIds: () => ReadonlySet<string>
  aims: Aims
  /** Chooses again from what was found, after the person said how a thread stands. */
  choose: () => void
}>

type GroundingsParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  version: string
  items: Items
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  /** The wants that a state answers, by the state's id. */
  answers: ReadonlyMap<string, readonly string[]>
  /** How near wants are to those around them, by the key of their text, where that is known of this embedder. */
  crowds: ReadonlyMap<string, number>
  compute: Compute
  /** Resolves when nothing is left that should go before a look through the notes; by default nothing is. */
  first?: () => Promise<void>
  /** A model's reading of the same sentences, where one is worth listening to. */
  typing?: Typing
}>

const PORTION = 200
/** What it may add to the score of a quote: enough to choose among those that answer about as well. */
const SALIENCE = 0.05

export function openGroundings({ store, embedder, version, items, library, libraryItems, answers, crowds, compute, first = async () => undefined, typing }: GroundingsParts): Groundings {
  let quotes = new Map<string, readonly Quote[]>()
  let known: ReadonlySet<string> = new Set()
  let quotesOf = new Map<string, readonly string[]>()
  let isBookOpen = false
  /** The sources that could be used when the notes were last looked through. */
  let allowedBefore: string | null = null
  let typedBefore = 0
  /** What was found for a thread while nothing in its note had changed. */
  let found: ReadonlyMap<string, readonly Grounding[]> = new Map()
  const notebook = openNotebook({ store, embedderId: embedder.id, version, compute, states: booked })
  const aims = openAims({ store, items, compute, entries: notebook.entries, typing })

  const vectorsOf = async (texts: readonly string[]) => (await items.many(texts.map((text) => ({ text, axes: {} })))).map((item) => item.vector)

  /** The states, for a computing thread that does not have them yet. */
  async function booked(): Promise<readonly AnswerableState[] | null> {
    if (isBookOpen) return null
    const wanted = library.map((state) => answers.get(state.id) ?? [])
    const vectors = await vectorsOf(wanted.flat())
    let at = 0
    isBookOpen = true
    return library.map(({ id, text, area }, index) => {
      const wants = wanted[index]!.map((want) => ({ text: want, vector: vectors[at++]!, crowd: crowds.get(textKey(want)) }))
      return { id, text, area, vector: libraryItems.get(id)!.vector, wants }
    })
  }

  async function run(): Promise<void> {
    await first()
    try {
      const hasChanged = await notebook.refresh()
      const allowed = [...usedFor(store, 'proposals')].sort().join(' ')
      const typed = typing?.mark() ?? 0
      if (!hasChanged && allowed === allowedBefore && typed === typedBefore) return
      await aims.refresh()
      await groundNotes()
      allowedBefore = allowed
      typedBefore = typed
    } catch (thrown) {
      // A computing thread that ended has lost the states.
      isBookOpen = false
      allowedBefore = null
      throw thrown
    }
  }

  async function groundNotes(): Promise<void> {
    const mayGround = usedFor(store, 'proposals')
    const entries = [...notebook.entries().values()].filter(({ place }) => mayGround.has(place.sourceId)).sort((a, b) => (a.id < b.id ? -1 : 1))
    const own = notebook.own().filter(({ sourceId }) => mayGround.has(sourceId)).sort((a, b) => b.date - a.date || (a.id < b.id ? -1 : 1)).slice(0, AT_MOST)
    const returned = await compute.findReturned({ passages: await store.memories.withVectors(embedder.id, own.map(({ id }) => id)) })
    const threads = [...entries.flatMap((entry) => entry.threads), ...returned]
    quotesOf = new Map()
    for (const { passageId, quote, context } of threads) quotesOf.set(passageId, [...(quotesOf.get(passageId) ?? []), quote, context])
    const groundings = await answered(threads)
    known = new Set(entries.flatMap((entry) => entry.known))
    found = groundings
    choose()
  }

  /** What is done or dropped, and what the person called no aim, asks for nothing. */
  function choose(): void {
    const closed = aims.closed()
    const aimOf = new Map(aims.all().flatMap((aim) => aim.keys.map((key) => [key, aim])))
    const salience = openSalience(store)
    const usable = [...found.values()].flat().flatMap((each): readonly Grounding[] => {
      const key = mentionKey(each.quote)
      return closed.has(key) ? [] : [{ ...each, score: each.score + SALIENCE * salience.of(each.passageId, aimOf.get(key) ?? null) }]
    })
    quotes = quotesFrom(chooseGroundings(usable, known))
  }

  const entryOf = (passageId: string): Entry => notebook.entries().get(passageId)!
  const keyOf = ({ passageId, kind, strength, quote }: Thread): string => JSON.stringify([passageId, entryOf(passageId).mark, kind, strength, quote])

  /** What answers the threads; only those of notes that have changed are looked up. */
  async function answered(threads: readonly Thread[]): Promise<Map<string, readonly Grounding[]>> {
    const next = new Map<string, readonly Grounding[]>()
    const fresh: Thread[] = []
    for (const thread of threads) {
      const before = found.get(keyOf(thread))
      if (before) next.set(keyOf(thread), before)
      else fresh.push(thread)
    }
    for (let start = 0; start < fresh.length; start += PORTION) {
      const some = fresh.slice(start, start + PORTION)
      const vectors = await vectorsOf(some.flatMap(({ quote, context }) => [quote, context]))
      const withVectors = some.map((thread, index) => ({ ...thread, vector: vectors[2 * index]!, contextVector: vectors[2 * index + 1]! }))
      // What is allowed is asked when a card is chosen, so that a change of mind holds at once.
      const options = { allowed: ['health', 'self-harm', 'sexuality', 'money', 'others'] as const }
      for (const note of await notesOf(some)) {
        const ids = new Set(note.map(({ id }) => id))
        const its = withVectors.filter(({ passageId }) => ids.has(passageId))
        const groundings = await compute.ground({ threads: its, passages: note, states: await booked(), options })
        for (const thread of its) next.set(keyOf(thread), groundings.filter(({ passageId, quote, kind }) => passageId === thread.passageId && quote === thread.quote && kind === thread.kind))
      }
    }
    return next
  }

  /** All passages of the notes that these threads stand in. */
  async function notesOf(threads: readonly Thread[]) {
    const files = new Map<string, Set<string>>()
    for (const { passageId } of threads) {
      const { sourceId, file } = entryOf(passageId).place
      files.set(sourceId, (files.get(sourceId) ?? new Set()).add(file))
    }
    const notes: Readonly<{ id: string; file: string; text: string; vector: Float32Array }>[][] = []
    for (const [sourceId, names] of files) {
      const byFile = new Map<string, (typeof notes)[number]>()
      for (const { id, file, text, vector } of await store.memories.rowsOf(sourceId, [...names], embedder.id)) {
        if (vector === null) continue
        const note = byFile.get(file)
        if (note) note.push({ id, file, text, vector })
        else byFile.set(file, [{ id, file, text, vector }])
      }
      notes.push(...byFile.values())
    }
    return notes
  }

  function quotesFrom(groundings: readonly Grounding[]): Map<string, readonly Quote[]> {
    const names = new Map(store.sources.all().map((source) => [source.id, source.name]))
    const next = new Map<string, Quote[]>()
    for (const { stateId, passageId, quote } of groundings) {
      const { sourceId, file, heading, lineStart, lineEnd, date } = entryOf(passageId).place
      const entry: Quote = { passageId, sourceId, file, heading, lineStart, lineEnd, date, text: quote, sourceName: names.get(sourceId) ?? '' }
      next.set(stateId, [...(next.get(stateId) ?? []), entry])
    }
    return next
  }

  function textsWithout(gone: ReadonlySet<string>): readonly string[] {
    const quoted = [...quotesOf].flatMap(([id, texts]) => (gone.has(id) ? [] : texts))
    return [...quoted, ...aims.mentions().flatMap(({ passageId, quote }) => (gone.has(passageId) ? [] : [quote]))]
  }

  const looking = openRepeated(run)

  return {
    of: (stateId) => quotes.get(stateId) ?? [],
    mark: () => quotes,
    isKnown: (stateId) => known.has(stateId),
    refresh: looking.again,
    settled: looking.settled,
    passageIds: () => new Set([...quotes.values()].flatMap((some) => some.map(({ passageId }) => passageId))),
    texts: () => textsWithout(new Set()),
    vectorKeysWithout: (gone) => [...new Set([...textsWithout(gone), ...[...answers.values()].flat()].map(textKey))],
    aims,
    choose,
  }
}
