import { AppError } from '../../contract/errors.ts'

/** Whatever a signal was aborted with, a time limit too, is told as CANCELLED. */
export function cancelled({ reason }: AbortSignal): AppError {
  return reason instanceof AppError ? reason : new AppError('CANCELLED', 'Cancelled.', { cause: reason })
}
