import type { ThreadState, ThreadView } from '../../agent/contract/index.ts'
import { capital, count, counted, inHundred, spelled } from './numbers.ts'

export const STATE_ORDER = ['open', 'moving', 'stalled', 'done', 'dropped'] as const satisfies readonly ThreadState[]

export const STATE_WORDS: Readonly<Record<ThreadState, string>> = { open: 'Open', moving: 'Moving', stalled: 'Stalled', done: 'Done', dropped: 'Dropped' }

/** What a passage shows of an aim. */
export const SHOWS_WORDS: Readonly<Record<ThreadView['evidence'][number]['shows'], string>> = {
  wish: 'a wish', plan: 'a plan', question: 'a question', step: 'a step', done: 'done', stalled: 'stalled', dropped: 'dropped', returned: 'came back to it',
}

/** "Moving, as you said" or "Stalled, read off your words (about 78 in 100)". */
export function stateWords({ state, stateBy, probability }: Pick<ThreadView, 'state' | 'stateBy' | 'probability'>): string {
  return stateBy === 'person' ? `${STATE_WORDS[state]}, as you said` : `${STATE_WORDS[state]}, read off your words (about ${inHundred(probability)})`
}

/** "Eleven threads of what you mean to do: 3 moving, 8 stalled." */
export function threadsLede(counts: Readonly<Record<ThreadState, number>> | null): string {
  if (counts === null) return 'What you mean to do, as your words tell it.'
  const total = STATE_ORDER.reduce((sum, state) => sum + counts[state], 0)
  if (total === 0) return 'No thread yet: nothing that was read comes back to one aim.'
  const told = STATE_ORDER.filter((state) => counts[state] > 0).map((state) => `${count(counts[state])} ${state}`)
  return `${capital(spelled(total, 'thread'))} of what you mean to do: ${told.join(', ')}.`
}

export const passagesOf = ({ evidence }: Pick<ThreadView, 'evidence'>): string => counted(evidence.length, 'passage')
