import { AppError } from '../contract/index.ts'
import type { Handlers } from '../contract/index.ts'

type Names =
  | 'sources.setUses' | 'memory.audit' | 'exclusions.list' | 'exclusions.preview' | 'exclusions.add' | 'exclusions.remove'
  | 'threads.list' | 'threads.correct' | 'proposals.seen'

const missing = (): never => {
  throw new AppError('NOT_ALLOWED', 'This version cannot do that yet.')
}

/** Routes that wait for their part. */
export function observationHandlers(): Pick<Handlers, Names> {
  return {
    'sources.setUses': missing,
    'memory.audit': missing,
    'exclusions.list': missing,
    'exclusions.preview': missing,
    'exclusions.add': missing,
    'exclusions.remove': missing,
    'threads.list': missing,
    'threads.correct': missing,
    'proposals.seen': missing,
  }
}
