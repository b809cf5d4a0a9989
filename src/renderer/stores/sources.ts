import { create } from 'zustand'
import type { Source, SourceLoss, SourceUses } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { counted } from '../words/numbers.ts'
import { purgeSentence } from '../words/purge.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

type Removed = Readonly<{ name: string; passages: number; proposals: number; rows: number }>

type SourcesState = Readonly<{
  sources: readonly Source[] | null
  error: RequestError | null
  /** What the last removal took with it; stays until the place is left. */
  removed: Removed | null
  /** What removing a source would take away; nothing of it has happened. */
  loss: Readonly<{ sourceId: string; loss: SourceLoss }> | null
  load: () => Promise<void>
  add: (path: string | null, folders: readonly string[], uses: SourceUses) => Promise<Source>
  readAgain: (source: Source) => Promise<void>
  pause: (source: Source, paused: boolean) => Promise<void>
  setUses: (source: Source, uses: SourceUses) => Promise<void>
  lookAtRemoval: (source: Source) => Promise<void>
  remove: (source: Source) => Promise<void>
  forgetRemoved: () => void
}>

export const useSources = create<SourcesState>()((set, get) => {
  const attempt = attempting(set)
  const put = (source: Source): void => set(({ sources }) => ({ sources: upsert(sources ?? [], source) }))
  return {
    sources: null,
    error: null,
    removed: null,
    loss: null,
    load: async () => {
      await attempt('The sources could not be read.', async () => set({ sources: await client.request('sources.list', {}) }))
    },
    add: async (path, folders, uses) => {
      const source = await client.request('sources.add', { path, folders: [...folders], uses })
      put(source)
      return source
    },
    readAgain: async ({ id }) => {
      await attempt('The source was not read again.', async () => put(await client.request('sources.readAgain', { id })))
    },
    pause: async ({ id }, paused) => {
      await attempt('The source was not paused.', async () => put(await client.request('sources.pause', { id, paused })))
    },
    setUses: async ({ id }, uses) => {
      await attempt('What it may be used for was not changed.', async () => put(await client.request('sources.setUses', { id, uses })))
    },
    lookAtRemoval: async ({ id, name }) => {
      set({ loss: null })
      await attempt('What would go with it could not be worked out.', async () => {
        const loss = await client.request('sources.previewRemove', { id })
        set({ loss: { sourceId: id, loss } })
        say(`Preview of removing ${name}. ${purgeSentence(loss)}`)
      })
    },
    remove: async ({ id, name }) => {
      await attempt('The source was not removed.', async () => {
        const gone = await client.request('sources.remove', { id })
        set(({ sources }) => ({ sources: sources?.filter((source) => source.id !== id) ?? null, removed: { name, ...gone } }))
        say(`${name} removed: ${counted(gone.passages, 'passage')}.`)
        await get().load()
      })
    },
    forgetRemoved: () => set({ removed: null }),
  }
})

function upsert(sources: readonly Source[], source: Source): readonly Source[] {
  return sources.some(({ id }) => id === source.id)
    ? sources.map((before) => (before.id === source.id ? source : before))
    : [...sources, source]
}

export function listenToSources(): void {
  client.on('source', (source) => {
    // A last word about a source that was removed meanwhile brings nothing back.
    const { sources, removed } = useSources.getState()
    if (removed && sources && !sources.some(({ id }) => id === source.id)) return
    useSources.setState({ sources: upsert(sources ?? [], source) })
  })
}
