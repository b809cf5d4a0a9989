import { create } from 'zustand'
import type { AcceptanceWeek, KeptQuiet, Skill } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { noticeFailure } from './app.ts'
import { useToday } from './today.ts'

type TrustState = Readonly<{
  skill: Skill | null
  weeks: readonly AcceptanceWeek[]
  held: readonly KeptQuiet[]
  isPutting: boolean
  error: RequestError | null
  load: () => Promise<void>
  /** Whether it lies in the tray now. */
  put: (id: string) => Promise<boolean>
}>

export const useTrust = create<TrustState>()((set, get) => ({
  skill: null,
  weeks: [],
  held: [],
  isPutting: false,
  error: null,
  load: async () => {
    try {
      const [skill, weeks, held] = await Promise.all([client.request('belief.skill', {}), client.request('trust.weeks', {}), client.request('quiet.list', {})])
      set({ skill, weeks, held, error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
    }
  },
  put: async (id) => {
    if (get().isPutting) return false
    set({ isPutting: true })
    try {
      const tray = await client.request('quiet.put', { id })
      useToday.setState({ tray, opened: null, unsealed: null })
      set({ error: null })
      return true
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
      return false
    } finally {
      set({ isPutting: false })
    }
  },
}))
