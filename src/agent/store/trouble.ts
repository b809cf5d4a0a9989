import { AppError } from '../contract/errors.ts'

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const UNWRITABLE_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'])
// LanceDB's errors carry no code, only the operating system's own words.
const FULL_WORDS = /os error (28|122|27)\b|No space left on device|Disk quota exceeded|File too large/i
const UNWRITABLE_WORDS = /os error (13|30|1)\b|Permission denied|Read-only file system/i

/** What went wrong while writing under `path`, as a person can act on it. */
export function toWriteError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const code = (thrown as { code?: unknown } | null)?.code
  const options = { cause: thrown, data: { path } }
  if (FULL_CODES.has(String(code)) || FULL_WORDS.test(message)) {
    return new AppError('DISK_FULL', `The disk is full: nothing more can be written to ${path}. Free some space and do it again; nothing said before is lost.`, options)
  }
  if (UNWRITABLE_CODES.has(String(code)) || UNWRITABLE_WORDS.test(message)) {
    return new AppError('HOME_UNWRITABLE', `${path} cannot be written (${message}). Allow this account to write there, or choose another home.`, options)
  }
  return new AppError('INTERNAL', `Writing to ${path} failed: ${message}`, options)
}

export function damaged(what: string, whatToDo: string, options: { cause?: unknown; data?: unknown } = {}): AppError {
  return new AppError('HOME_DAMAGED', `${what} Nothing was changed. ${whatToDo}`, options)
}

export function newer(home: string, what: string): AppError {
  return new AppError('HOME_NEWER', `${home} was written by a newer version of Tacit (${what}). It was not touched. Open it with that version, or choose another home.`, { data: { home } })
}
