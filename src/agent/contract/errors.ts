/** Every failure that may cross the contract, by code. The message says what failed, with which value, and what to do. */
export const ERROR_CODES = [
  'ROUTE_UNKNOWN',
  'INPUT_INVALID',
  'NOT_FOUND',
  'ALREADY_ANSWERED',
  'NOTHING_TO_UNDO',
  'FOLDER_MISSING',
  'FOLDER_UNREADABLE',
  'FOLDER_EMPTY',
  'RULE_INVALID',
  'FORMAT_UNKNOWN',
  'ARCHIVE_DAMAGED',
  'CONSENT_MISSING',
  'HOME_OWNED',
  'HOME_NEWER',
  'HOME_DAMAGED',
  'HOME_UNWRITABLE',
  'DISK_FULL',
  'STORE_BUSY',
  'EMBEDDER_MISSING',
  'NATIVE_UNUSABLE',
  'AGENT_STOPPED',
  'MODEL_NONE',
  'MODEL_REFUSED',
  'MODEL_FAILED',
  'MEMORY_SHORT',
  'NETWORK_OFF',
  'DOWNLOAD_FAILED',
  'SERVER_FAILED',
  'NOT_ALLOWED',
  'PORT_TAKEN',
  'CANCELLED',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** How an error looks on the wire. */
export type ErrorBody = Readonly<{ code: ErrorCode; message: string; data?: unknown }>

export class AppError extends Error {
  override readonly name = 'AppError' as const
  readonly code: ErrorCode
  readonly data: unknown

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; data?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.data = options.data
  }
}

/** The one catch-all, used at the edges of a process: whatever was thrown becomes an AppError, its cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof Error) {
    const code = (thrown as Error & { code?: unknown }).code
    if (code === 'ENOSPC') {
      return new AppError('DISK_FULL', 'The disk is full. Free some space and do it again; nothing said before is lost.', { cause: thrown })
    }
    if (thrown.name === 'AbortError') return new AppError('CANCELLED', 'Cancelled.', { cause: thrown })
    return new AppError('INTERNAL', thrown.message, { cause: thrown })
  }
  return new AppError('INTERNAL', String(thrown), { cause: thrown })
}

export function toErrorBody(thrown: unknown): ErrorBody {
  const error = toAppError(thrown)
  return error.data === undefined
    ? { code: error.code, message: error.message }
    : { code: error.code, message: error.message, data: error.data }
}

/** Of an agent that is closing: what was asked may be asked of the next one. */
export const justClosing = (): AppError => new AppError('AGENT_STOPPED', 'The agent is just closing, and took nothing of this. Do it again.', { data: { tookNothing: true } })

export const tookNothing = ({ code, data }: ErrorBody): boolean => code === 'AGENT_STOPPED' && (data as { tookNothing?: unknown } | undefined)?.tookNothing === true
