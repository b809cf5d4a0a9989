import type { ErrorBody, ErrorCode } from '../agent/contract/index.ts'

/** A failure that came over the contract, or on the way to it. */
export class RequestError extends Error {
  override readonly name = 'RequestError' as const
  readonly code: ErrorCode
  readonly data: unknown

  /** What did not come about, as a sentence. */
  readonly what: string

  constructor({ code, message, data }: ErrorBody, what = 'That could not be done.') {
    super(message)
    this.code = code
    this.data = data
    this.what = what
  }

  /** The same failure, of this. */
  of(what: string): RequestError {
    return new RequestError({ code: this.code, message: this.message, data: this.data }, what)
  }
}

export function toRequestError(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown
  return new RequestError({ code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) })
}
