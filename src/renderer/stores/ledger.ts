import { create } from 'zustand'
import type { EvidenceView } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { attempting } from './attempt.ts'

const PAGE = 100

type LedgerState = Readonly<{
  /** The latest first; null until they are read. */
  rows: readonly EvidenceView[] | null
  total: number
  error: RequestError | null
  load: () => Promise<void>
  more: () => Promise<void>
}>

/** Every row of evidence. */
export const useLedger = create<LedgerState>()((set, get) => {
  const attempt = attempting(set)
  return {
    rows: null,
    total: 0,
    error: null,
    load: async () => {
      await attempt('The ledger could not be read.', async () => {
        const [rows, { rows: learnt }, channels] = await Promise.all([client.request('evidence.list', { limit: PAGE }), client.request('belief.you', {}), client.request('belief.channels', {})])
        const off = channels.filter(({ learns }) => learns === 'off')
        set({ rows, total: off.reduce((sum, channel) => sum + channel.rows, learnt) })
      })
    },
    more: async () => {
      await attempt('More of the ledger could not be read.', async () => {
        const before = get().rows ?? []
        const after = await client.request('evidence.list', { offset: before.length, limit: PAGE })
        // What was said meanwhile pushes rows on to the next page, where they would come twice.
        const known = new Set(before.map(({ rowId }) => rowId))
        const rows = [...before, ...after.filter(({ rowId }) => !known.has(rowId))]
        if (before === get().rows) set({ rows, ...(after.length < PAGE && { total: rows.length }) })
      })
    },
  }
})
