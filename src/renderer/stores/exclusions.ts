import { create } from 'zustand'
import type { Exclusion, Purge } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { purgeSentence } from '../words/purge.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

type Asked = Readonly<{ rule: string; sourceId: string | null; purge: Purge }>

type ExclusionsState = Readonly<{
  exclusions: readonly Exclusion[] | null
  /** What a rule would take away; nothing of it has happened. */
  preview: Asked | null
  /** What the last rule took away. */
  done: Purge | null
  isWorking: boolean
  error: RequestError | null
  load: () => Promise<void>
  look: (rule: string, sourceId: string | null) => Promise<void>
  exclude: () => Promise<void>
  keep: () => void
  letIn: (exclusion: Exclusion) => Promise<void>
}>

/** What may not be read, by rule. */
export const useExclusions = create<ExclusionsState>()((set, get) => {
  const attempt = attempting(set)
  /** One act at a time. What it changes and its end come together, so that what is shown then can take the focus. */
  async function working(what: string, action: () => Promise<Partial<ExclusionsState>>): Promise<void> {
    if (get().isWorking) return
    set({ isWorking: true })
    await attempt(what, async () => set({ ...(await action()), isWorking: false }))
    set({ isWorking: false })
  }
  return {
    exclusions: null,
    preview: null,
    done: null,
    isWorking: false,
    error: null,
    load: async () => {
      await attempt('The rules could not be read.', async () => set({ exclusions: await client.request('exclusions.list', {}) }))
    },
    look: (rule, sourceId) =>
      working('What the rule would take away could not be worked out.', async () => {
        set({ preview: null, done: null })
        const purge = await client.request('exclusions.preview', { rule, sourceId })
        say(`Preview. ${purgeSentence(purge)}`)
        return { preview: { rule, sourceId, purge } }
      }),
    exclude: () =>
      working('The rule was not kept.', async () => {
        const asked = get().preview
        if (!asked) return {}
        const done = await client.request('exclusions.add', { rule: asked.rule, sourceId: asked.sourceId })
        say(`Excluded. ${purgeSentence(done)}`)
        return { preview: null, done, exclusions: await client.request('exclusions.list', {}) }
      }),
    keep: () => set({ preview: null, done: null }),
    letIn: ({ id, rule }) =>
      working('The rule was not taken away.', async () => {
        const exclusions = await client.request('exclusions.remove', { id })
        say(`${rule} is no longer excluded.`)
        return { exclusions, done: null }
      }),
  }
})
