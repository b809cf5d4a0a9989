import type { Passage } from '../contract/index.ts'
import { isFirstPerson } from '../observe/voice.ts'
import type { AnswerableState } from '../propose/ground.ts'
import type { Surveyed } from '../propose/survey.ts'
import type { MemoryRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'

/** What a passage says by itself, and where it stands. `isOwn`: dated, and in the first person. */
export type Entry = Surveyed & Readonly<{ place: Omit<Passage, 'text'>; mark: string; isOwn: boolean }>

/** What all passages say, kept while they do not change: one saved note costs the reading of that note. */
export type Notebook = Readonly<{
  entries: () => ReadonlyMap<string, Entry>
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

  async function refresh(): Promise<boolean> {
    const marks = await store.memories.marks(embedderId)
    const gone = [...entries.keys()].filter((id) => !marks.has(id))
    for (const id of gone) entries.delete(id)
    const wanted = [...marks].flatMap(([id, mark]) => (entries.get(id)?.mark === mark ? [] : [id])).sort()
    for (let start = 0; start < wanted.length; start += PORTION) {
      const rows = await store.memories.withVectors(embedderId, wanted.slice(start, start + PORTION))
      const surveyed = new Map((await compute.survey({ passages: rows, states: await states() })).map((each) => [each.id, each]))
      for (const row of rows) entries.set(row.id, entryOf(row, marks.get(row.id)!, surveyed.get(row.id)!))
    }
    return gone.length + wanted.length > 0
  }

  return { entries: () => entries, refresh }
}

function entryOf({ text, vector: _vector, embedder: _embedder, ...place }: MemoryRow, mark: string, surveyed: Surveyed): Entry {
  return { ...surveyed, place, mark, isOwn: place.speaker === 'person' && place.date !== null && isFirstPerson(text.toLowerCase()) }
}
