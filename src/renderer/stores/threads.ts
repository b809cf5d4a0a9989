import { create } from 'zustand'
import type { ThreadState, ThreadView } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { STATE_WORDS } from '../words/threads.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

const PAGE = 50
const LOOK_AGAIN_MS = 3000

type ThreadsState = Readonly<{
  /** Null shows every state. */
  filter: ThreadState | null
  /** How many there are in the state that is shown, and in each. */
  total: number | null
  counts: Readonly<Record<ThreadState, number>> | null
  threads: readonly ThreadView[]
  /** What was read is still being looked through. */
  isLooking: boolean
  error: RequestError | null
  load: () => Promise<void>
  show: (filter: ThreadState | null) => Promise<void>
  more: () => Promise<void>
  /** `state: null` leaves it to the words again. */
  correct: (thread: ThreadView, state: ThreadState | null) => Promise<void>
  notAnAim: (thread: ThreadView) => Promise<void>
}>

/** What the person means to do, as their own words tell it over time. */
export const useThreads = create<ThreadsState>()((set, get) => {
  const attempt = attempting(set)
  const page = (offset: number) => {
    const { filter } = get()
    return client.request('threads.list', { offset, limit: PAGE, ...(filter !== null && { state: filter }) })
  }
  const load = async (): Promise<void> => {
    const asked = get().filter
    await attempt(async () => {
      const { total, counts, threads, isLooking } = await page(0)
      if (asked !== get().filter) return
      set({ total, counts, threads, isLooking })
      if (isLooking) setTimeout(() => asked === get().filter && void load(), LOOK_AGAIN_MS)
    })
  }
  /** The counts after a correction; the list stays as the person sees it. */
  const recount = async (): Promise<void> => {
    const { total, counts } = await client.request('threads.list', { limit: 1, ...(get().filter !== null && { state: get().filter! }) })
    set({ total, counts })
  }
  return {
    filter: null,
    total: null,
    counts: null,
    threads: [],
    isLooking: false,
    error: null,
    load,
    show: async (filter) => {
      set({ filter })
      await load()
    },
    more: async () => {
      await attempt(async () => {
        const { total, counts, threads } = await page(get().threads.length)
        set((state) => ({ total, counts, threads: [...state.threads, ...threads] }))
      })
    },
    correct: async ({ id }, state) => {
      await attempt(async () => {
        const corrected = await client.request('threads.correct', { id, state })
        // It stays where it stands until the list is asked for again, even where the filter no longer holds it.
        set(({ threads }) => ({ threads: threads.map((thread) => (thread.id === id && corrected ? corrected : thread)) }))
        await recount()
        say(state === null ? 'Left to your words again.' : `It is kept as ${STATE_WORDS[state].toLowerCase()}.`)
      })
    },
    notAnAim: async ({ id }) => {
      await attempt(async () => {
        await client.request('threads.correct', { id, wrong: true })
        set(({ threads }) => ({ threads: threads.filter((thread) => thread.id !== id) }))
        await recount()
        say('It is no longer taken for an aim.')
      })
    },
  }
})
