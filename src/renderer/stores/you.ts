import { create } from 'zustand'
import type { AxisDetail, ChannelView, MoodView, RouteInput, Settings, You } from '../../agent/contract/index.ts'
import { client, isMac } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { toward } from '../words/axes.ts'
import { say } from './announcer.ts'
import { useApp } from './app.ts'
import { attempting } from './attempt.ts'

type Band = Readonly<{ mean: number; low: number; high: number }>

/** One row of the ledger at least. */
export type Rows = readonly [number, ...number[]]
/** What forgetting rows would take away. */
export type Loss = Readonly<{ rows: number; proposals: number }>

type YouState = Readonly<{
  you: You | null
  detail: AxisDetail | null
  channels: readonly ChannelView[] | null
  moods: readonly MoodView[] | null
  isMarking: boolean
  /** The files, and what was asked to be in them. */
  profile: Readonly<{ json: string; markdown: string; wanted: RouteInput<'profile.export'> }> | null
  /** The ledger row of the value that was set last, for its Undo. */
  lastSet: Readonly<{ axisId: string; rowId: number }> | null
  error: RequestError | null
  load: () => Promise<void>
  open: (axisId: string) => Promise<void>
  preview: (axisId: string, value: number) => Promise<Band | null>
  setAxis: (axisId: string, value: number) => Promise<void>
  undoSet: () => Promise<void>
  lock: (axisId: string, locked: boolean) => Promise<void>
  without: (rows: Rows, axisId: string) => Promise<Band | null>
  /** Whether they were removed; they can be put back. */
  remove: (rows: Rows, axisId: string) => Promise<boolean>
  putBack: (undoId: number) => Promise<boolean>
  lossOf: (rows: Rows) => Promise<Loss | null>
  /** Whether they were forgotten, for good. */
  forget: (rows: Rows, axisId: string) => Promise<boolean>
  loadChannels: () => Promise<void>
  learnFrom: (channel: ChannelView, isOn: boolean) => Promise<void>
  loadMoods: () => Promise<void>
  markMood: (axisId: string, isMood: boolean) => Promise<void>
  /** The files with only what is named; with nothing named, with all. */
  loadProfile: (wanted: RouteInput<'profile.export'>) => Promise<void>
}>

