import { create } from 'zustand'
import type { PrincipleNear, PrincipleText, PrincipleView } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

type PrinciplesState = Readonly<{
  principles: readonly PrincipleView[] | null
  /** The states to be judged for what is being written; null where nothing is. */
  near: readonly PrincipleNear[] | null
  isBusy: boolean
  error: RequestError | null
  load: () => Promise<void>
  look: (said: PrincipleText) => Promise<void>
  /** Whether it was kept. */
  save: (id: string | null, said: PrincipleText) => Promise<boolean>
  remove: (principle: PrincipleView) => Promise<void>
  keep: (principle: PrincipleView) => Promise<void>
  leave: () => void
}>

export const usePrinciples = create<PrinciplesState>()((set, get) => {
  const attempt = attempting(set)

  async function act(what: string, action: () => Promise<readonly PrincipleView[]>, words: string): Promise<boolean> {
    if (get().isBusy) return false
    set({ isBusy: true })
    const principles = await attempt(what, action)
    set({ isBusy: false, ...(principles && { principles }) })
    if (principles) say(words)
    return principles !== null
  }

  return {
    principles: null,
    near: null,
    isBusy: false,
    error: null,
    load: async () => {
      await attempt('The principles could not be read.', async () => set({ principles: await client.request('principles.list', {}) }))
    },
    look: async (said) => {
      await attempt('The states near it could not be found.', async () => set({ near: await client.request('principles.near', { ...said, words: [...said.words], keepsOut: [...said.keepsOut], letsIn: [...said.letsIn] }) }))
    },
    save: async (id, said) => {
      const isKept = await act('The principle was not kept.', () => client.request('principles.save', { id, ...said, words: [...said.words], keepsOut: [...said.keepsOut], letsIn: [...said.letsIn] }), 'The principle is kept.')
      if (isKept) set({ near: null })
      return isKept
    },
    remove: async ({ id }) => {
      await act('The principle was not removed.', () => client.request('principles.remove', { id }), 'It is removed in 24 hours.')
    },
    keep: async ({ id }) => {
      await act('What waits was not called off.', () => client.request('principles.keep', { id }), 'It stays as it is.')
    },
    leave: () => set({ near: null, error: null }),
  }
})
