import { create } from 'zustand'
import type { ProfileDiff, ProfileImport } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'
import { useYou } from './you.ts'

type ProfilesState = Readonly<{
  name: string
  json: string
  diff: ProfileDiff | null
  /** What the ticks would do; null while it is worked out. */
  preview: ProfileImport | null
  done: ProfileImport | null
  isBusy: boolean
  error: RequestError | null
  open: (name: string, json: string) => Promise<void>
  close: () => void
  look: (axes: readonly string[], states: boolean) => Promise<void>
  bring: (axes: readonly string[], states: boolean) => Promise<void>
  takeBack: () => Promise<void>
}>

const NONE = { name: '', json: '', diff: null, preview: null, done: null, isBusy: false, error: null } as const

export const useProfiles = create<ProfilesState>()((set, get) => {
  const attempt = attempting(set)
  let asked = 0

  return {
    ...NONE,
    open: async (name, json) => {
      set({ ...NONE, name, json })
      await attempt('The profile could not be compared.', async () => set({ diff: await client.request('profile.compare', { json }) }))
    },
    close: () => set(NONE),
    look: async (axes, states) => {
      const mine = ++asked
      set({ preview: null })
      if (axes.length === 0 && !states) return
      const preview = await attempt('What it would do could not be worked out.', () => client.request('profile.preview', { json: get().json, axes: [...axes], states }))
      // Another tick came meanwhile.
      if (mine === asked) set({ preview })
    },
    bring: async (axes, states) => {
      if (get().isBusy) return
      set({ isBusy: true })
      await attempt('The profile was not brought in.', async () => {
        const done = await client.request('profile.import', { json: get().json, axes: [...axes], states })
        set({ done })
        say('The profile was brought in. It can be taken back.')
        await useYou.getState().load()
      })
      set({ isBusy: false })
    },
    takeBack: async () => {
      const undoId = get().done?.undoId
      if (!undoId || get().isBusy) return
      set({ isBusy: true })
      await attempt('The profile was not taken back.', async () => {
        useYou.setState({ you: await client.request('profile.takeBack', { undoId }) })
        set({ done: null, preview: null, diff: await client.request('profile.compare', { json: get().json }) })
        say('Taken back.')
      })
      set({ isBusy: false })
    },
  }
})
