import type { ErrorBody, ErrorCode } from '../agent/contract/index.ts'

/** A failure that came over the contract, or on the way to it. */
export class RequestError extends Error {
  override readonly name = 'RequestError' as const
  readonly code: ErrorCode
  readonly data: unknown

  constructor({ code, message, data }: ErrorBody) {
    super(message)
    this.code = code
    this.data = data
  }
}

export function toRequestError(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown
  return new RequestError({ code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) })
}
