import { noticeFailure } from './app.ts'
import type { RequestError } from '../request-error.ts'

/**
 * Runs an act of a store; a failure is kept in its `error` with `what` did not come about, and the answer is then null.
 * A success clears what had failed before it began, never what failed beside it.
 */
export function attempting(set: (changes: Readonly<{ error: RequestError | null }>) => void) {
  let failures = 0
  return async <Value>(what: string, action: () => Promise<Value>): Promise<Value | null> => {
    const before = failures
    try {
      const value = await action()
      if (failures === before) set({ error: null })
      return value
    } catch (thrown) {
      failures += 1
      set({ error: noticeFailure(thrown).of(what) })
      return null
    }
  }
}
