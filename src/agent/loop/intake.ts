import { textKey } from '../model/text-key.ts'
import { breathe } from '../observe/breathe.ts'
import { sameWords } from '../observe/same-words.ts'
import { hasGoneInto, runsOf } from '../observe/runs.ts'
import { keepHeapSmall } from '../observe/chats/garbage.ts'
import type { NoteRead } from '../observe/types.ts'
import type { PassageRow, Store } from '../store/types.ts'
import { forgottenOf } from './forgotten.ts'
import { openSieve } from './sieve.ts'
import type { Sieve } from './sieve.ts'

/**
 * Takes what a reader reads into the store, file by file. Every passage is kept at once with its words; one whose words
 * were known, in the same file or in one that is gone, keeps its id and its vector, so that a renamed note loses nothing.
 */
export type Intake = Readonly<{
  /** Of what the note no longer holds, that which stands in a part that is private now is refused. */
  take: (note: ReadNote) => Promise<void>
  /** The file is gone, or may not be kept any more. Where it may return, its passages wait for a file that holds their words. */
  lose: (file: string, mayReturn: boolean) => void
  /** After the last file: writes what is at hand; what was lost and did not come back goes. */
  finish: () => Promise<void>
  /** What was dropped because it was refused. */
  refused: () => readonly PassageRow[]
  /** How many passages came in or went. */
  changes: () => number
  /** How many passages came in, and how many of them say what another says. */
  arrivals: () => Readonly<{ passages: number; merged: number }>
}>

/** What a known file held until now, in order; what it returns is called once what it holds from now on is kept. */
export type OnEdited = (file: string, before: readonly Readonly<{ id: string; text: string }>[]) => () => void

type Parts = Readonly<{ store: Store; embedderId: string; sourceId: string; known: ReadonlyMap<string, string>; onEdited?: OnEdited }>

type ReadNote = Extract<NoteRead, { kind: 'read' }>

const PASSAGES_PER_WRITE = 2048
const WRITES_BETWEEN_GATHERING = 32
/** From then on there is much to read: all ids are known, and little may lie about. A note that was saved is looked up by itself. */
const WRITES_OF_LITTLE = 2
/** So many are told apart when those that say the same are counted, in 10 MB; an export may hold millions. */
const MOST_TOLD_APART = 100_000

