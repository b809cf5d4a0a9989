import { AppError } from '../contract/index.ts'
import type { Handlers } from '../contract/index.ts'

type Names =
  | 'memory.audit'
  | 'proposals.seen'

const missing = (): never => {
  throw new AppError('NOT_ALLOWED', 'This version cannot do that yet.')
}

/** Routes that wait for their part. */
export function observationHandlers(): Pick<Handlers, Names> {
  return {
    'memory.audit': missing,
    'proposals.seen': missing,
  }
}
