import { create } from 'zustand'
import type { WritingRun } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { runWords } from '../words/writing.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'
import { useModels } from './models.ts'

type WritingState = Readonly<{
  /** When the writing that goes on was asked for. */
  since: number | null
  run: WritingRun | null
  error: RequestError | null
  now: (count: number) => Promise<void>
  /** What is kept by then is the result. */
  stop: () => Promise<void>
}>

/** What the model writes because the person asked. */
export const useWriting = create<WritingState>()((set, get) => {
  const attempt = attempting(set)
  return {
    since: null,
    run: null,
    error: null,
    now: async (count) => {
      if (get().since !== null) return
      set({ since: Date.now(), run: null })
      const run = await attempt('Nothing was written.', () => client.request('writing.now', { count }))
      if (run) say(runWords(run))
      set({ since: null, run })
      await useModels.getState().load()
    },
    stop: async () => void (await attempt('The writing was not ended.', () => client.request('writing.stop', {}))),
  }
})
