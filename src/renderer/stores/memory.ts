import { create } from 'zustand'
import type { PassageView, SearchHit, Speaker, Withheld } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { counted } from '../words/numbers.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

const PAGE = 50
/** As many as one request answers. */
const MOST_LISTED = 200
/** As many as a search answers. */
export const MOST_FOUND = 100

type Listed = Readonly<{ total: number; hits: readonly SearchHit[]; hasMore: boolean }>
type Forgotten = Readonly<{ passages: number; proposals: number; rows: number }>

/** Which passages are shown: by words and meaning, of one source, of one speaker. */
export type Wanted = Readonly<{ query: string; sourceId: string | null; speaker: Speaker | null }>

type MemoryState = Readonly<{
  wanted: Wanted
  /** What the hits were asked for with; another than `wanted` until the answer is there. */
  shown: Wanted | null
  hits: readonly SearchHit[]
  /** Of a list, how many there are; of a search, how many were found among the first that were asked for. */
  total: number | null
  hasMore: boolean
  withheld: readonly Withheld[]
  /** Shown by its address even where the list does not hold it. */
  opened: PassageView | null
  forgotten: Forgotten | null
  error: RequestError | null
  load: () => Promise<void>
  search: (wanted: Partial<Wanted>) => Promise<void>
  more: () => Promise<void>
  open: (id: string) => Promise<void>
  forget: (passage: PassageView) => Promise<void>
  close: () => void
}>

export const useMemory = create<MemoryState>()((set, get) => {
  const attempt = attempting(set)
  let turn = 0

  const filters = () => {
    const { sourceId, speaker } = get().wanted
    return { ...(sourceId !== null && { sourceId }), ...(speaker !== null && { speaker }) }
  }

  async function page(offset: number, limit = PAGE) {
    const { total, passages } = await client.request('memory.passages', { ...filters(), offset, limit })
    const hits = passages.map((passage): SearchHit => ({ passage, by: 'words', ranges: [] }))
    return { total, hits, hasMore: hits.length > 0 && offset + hits.length < total }
  }

  /** The list from its beginning, as far as it was shown already: what is read again does not shrink under the person. */
  async function list(isAsked: () => boolean) {
    const { wanted, shown, hits } = get()
    const length = wanted === shown ? Math.max(PAGE, hits.length) : PAGE
    let listed: Listed = await page(0, Math.min(MOST_LISTED, length))
    while (listed.hasMore && listed.hits.length < length && isAsked()) {
      const next = await page(listed.hits.length, MOST_LISTED)
      listed = { ...next, hits: joined(listed.hits, next.hits) }
    }
    return listed
  }

  async function find(limit: number) {
    const hits = await client.request('memory.search', { ...filters(), query: get().wanted.query, limit })
    return { total: hits.length, hits, hasMore: hits.length === limit && limit < MOST_FOUND }
  }

  /** Only the answer to the latest question is taken. */
  async function latest(ask: (isAsked: () => boolean) => Promise<Partial<MemoryState>>): Promise<void> {
    const mine = ++turn
    const { wanted } = get()
    await attempt('The passages could not be read.', async () => {
      const answer = await ask(() => mine === turn)
      if (mine === turn) set({ ...answer, shown: wanted })
    })
  }
  const refresh = (): Promise<void> => latest((isAsked) => (get().wanted.query === '' ? list(isAsked) : find(PAGE)))

  return {
    wanted: { query: '', sourceId: null, speaker: null },
    shown: null,
    hits: [],
    total: null,
    hasMore: false,
    withheld: [],
    opened: null,
    forgotten: null,
    error: null,
    load: async () => {
      await Promise.all([refresh(), attempt('What was kept out could not be read.', async () => set({ withheld: await client.request('memory.withheld', {}) }))])
    },
    search: async (wanted) => {
      set((state) => ({ wanted: { ...state.wanted, ...wanted } }))
      await refresh()
    },
    more: async () => {
      const { wanted, shown, hits } = get()
      // What follows is asked for once it is known what it follows.
      if (wanted !== shown) return
      await latest(async () => {
        if (wanted.query !== '') return find(Math.min(MOST_FOUND, hits.length + PAGE))
        const next = await page(hits.length)
        return { ...next, hits: joined(hits, next.hits) }
      })
    },
    open: async (id) => {
      await attempt('The passage could not be opened.', async () => set({ opened: await client.request('memory.passage', { id }), forgotten: null }))
    },
    forget: async (passage) => {
      await attempt('The passage was not forgotten.', async () => {
        const forgotten = await client.request('memory.forget', { passageId: passage.id })
        say(`Forgotten: ${counted(forgotten.passages, 'passage')}.`)
        set({ forgotten, opened: null })
        await get().load()
      })
    },
    close: () => set({ opened: null, forgotten: null }),
  }
})

/** What was added meanwhile pushes passages on to the next page, where they would come twice. */
function joined(before: readonly SearchHit[], after: readonly SearchHit[]): readonly SearchHit[] {
  const known = new Set(before.map(({ passage }) => passage.id))
  return [...before, ...after.filter(({ passage }) => !known.has(passage.id))]
}