export function openIntake({ store, embedderId, sourceId, known, onEdited }: Parts): Intake {
  /** The ids of passages of files that are gone, by their words: they wait for a file that holds the same. */
  const orphans = new Map<string, string[]>()
  let losing: { file: string; mayReturn: boolean }[] = []
  let pending: ReadNote[] = []
  const refused: PassageRow[] = []
  let size = 0
  let changes = 0
  let merged = 0
  let arrived = 0
  let writes = 0
  /** Of all ids in the store; null while there is too little to read. */
  let sieve: Sieve | null = null
  /** What was said in this reading, by the hash of its words. */
  const said = new Set<string>()

  async function write(): Promise<void> {
    const notes = pending
    pending = []
    size = 0
    await giveUp()
    if (notes.length === 0) return
    const before = groupBy(await store.memories.rowsOf(sourceId, notes.map(({ file }) => file).filter((file) => known.has(file)), embedderId), ({ file }) => file)
    const adopted = await adopt(notes)
    const put: PassageRow[] = []
    const gone: PassageRow[] = []
    const fresh: PassageRow[] = []
    const told: (string | undefined)[] = []
    const refusedHere: PassageRow[] = []
    const edited: (() => void)[] = []
    for (const note of notes) {
      const rows = groupBy(before.get(note.file) ?? [], ({ text }) => text)
      for (const [at, passage] of note.passages.entries()) {
        await breathe()
        const row = { ...passage, sourceId, fileHash: note.hash }
        const match = rows.get(passage.text)?.shift() ?? adopted(passage.text)
        if (match) put.push({ ...match, ...row, id: match.id })
        else {
          fresh.push({ ...row, embedder: '', vector: null })
          told.push(note.said?.[at])
        }
      }
      const left = [...rows.values()].flat()
      const refusedOf = left.filter(wasMadePrivate(note))
      refusedHere.push(...refusedOf)
      if (refusedOf.length === 0 && left.length > 0 && onEdited) edited.push(onEdited(note.file, inOrder(before.get(note.file) ?? [])))
      gone.push(...left)
    }
    const { own, added } = await withOwnIds(fresh, new Set(put.map(({ id }) => id)))
    put.push(...own)
    const ids = new Set([...put, ...added].map(({ id }) => id))
    await store.memories.change({ put, add: added, drop: gone.map(({ id }) => id).filter((id) => !ids.has(id)), mayStay: () => mayStay(forgottenOf(store, sourceId)) })
    for (const areKept of edited) areKept()
    for (const id of ids) sieve?.add(id)
    writes += 1
    if (writes === WRITES_OF_LITTLE) keepHeapSmall()
    if (writes % WRITES_BETWEEN_GATHERING === 0) await store.memories.gather()
    refused.push(...refusedHere.filter(({ id }) => !ids.has(id)))
    changes += fresh.length + gone.length
    for (const [at, { text }] of fresh.entries()) {
      count(told[at] ?? textKey(sameWords(text)))
      await breathe()
    }
  }

  /** Gives out the passages that wait for these words, each once, with their vectors. */
  async function adopt(notes: readonly ReadNote[]): Promise<(text: string) => PassageRow | undefined> {
    if (orphans.size === 0) return () => undefined
    const keys = new Set(notes.flatMap(({ passages }) => passages.map(({ text }) => textKey(text))))
    const ids = [...keys].flatMap((key) => orphans.get(key) ?? [])
    const rows = new Map<string, PassageRow>((await store.memories.get(ids)).map((row) => [row.id, { ...row, embedder: '', vector: null }]))
    for (const row of await store.memories.withVectors(embedderId, ids)) rows.set(row.id, row)
    return (text) => rows.get(orphans.get(textKey(text))?.shift() ?? '')
  }

  function count(words: string): void {
    arrived += 1
    if (said.has(words)) merged += 1
    else if (said.size < MOST_TOLD_APART) said.add(words)
  }

  async function giveUp(): Promise<void> {
    const files = new Map(losing.map(({ file, mayReturn }) => [file, mayReturn]))
    losing = []
    if (files.size === 0) return
    const drop: string[] = []
    for (const row of await store.memories.rowsOf(sourceId, [...files.keys()], embedderId)) {
      if (files.get(row.file) === true) add(orphans, textKey(row.text), row.id)
      else drop.push(row.id)
    }
    await store.memories.change({ put: [], drop })
    changes += drop.length
  }

  /** A moved passage keeps the id that it got where it lay before, so that place may need another. */
  async function withOwnIds(rows: readonly PassageRow[], taken: ReadonlySet<string>): Promise<Readonly<{ own: readonly PassageRow[]; added: readonly PassageRow[] }>> {
    if (sieve === null && writes >= WRITES_OF_LITTLE) sieve = await sieveOfAll()
    const ids = rows.flatMap(({ id }) => (sieve === null || sieve.mayHold(id) ? [id] : []))
    const others = new Map((await store.memories.get(ids)).map((row) => [row.id, row]))
    const own: PassageRow[] = []
    const added: PassageRow[] = []
    for (const row of rows) {
      const other = others.get(row.id)
      const isTaken = taken.has(row.id) || (other !== undefined && (other.file !== row.file || other.sourceId !== sourceId))
      if (isTaken) own.push({ ...row, id: textKey(`${row.id} ${sourceId} ${row.file}`) })
      else if (other !== undefined) own.push(row)
      else added.push(row)
    }
    return { own, added }
  }

  async function sieveOfAll(): Promise<Sieve> {
    const made = openSieve()
    await store.memories.eachId(made.add)
    return made
  }

  return {
    take: async (note) => {
      pending.push(note)
      size += note.passages.length
      if (size >= PASSAGES_PER_WRITE) await write()
    },
    lose: (file, mayReturn) => {
      if (known.has(file)) losing.push({ file, mayReturn })
    },
    finish: async () => {
      await write()
      const rest = [...orphans.values()].flat()
      orphans.clear()
      await store.memories.change({ put: [], drop: rest })
      changes += rest.length
    },
    refused: () => refused,
    changes: () => changes,
    arrivals: () => ({ passages: arrived, merged }),
  }
}

const mayStay = (forgotten: ReadonlySet<string>) => ({ id, text }: PassageRow): boolean => forgotten.size === 0 || (!forgotten.has(id) && !forgotten.has(textKey(text)))

function wasMadePrivate({ passages, withheld }: ReadNote): (row: PassageRow) => boolean {
  const parts = withheld.flatMap(({ runs }) => (runs === undefined ? [] : [runs]))
  const known = parts.filter((runs) => runs !== null)
  const open = parts.length === 0 ? null : runsOf(passages.map(({ text }) => text).join('\n'))
  return ({ text }) => parts.length > 0 && (known.length < parts.length || open === null || hasGoneInto(text, known, open))
}

function inOrder(rows: readonly PassageRow[]): readonly Readonly<{ id: string; text: string }>[] {
  return rows.toSorted((a, b) => a.lineStart - b.lineStart).map(({ id, text }) => ({ id, text }))
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) add(groups, key(item), item)
  return groups
}

function add<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const list = groups.get(key)
  if (list) list.push(item)
  else groups.set(key, [item])
}
