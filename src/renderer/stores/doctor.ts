import { create } from 'zustand'
import type { Finding } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { noticeFailure } from './app.ts'

type DoctorState = Readonly<{ findings: readonly Finding[] | null; isLooking: boolean; error: RequestError | null; look: () => Promise<void> }>

/** What works on this machine and what does not. */
export const useDoctor = create<DoctorState>()((set) => ({
  findings: null,
  isLooking: false,
  error: null,
  look: async () => {
    set({ isLooking: true })
    try {
      set({ findings: await client.request('app.doctor', {}), error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
    } finally {
      set({ isLooking: false })
    }
  },
}))
