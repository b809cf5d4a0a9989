import { z } from 'zod'
import { THREAD_STATES } from '../contract/index.ts'
import type { ThreadState } from '../contract/index.ts'
import { aimsOf, inOrder, mentionKey } from '../propose/aims.ts'
import type { Aim, Mention } from '../propose/aims.ts'
import { NO_JOINS } from '../propose/gather.ts'
import type { SettingRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'
import type { Items } from './items.ts'
import type { Entry } from './notebook.ts'
import { NO_TYPING } from './typing.ts'
import type { Typing } from './typing.ts'

/** What the person said of a thread. `key` is that of its words, so that it holds however the thread grows; no words are kept. */
const correction = z.object({ key: z.string(), passageId: z.string(), state: z.enum(THREAD_STATES).nullable(), wrong: z.boolean(), at: z.number() })
export type Correction = z.infer<typeof correction>

/** A thread as it stands: read off the words, unless the person said otherwise. */
export type Standing = Aim & Readonly<{ stateBy: 'words' | 'person' }>

export type Aims = Readonly<{
  /** The last spoken of first; without those that the person called wrong. */
  all: () => readonly Standing[]
  /** Every sentence that says something of an aim, whether or not it belongs to one. */
  mentions: () => readonly Mention[]
  /** By its id, or by that of any of its mentions; one that was called wrong too. */
  find: (id: string) => Standing | null
  /** The keys of words that belong to something done, dropped or wrongly taken for an aim. */
  closed: () => ReadonlySet<string>
  /** The keys of words that the person called no aim. */
  wrong: () => ReadonlySet<string>
  refresh: () => Promise<void>
  correct: (aim: Aim, changes: Readonly<{ state?: ThreadState | null | undefined; wrong?: boolean | undefined }>, at: number) => Promise<void>
}>

type AimsParts = Readonly<{ store: Pick<Store, 'settings' | 'say'>; items: Items; compute: Compute; entries: () => ReadonlyMap<string, Entry>; typing?: Typing | undefined }>

const CORRECTIONS = 'threads.corrections'

function correctionsOf(store: Pick<Store, 'settings'>): readonly Correction[] {
  return z.array(correction).catch([]).parse(store.settings.get(CORRECTIONS)?.value ?? [])
}

/** The setting without what was said of threads in these passages; null where it stays as it is. */
export function correctionsWithout(store: Pick<Store, 'settings'>, passageIds: ReadonlySet<string>): SettingRow | null {
  const before = correctionsOf(store)
  const rest = before.filter(({ passageId }) => !passageIds.has(passageId))
  return rest.length === before.length ? null : { key: CORRECTIONS, value: rest }
}

export function openAims({ store, items, compute, entries, typing = NO_TYPING }: AimsParts): Aims {
  let mentions: readonly Mention[] = []
  let joins = NO_JOINS
  let gathered: readonly Aim[] = []

  async function refresh(): Promise<void> {
    const found = [...entries().values()].flatMap(({ intents, place }) => intents.map((intent) => ({ intent, place })))
    const weighed = typing.weigh(found.map(({ intent }) => intent))
    const said = inOrder(found.map(({ place: { sourceId, file, heading, lineStart, lineEnd, date } }, index) => ({ ...weighed[index]!, sourceId, file, heading, line: lineStart, lineEnd, date })))
    const known = sameFromTheFirst(mentions, said)
    // Most notes that are saved say nothing new of any aim.
    if (known === said.length && known === mentions.length) return
    const told = await withVectors(said, known)
    joins = await compute.gather({ ordered: told, known: { aims: joins.aims.slice(0, known), likeness: joins.likeness.slice(0, known) } })
    gathered = aimsOf(told, joins)
    mentions = told
  }

  /** In one piece of memory that a computing thread shares: their vectors are not copied. */
  async function withVectors(said: readonly Said[], known: number): Promise<readonly Mention[]> {
    const fresh = (await items.many(said.slice(known).map(({ quote }) => ({ text: quote, axes: {} })))).map(({ vector }) => vector)
    const vectors = [...mentions.slice(0, known).map(({ vector }) => vector), ...fresh]
    const size = vectors[0]?.length ?? 0
    const shared = new Float32Array(new SharedArrayBuffer(size * vectors.length * Float32Array.BYTES_PER_ELEMENT))
    for (const [index, vector] of vectors.entries()) shared.set(vector, index * size)
    return said.map((each, index) => ({ ...each, vector: shared.subarray(index * size, (index + 1) * size) }))
  }

  function standing(aim: Aim, corrections: readonly Correction[]): Standing & Readonly<{ wrong: boolean }> {
    const said = corrections.findLast(({ key }) => aim.keys.includes(key))
    if (said?.state == null) return { ...aim, stateBy: 'words', wrong: said?.wrong ?? false }
    const isClosed = said.state === 'done' || said.state === 'dropped'
    const leavesOpen = isClosed ? null : (aim.leavesOpen ?? aim.named)
    return { ...aim, state: said.state, probability: 1, leavesOpen, stateBy: 'person', wrong: said.wrong }
  }

  const standings = () => {
    const corrections = correctionsOf(store)
    return gathered.map((aim) => standing(aim, corrections))
  }
  const keysOf = (wanted: (each: ReturnType<typeof standing>) => boolean): ReadonlySet<string> => new Set(standings().filter(wanted).flatMap(({ keys }) => keys))
  const last = ({ mentions }: Aim): number => Math.max(...mentions.map(({ date }) => date ?? 0))

  return {
    all: () => standings().filter(({ wrong }) => !wrong).map((aim) => ({ aim, last: last(aim) })).sort((a, b) => b.last - a.last || (a.aim.id < b.aim.id ? -1 : 1)).map(({ aim }) => aim),
    mentions: () => mentions,
    find: (id) => standings().find((aim) => aim.id === id) ?? standings().find(({ keys }) => keys.includes(id)) ?? null,
    closed: () => keysOf(({ state, wrong }) => wrong || state === 'done' || state === 'dropped'),
    wrong: () => keysOf(({ wrong }) => wrong),
    refresh,
    correct: async (aim, { state, wrong }, at) => {
      const before = correctionsOf(store)
      const said = before.findLast(({ key }) => aim.keys.includes(key))
      const next: Correction = { key: mentionKey(aim.named.quote), passageId: aim.named.passageId, state: state === undefined ? (said?.state ?? null) : state, wrong: wrong ?? said?.wrong ?? false, at }
      const rest = before.filter(({ key }) => !aim.keys.includes(key))
      await store.say({ settings: [{ key: CORRECTIONS, value: next.state === null && !next.wrong ? rest : [...rest, next] }] })
    },
  }
}

type Said = Omit<Mention, 'vector'>

/** How many of them are the same, from the first on. */
function sameFromTheFirst(before: readonly Said[], now: readonly Said[]): number {
  const differs = now.findIndex((one, index) => {
    const other = before[index]
    return other === undefined || FIELDS.some((field) => one[field] !== other[field])
  })
  return differs < 0 ? now.length : differs
}

const FIELDS = ['passageId', 'quote', 'kind', 'probability', 'standsAlone', 'turnsAway', 'language', 'sourceId', 'file', 'heading', 'line', 'lineEnd', 'date'] as const satisfies readonly (keyof Said)[]
