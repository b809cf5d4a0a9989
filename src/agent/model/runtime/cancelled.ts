import { AppError } from '../../contract/errors.ts'

/** Whatever a signal was aborted with, a time limit too, is told as CANCELLED. */
export function cancelled({ reason }: AbortSignal): AppError {
  return reason instanceof AppError ? reason : new AppError('CANCELLED', 'Cancelled.', { cause: reason })
}

/** Waits no longer once the signal is aborted, whatever becomes of the work. Error: CANCELLED. */
export async function unlessCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  if (signal.aborted) throw cancelled(signal)
  const ended = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(cancelled(signal)), { once: true, signal: ended.signal }))
  try {
    return await Promise.race([work, stopped])
  } finally {
    ended.abort()
  }
}
