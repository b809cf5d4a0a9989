import { create } from 'zustand'
import type { AcceptanceWeek, KeptQuiet, Skill } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { noticeFailure } from './app.ts'
import { useToday } from './today.ts'

type Part = 'skill' | 'weeks' | 'held' | 'put'

type TrustState = Readonly<{
  skill: Skill | null
  weeks: readonly AcceptanceWeek[] | null
  held: readonly KeptQuiet[] | null
  isPutting: boolean
  /** Why a part could not be read or done; the others stay. */
  failed: Readonly<Record<Part, RequestError | null>>
  load: () => Promise<void>
  /** Whether it lies in the tray now. */
  put: (id: string, isForetold: boolean) => Promise<boolean>
}>

export const useTrust = create<TrustState>()((set, get) => {
  async function attempt(part: Part, action: () => Promise<Partial<TrustState>>): Promise<boolean> {
    try {
      const changes = await action()
      set(({ failed }) => ({ ...changes, failed: { ...failed, [part]: null } }))
      return true
    } catch (thrown) {
      const error = noticeFailure(thrown)
      set(({ failed }) => ({ failed: { ...failed, [part]: error } }))
      return false
    }
  }

  return {
    skill: null,
    weeks: null,
    held: null,
    isPutting: false,
    failed: { skill: null, weeks: null, held: null, put: null },
    load: async () => {
      await Promise.all([
        attempt('skill', async () => ({ skill: await client.request('belief.skill', {}) })),
        attempt('weeks', async () => ({ weeks: await client.request('trust.weeks', {}) })),
        attempt('held', async () => ({ held: await client.request('quiet.list', {}) })),
      ])
    },
    put: async (id, isForetold) => {
      if (get().isPutting) return false
      set({ isPutting: true })
      const isThere = await attempt('put', async () => {
        useToday.setState({ tray: await client.request('quiet.put', { id, isForetold }), opened: null, unsealed: null })
        return {}
      })
      set({ isPutting: false })
      return isThere
    },
  }
})
