import type { Source } from '../../agent/contract/index.ts'
import { units } from './dry-run.ts'
import { sourceState } from './memory.ts'
import { capital, counted } from './numbers.ts'
import { USES } from './uses.ts'

/** "873 passages of 412 notes" */
export const heldWords = ({ kind, notes, passages }: Pick<Source, 'kind' | 'notes' | 'passages'>): string => `${counted(passages, 'passage')} of ${units(kind, notes)}`

/** "Notes: up to date, 873 passages of 412 notes." */
export function sourceLede(source: Source): string {
  return `${source.name}: ${sourceState(source).replace(/^./, (letter) => letter.toLowerCase())}, ${heldWords(source)}.`
}

/** How changes are seen, and why not at once where they are not. */
export function watchWords({ kind, state, watch }: Pick<Source, 'kind' | 'state' | 'watch'>): string {
  if (state === 'paused') return 'Not looked for while it is paused.'
  const reason = watch.reason === null ? '' : ` ${capital(watch.reason).replace(/[^.]$/, '$&.')}`
  switch (watch.mode) {
    case 'live':
      return 'Seen as they are saved.'
    case 'scan':
      return `Looked for now and then.${reason}`
    case 'off':
      return kind === 'chats' ? `Imported once; a newer export is read when you choose it.${reason}` : `Seen when it is read again.${reason}`
  }
  return watch.mode satisfies never
}

/** "to search, to propose"; what it may be used for, in a line. */
export function usesLine({ uses }: Pick<Source, 'uses'>): string {
  const names = USES.filter(({ id }) => uses[id]).map(({ id }) => SHORT[id])
  return names.length === 0 ? 'Used for nothing' : `For ${names.join(', ')}`
}

const SHORT = { memory: 'search', evidence: 'evidence', proposals: 'proposals' } as const