export const useYou = create<YouState>()((set, get) => {
  const attempt = attempting(set)
  let profileAsked = 0
  let previewAsked = 0
  let previewing: Promise<unknown> = Promise.resolve()

  async function take(detail: AxisDetail): Promise<void> {
    set({ detail, you: await client.request('belief.you', {}) })
  }

  async function show(you: You, axisId: string | null): Promise<void> {
    set({ you, detail: axisId === null ? null : await client.request('belief.axis', { id: axisId }) })
  }

  return {
    you: null,
    detail: null,
    channels: null,
    moods: null,
    isMarking: false,
    profile: null,
    lastSet: null,
    error: null,
    load: async () => {
      await attempt('What Tacit believes could not be read.', async () => set({ you: await client.request('belief.you', {}) }))
    },
    open: async (axisId) => {
      await attempt('The axis could not be opened.', async () => {
        const detail = await client.request('belief.axis', { id: axisId })
        set(({ lastSet }) => ({ detail, lastSet: lastSet?.axisId === axisId ? lastSet : null }))
      })
    },
    preview: (axisId, value) => attempt('What it would do could not be worked out.', () => client.request('belief.previewSet', { id: axisId, value })),
    setAxis: async (axisId, value) => {
      await attempt('The axis was not set.', async () => {
        const before = new Set(get().detail?.evidence.map(({ rowId }) => rowId))
        const detail = await client.request('belief.setAxis', { id: axisId, value })
        const row = detail.evidence.filter(({ rowId }) => !before.has(rowId)).toSorted((a, b) => b.rowId - a.rowId)[0]
        set({ lastSet: row ? { axisId, rowId: row.rowId } : null })
        say(`Set: ${toward(detail, value)}. Tacit now believes ${toward(detail, detail.mean)}.`)
        await take(detail)
      })
    },
    undoSet: async () => {
      const { lastSet, forget } = get()
      if (!lastSet) return
      await forget([lastSet.rowId], lastSet.axisId)
      set({ lastSet: null })
    },
    lock: async (axisId, locked) => {
      await attempt('The lock was not changed.', async () => {
        const detail = await client.request('belief.lockAxis', { id: axisId, locked })
        say(`${detail.left} to ${detail.right} is ${locked ? 'locked' : 'no longer locked'}.`)
        await take(detail)
      })
    },
    without: async ([rowId, ...also], axisId) => {
      // On a long ledger each takes seconds: what was asked for and changed before its turn came is not worked out.
      const asked = ++previewAsked
      await previewing
      if (asked !== previewAsked) return null
      const band = attempt('What would be without it could not be worked out.', () => client.request('evidence.without', { rowId, also, axisId }))
      previewing = band
      return band
    },
    remove: async ([rowId, ...also], axisId) => {
      const removed = await attempt(also.length === 0 ? 'The row was not removed.' : 'The rows were not removed.', async () => {
        await show(await client.request('evidence.takeBack', { rowId, also }), axisId)
        say(`Removed. What Tacit believes is as if ${also.length === 0 ? 'that row' : 'those rows'} had never been. Undo with ${isMac ? 'Command' : 'Control'} Z.`)
        return true
      })
      return removed ?? false
    },
    putBack: async (undoId) => {
      const isBack = await attempt('What was removed was not put back.', async () => {
        await show(await client.request('evidence.putBack', { undoId }), get().detail?.id ?? null)
        say('Put back. What Tacit believes is as it was.')
        return true
      })
      return isBack ?? false
    },
    lossOf: ([rowId, ...also]) => attempt('What would be forgotten could not be worked out.', () => client.request('evidence.previewRemove', { rowId, also })),
    forget: async ([rowId, ...also], axisId) => {
      const gone = await attempt(also.length === 0 ? 'The row was not forgotten.' : 'The rows were not forgotten.', async () => {
        await show(await client.request('evidence.remove', { rowId, also }), axisId)
        say(`Forgotten. What Tacit believes is as if ${also.length === 0 ? 'that row' : 'those rows'} had never been.`)
        return true
      })
      return gone ?? false
    },
    loadChannels: async () => {
      await attempt('The channels could not be read.', async () => set({ channels: await client.request('belief.channels', {}) }))
    },
    learnFrom: async ({ id, name }, isOn) => {
      const off = (get().channels ?? []).flatMap((channel) => (channel.id === id ? (isOn ? [] : [id]) : channel.learns === 'off' ? [channel.id] : []))
      await attempt('The channel was not switched.', async () => {
        await useApp.getState().change({ channelsOff: off as Settings['channelsOff'] })
        set({ channels: await client.request('belief.channels', {}), you: await client.request('belief.you', {}) })
        say(isOn ? `${name}: Tacit learns from it again.` : `${name}: Tacit does not learn from it. Its rows are kept.`)
      })
    },
    loadMoods: async () => {
      await attempt('Taste and mood could not be compared.', async () => set({ moods: await client.request('belief.moods', {}) }))
    },
    markMood: async (axisId, isMood) => {
      if (get().isMarking) return
      set({ isMarking: true })
      await attempt('The mood was not marked.', async () => {
        const moods = await client.request('belief.markMood', { id: axisId, isMood })
        set({ moods, you: await client.request('belief.you', {}) })
        const { left, right } = moods.find((mood) => mood.axisId === axisId)!
        say(isMood ? `${left} to ${right}: the last two weeks count as a mood.` : `${left} to ${right}: the last two weeks count for what you stand by.`)
      })
      set({ isMarking: false })
    },
    loadProfile: async (wanted) => {
      const asked = ++profileAsked
      await attempt('The profile could not be written.', async () => {
        const profile = await client.request('profile.export', wanted)
        if (asked === profileAsked) set({ profile: { ...profile, wanted } })
      })
    },
  }
})
