import type { Passage } from '../contract/index.ts'
import { isFirstPerson } from '../observe/voice.ts'
import type { AnswerableState } from '../propose/ground.ts'
import type { Surveyed } from '../propose/survey.ts'
import type { MemoryRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'
import { openLooked } from './looked.ts'
import type { LookedFile } from './looked.ts'

/** What a passage says by itself, and where it stands. */
export type Entry = Surveyed & Readonly<{ place: Omit<Passage, 'text'>; mark: string }>

/** A passage that is dated, and in the first person. */
export type OwnPassage = Readonly<{ id: string; sourceId: string; date: number }>

/** What all passages say, kept while they do not change: one saved note costs the reading of that note. */
export type Notebook = Readonly<{
  /** Those that say something of an aim, leave something open, or hold a state; most do not. */
  entries: () => ReadonlyMap<string, Entry>
  own: () => readonly OwnPassage[]
  /** Surveys what is new and drops what is gone. True where anything was. */
  refresh: () => Promise<boolean>
}>

type NotebookParts = Readonly<{
  store: Pick<Store, 'memories' | 'home'>
  embedderId: string
  /** The app's: another one may find something else. */
  version: string
  compute: Compute
  /** The states for the computing thread, or null where it has them. */
  states: () => Promise<readonly AnswerableState[] | null>
}>

/** Few enough that a window which asks meanwhile does not wait for their vectors to be unpacked. */
const PORTION = 100
/** So much is looked at again after a start; what is gone is taken out of the book at once. */
const MOST_UNSAVED = 200

export function openNotebook({ store, embedderId, version, compute, states }: NotebookParts): Notebook {
  const book = openLooked(store.home, version, embedderId)
  const entries = new Map<string, Entry>()
  const own = new Map<string, OwnPassage>()
  /** Of all that were looked at. */
  let looked: ReadonlyMap<string, string> | null = null
  let unsaved = 0

  async function refresh(): Promise<boolean> {
    const marks = new Map(await store.memories.marks(embedderId))
    const before = looked ?? (await recalled(marks))
    const gone = [...before.keys()].filter((id) => !marks.has(id))
    for (const id of gone) forget(id)
    const wanted = [...marks].flatMap(([id, mark]) => (before.get(id) === mark ? [] : [id])).sort()
    for (let start = 0; start < wanted.length; start += PORTION) {
      const rows = await store.memories.withVectors(embedderId, wanted.slice(start, start + PORTION))
      const surveyed = new Map((await compute.survey({ passages: rows, states: await states() })).map((each) => [each.id, each]))
      for (const row of rows) note(row, marks.get(row.id)!, surveyed.get(row.id)!)
      // What went meanwhile was not looked at, and may come back.
      const found = new Set(rows.map(({ id }) => id))
      for (const id of wanted.slice(start, start + PORTION)) if (!found.has(id)) marks.delete(id)
    }
    looked = marks
    unsaved += wanted.length
    if (gone.length > 0 || unsaved > MOST_UNSAVED) await save(marks)
    return gone.length + wanted.length > 0
  }

  /** Those that were looked at before the app was closed, and said nothing; what says something is read again. */
  async function recalled(marks: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
    const of = await book.load()
    const found = new Map<string, string>()
    for (const [mark, ids] of byMark(marks)) {
      const file = of(mark)
      if (file === null || file.count !== ids.length) continue
      const says = new Set(file.says)
      for (const id of ids) if (!says.has(id)) found.set(id, mark)
      for (const [id, date] of file.own) own.set(id, { id, sourceId: file.sourceId, date })
    }
    return found
  }

  async function save(marks: ReadonlyMap<string, string>): Promise<void> {
    const files = new Map<string, LookedFile>()
    for (const [mark, ids] of byMark(marks)) {
      const owned = ids.flatMap((id) => own.get(id) ?? [])
      files.set(mark, { count: ids.length, says: ids.filter((id) => entries.has(id)), sourceId: owned[0]?.sourceId ?? '', own: owned.map(({ id, date }) => [id, date]) })
    }
    await book.save(files)
    unsaved = 0
  }

  function forget(id: string): void {
    entries.delete(id)
    own.delete(id)
  }

  function note({ text, vector: _vector, embedder: _embedder, ...place }: MemoryRow, mark: string, surveyed: Surveyed): void {
    const { id, sourceId, date } = place
    forget(id)
    if (surveyed.intents.length + surveyed.threads.length + surveyed.known.length > 0) entries.set(id, { ...surveyed, place, mark })
    if (date !== null && isFirstPerson(text.toLowerCase())) own.set(id, { id, sourceId, date })
  }

  return { entries: () => entries, own: () => [...own.values()], refresh }
}

function byMark(marks: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>()
  for (const [id, mark] of marks) {
    const list = ids.get(mark)
    if (list) list.push(id)
    else ids.set(mark, [id])
  }
  return ids
}
