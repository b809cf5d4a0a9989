import { create } from 'zustand'
import type { PassageView, Withheld } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { counted } from '../words/numbers.ts'
import { say } from './announcer.ts'
import { noticeFailure } from './app.ts'

const PAGE = 30

type Forgotten = Readonly<{ passages: number; proposals: number; rows: number }>

type MemoryState = Readonly<{
  query: string
  sourceId: string | null
  total: number | null
  passages: readonly PassageView[]
  withheld: readonly Withheld[]
  /** Shown by its address even where the list does not hold it. */
  opened: PassageView | null
  forgotten: Forgotten | null
  error: RequestError | null
  load: () => Promise<void>
  search: (query: string, sourceId: string | null) => Promise<void>
  more: () => Promise<void>
  open: (id: string) => Promise<void>
  forget: (passage: PassageView) => Promise<void>
  close: () => void
}>

export const useMemory = create<MemoryState>()((set, get) => {
  let turn = 0

  async function page(offset: number) {
    const { query, sourceId } = get()
    return client.request('memory.passages', { query, offset, limit: PAGE, ...(sourceId === null ? {} : { sourceId }) })
  }

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action()
      set({ error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
    }
  }

  /** Only the answer to the latest question is taken. */
  async function refresh(): Promise<void> {
    const mine = ++turn
    await attempt(async () => {
      const { total, passages } = await page(0)
      if (mine === turn) set({ total, passages })
    })
  }

  return {
    query: '',
    sourceId: null,
    total: null,
    passages: [],
    withheld: [],
    opened: null,
    forgotten: null,
    error: null,
    load: async () => {
      await Promise.all([refresh(), attempt(async () => set({ withheld: await client.request('memory.withheld', {}) }))])
    },
    search: async (query, sourceId) => {
      set({ query, sourceId })
      await refresh()
    },
    more: async () => {
      const mine = ++turn
      await attempt(async () => {
        const { total, passages } = await page(get().passages.length)
        if (mine === turn) set((state) => ({ total, passages: [...state.passages, ...passages] }))
      })
    },
    open: (id) => attempt(async () => set({ opened: await client.request('memory.passage', { id }), forgotten: null })),
    forget: (passage) =>
      attempt(async () => {
        const forgotten = await client.request('memory.forget', { passageId: passage.id })
        say(`Forgotten: ${counted(forgotten.passages, 'passage')}.`)
        set({ forgotten, opened: null })
        await get().load()
      }),
    close: () => set({ opened: null, forgotten: null }),
  }
})
