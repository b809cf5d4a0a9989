import { create } from 'zustand'
import type { Skill } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { noticeFailure } from './app.ts'

type TrustState = Readonly<{ skill: Skill | null; error: RequestError | null; load: () => Promise<void> }>

export const useTrust = create<TrustState>()((set) => ({
  skill: null,
  error: null,
  load: async () => {
    try {
      set({ skill: await client.request('belief.skill', {}), error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
    }
  },
}))
