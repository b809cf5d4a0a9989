import { create } from 'zustand'
import type { NetworkUse } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { attempting } from './attempt.ts'

type NetworkState = Readonly<{ use: NetworkUse | null; error: RequestError | null; load: () => Promise<void> }>

/** All that went through the one door to the network. */
export const useNetwork = create<NetworkState>()((set) => {
  const attempt = attempting(set)
  return {
    use: null,
    error: null,
    load: async () => {
      await attempt('The counter could not be read.', async () => set({ use: await client.request('network.use', {}) }))
    },
  }
})
