import { create } from 'zustand'
import type { AxisView, Pole } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { counted } from '../words/numbers.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'
import { useYou } from './you.ts'

type PolesState = Readonly<{
  /** Null until they are read. */
  axes: readonly AxisView[] | null
  /** As they are ticked; kept once they are saved. */
  poles: readonly Pole[]
  isSaving: boolean
  error: RequestError | null
  load: () => Promise<void>
  /** Ticks a pole, and unticks the other one of its axis; a ticked one is unticked. */
  toggle: (pole: Pole) => void
  /** Whether they are kept. */
  save: () => Promise<boolean>
}>

/** The poles that the person says matter to them. */
export const usePoles = create<PolesState>()((set, get) => {
  const attempt = attempting(set)
  return {
    axes: null,
    poles: [],
    isSaving: false,
    error: null,
    load: async () => {
      await attempt('What matters to you could not be read.', async () => {
        const [{ axes }, poles] = await Promise.all([client.request('belief.you', {}), client.request('belief.poles', {})])
        set({ axes, poles })
      })
    },
    toggle: ({ axisId, side }) =>
      set(({ poles }) => {
        const others = poles.filter((pole) => pole.axisId !== axisId)
        return { poles: poles.some((pole) => pole.axisId === axisId && pole.side === side) ? others : [...others, { axisId, side }] }
      }),
    save: async () => {
      if (get().isSaving) return false
      set({ isSaving: true })
      const isKept = await attempt('What matters to you was not kept.', async () => {
        const poles = await client.request('belief.setPoles', { poles: get().poles.map((pole) => ({ ...pole })) })
        set({ poles })
        await useYou.getState().load()
        say(poles.length === 0 ? 'None is ticked.' : `${counted(poles.length, 'tick')} kept. Each counts as less than one rating.`)
        return true
      })
      set({ isSaving: false })
      return isKept ?? false
    },
  }
})
