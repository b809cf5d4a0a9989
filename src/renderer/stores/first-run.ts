import { create } from 'zustand'
import type { Card, FirstRunStep, Opened } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { announcement } from '../words/opened.ts'
import { say } from './announcer.ts'
import { noticeFailure, useApp } from './app.ts'

type FirstRunState = Readonly<{
  /** Null until the person moves: where they were when they last quit. */
  step: FirstRunStep | null
  card: Card | null
  opened: Opened | null
  error: RequestError | null
  go: (step: FirstRunStep) => void
  finish: () => Promise<void>
  loadSample: () => Promise<void>
  rateSample: (rating: 1 | 2 | 3 | 4 | 5) => Promise<void>
}>

export const useFirstRun = create<FirstRunState>()((set, get) => {
  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action()
      set({ error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
    }
  }
  return {
    step: null,
    card: null,
    opened: null,
    error: null,
    go: (step) => {
      set({ step, error: null })
      void attempt(() => useApp.getState().change({ firstRunStep: step }))
    },
    finish: () =>
      attempt(async () => {
        await useApp.getState().change({ firstRunDone: true })
        useApp.getState().setStatus(await client.request('app.status', {}))
        set({ step: null, opened: null })
      }),
    loadSample: () =>
      attempt(async () => {
        if (!get().card) set({ card: await client.request('sample.card', {}) })
      }),
    rateSample: (rating) =>
      attempt(async () => {
        const opened = await client.request('sample.rate', { rating })
        set({ opened })
        say(announcement(opened).replace(' Undo with Control Z.', ''))
      }),
  }
})
