import type { Passage } from '../contract/index.ts'
import { isFirstPerson } from '../observe/voice.ts'
import type { AnswerableState } from '../propose/ground.ts'
import type { Surveyed } from '../propose/survey.ts'
import type { MemoryRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'

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
  store: Pick<Store, 'memories'>
  embedderId: string
  compute: Compute
  /** The states for the computing thread, or null where it has them. */
  states: () => Promise<readonly AnswerableState[] | null>
}>

const PORTION = 500

export function openNotebook({ store, embedderId, compute, states }: NotebookParts): Notebook {
  const entries = new Map<string, Entry>()
  const own = new Map<string, OwnPassage>()
  /** Of all that were looked at. */
  let looked: ReadonlyMap<string, string> = new Map()

  async function refresh(): Promise<boolean> {
    const marks = new Map(await store.memories.marks(embedderId))
    const gone = [...looked.keys()].filter((id) => !marks.has(id))
    for (const id of gone) forget(id)
    const wanted = [...marks].flatMap(([id, mark]) => (looked.get(id) === mark ? [] : [id])).sort()
    for (let start = 0; start < wanted.length; start += PORTION) {
      const rows = await store.memories.withVectors(embedderId, wanted.slice(start, start + PORTION))
      const surveyed = new Map((await compute.survey({ passages: rows, states: await states() })).map((each) => [each.id, each]))
      for (const row of rows) note(row, marks.get(row.id)!, surveyed.get(row.id)!)
      // What went meanwhile was not looked at, and may come back.
      const found = new Set(rows.map(({ id }) => id))
      for (const id of wanted.slice(start, start + PORTION)) if (!found.has(id)) marks.delete(id)
    }
    looked = marks
    return gone.length + wanted.length > 0
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
