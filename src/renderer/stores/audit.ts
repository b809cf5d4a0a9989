import { create } from 'zustand'
import type { AuditWeek, Claim } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

const FIRST = 4
const MOST = 52

type AuditState = Readonly<{
  weeks: readonly AuditWeek[] | null
  asked: number
  error: RequestError | null
  load: () => Promise<void>
  earlier: () => Promise<void>
  throwOut: (claim: Claim) => Promise<void>
}>

/** What came in, week by week, and what of it counts as evidence. */
export const useAudit = create<AuditState>()((set, get) => {
  const attempt = attempting(set)
  const load = async (): Promise<void> => {
    await attempt('What came in could not be read.', async () => set({ weeks: await client.request('memory.audit', { weeks: get().asked }) }))
  }
  return {
    weeks: null,
    asked: FIRST,
    error: null,
    load,
    earlier: async () => {
      set(({ asked }) => ({ asked: Math.min(MOST, asked * 3) }))
      await load()
    },
    throwOut: async ({ rowId }) => {
      await attempt('It was not thrown out.', async () => {
        await client.request('evidence.remove', { rowId })
        say('Thrown out. What Tacit believes is as if it had never been read.')
        set({ weeks: await client.request('memory.audit', { weeks: get().asked }) })
      })
    },
  }
})

export const canAskEarlier = (asked: number): boolean => asked < MOST
