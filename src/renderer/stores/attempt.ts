import { noticeFailure } from './app.ts'
import type { RequestError } from '../request-error.ts'

/** Runs an act of a store; a failure is kept in its `error`, and the answer is then null. */
export function attempting(set: (changes: Readonly<{ error: RequestError | null }>) => void) {
  return async <Value>(action: () => Promise<Value>): Promise<Value | null> => {
    try {
      const value = await action()
      set({ error: null })
      return value
    } catch (thrown) {
      set({ error: noticeFailure(thrown) })
      return null
    }
  }
}
