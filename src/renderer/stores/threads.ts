import { create } from 'zustand'
import type { ThreadState, ThreadView } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { STATE_WORDS } from '../words/threads.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

const PAGE = 50
/** As many as one request answers. */
const MOST_LISTED = 200
const LOOK_AGAIN_MS = 3000

type ThreadsState = Readonly<{
  /** Null shows every state. */
  filter: ThreadState | null
  /** What is listed was asked for with it; undefined before any is. */
  shown: ThreadState | null | undefined
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
  const page = (offset: number, limit = PAGE) => {
    const { filter } = get()
    return client.request('threads.list', { offset, limit, ...(filter !== null && { state: filter }) })
  }
  const load = async (): Promise<void> => {
    const asked = get().filter
    await attempt('The threads could not be read.', async () => {
      const length = asked === get().shown ? Math.max(PAGE, get().threads.length) : PAGE
      const { total, counts, threads: first, isLooking } = await page(0, Math.min(MOST_LISTED, length))
      let threads = first
      // As far as it was listed already: looking again does not shrink what the person reads.
      while (threads.length < Math.min(length, total) && asked === get().filter) {
        const next = joined(threads, (await page(threads.length, MOST_LISTED)).threads)
        if (next.length === threads.length) break
        threads = next
      }
      if (asked !== get().filter) return
      set({ total, counts, isLooking, threads, shown: asked })
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
    shown: undefined,
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
      await attempt('More threads could not be read.', async () => {
        const { filter, shown } = get()
        if (filter !== shown) return
        const { total, counts, threads } = await page(get().threads.length)
        if (filter === get().filter) set((state) => ({ total, counts, threads: joined(state.threads, threads) }))
      })
    },
    correct: async ({ id }, state) => {
      await attempt('The thread was not corrected.', async () => {
        const corrected = await client.request('threads.correct', { id, state })
        // It stays where it stands until the list is asked for again, even where the filter no longer holds it.
        set(({ threads }) => ({ threads: threads.map((thread) => (thread.id === id && corrected ? corrected : thread)) }))
        await recount()
        say(state === null ? 'Left to your words again.' : `It is kept as ${STATE_WORDS[state].toLowerCase()}.`)
      })
    },
    notAnAim: async ({ id }) => {
      await attempt('The thread is still taken for an aim.', async () => {
        await client.request('threads.correct', { id, wrong: true })
        set(({ threads }) => ({ threads: threads.filter((thread) => thread.id !== id) }))
        await recount()
        say('It is no longer taken for an aim.')
      })
    },
  }
})

/** What was found meanwhile pushes threads on to the next page, where they would come twice. */
function joined(before: readonly ThreadView[], after: readonly ThreadView[]): readonly ThreadView[] {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...after.filter(({ id }) => !known.has(id))]
}
