import type { BackendName } from '../../contract/models.ts'
import { endingWords } from '../ending.ts'
import type { Ending } from '../ending.ts'

/** How much of a model goes to the GPU: as much as fits, half of it at most, nothing; and at last it is not loaded at all. */
export const STEPS = ['whole', 'half', 'processor', 'refused'] as const
export type Step = (typeof STEPS)[number]

/** What a model did on this machine. `deaths` counts the crashes at this step since it last did some work. */
export type Standing = Readonly<{ step: Step; deaths: number; why: string | null }>

/** By model and hardware. */
export type Standings = Readonly<Record<string, Standing>>

export const FRESH: Standing = { step: 'whole', deaths: 0, why: null }

/** The processor alone is the last way: one crash there may be the system's, a second is the model's. */
const MOST_DEATHS_ON_PROCESSOR = 2

const SIGNALS: Readonly<Record<string, string>> = { SIGKILL: 'it was ended from outside or no longer answered', SIGBUS: 'SIGBUS: its file was cut off or changed while it was in use, or its disk went away' }

const howEnded = (ending: Ending): string => {
  const how = SIGNALS[ending.signal ?? ''] ?? endingWords(ending)
  return ending.lastWords ? `${how}; its last words: ${ending.lastWords}` : how
}

/** The step that a model really runs at where only some back-end can be had. */
export const effectiveStep = (step: Step, backend: BackendName): Step => (backend === 'cpu' && step !== 'refused' ? 'processor' : step)

const NEXT: Readonly<Record<Step, Step>> = { whole: 'half', half: 'processor', processor: 'refused', refused: 'refused' }

/** One step down where it crashed, and never back up by itself. */
export function afterDeath(standing: Standing, backend: BackendName, ending: Ending): Standing {
  const step = effectiveStep(standing.step, backend)
  const deaths = standing.deaths + 1
  const why = howEnded(ending)
  if (step === 'processor' && deaths < MOST_DEATHS_ON_PROCESSOR) return { step, deaths, why }
  return { step: NEXT[step], deaths: 0, why }
}

/** Null where there is nothing below. */
export function stepBelow(step: Step): Step | null {
  const below = NEXT[step]
  return below === 'refused' ? null : below
}

/** What was changed by itself, in a sentence; null where nothing was. `backend` is what this machine has. */
export function fallbackText(name: string, { step, why, deaths }: Standing, backend: BackendName): string | null {
  if (why === null) return null
  switch (step) {
    case 'whole':
      return null
    case 'half':
      return `${name} crashed on the GPU (${why}), so at most half of its layers go there now. A newer graphics driver may help; "Test again" goes back to all layers.`
    case 'processor':
      if (backend === 'cpu') return deaths === 0 ? null : `${name} crashed (${why}). It is tried once more. Look whether its file is whole and enough memory is free.`
      return `${name} crashed (${why}), so it runs on the processor alone now. A newer graphics driver or a smaller model may help; "Test again" tries the GPU again.`
    case 'refused':
      return `${name} crashed ${backend === 'cpu' ? 'twice' : 'on the processor too'} (${why}), so it is not loaded any more. Choose another model, or "Test again" to try it once more.`
  }
  step satisfies never
}
