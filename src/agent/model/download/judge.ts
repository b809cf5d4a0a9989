import { retryAfterMs } from './retry.ts'

/** What is here already of the file, and what was said of it when that came. */
export type Have = Readonly<{ done: number; total: number | null; validator: string | null }>

export type Verdict =
  /** The body is the file from `from` on; `end` is where it ends by what the answer says. */
  | Readonly<{ kind: 'body'; from: number; end: number | null; total: number | null; validator: string | null; isNew: string | null }>
  /** All of it is here. */
  | Readonly<{ kind: 'whole' }>
  /** What is here is of another file: it goes, and the file is asked for from its beginning. */
  | Readonly<{ kind: 'over'; why: string }>
  | Readonly<{ kind: 'again'; why: string; afterMs: number | null }>
  | Readonly<{ kind: 'refused'; why: string }>

type Answer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; host: string; now: number }>

const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** What to do with an answer to a request for the rest of a file (RFC 9110, 13 to 15). `size` is the one that was pinned, if any. */
export function judge({ status, headers, host, now }: Answer, have: Have, size: number | null): Verdict {
  if (status === 200) return whole(headers, host, have, size)
  if (status === 206) return rest(headers, host, have, size)
  if (status === 416) return beyond(headers, host, have)
  if (LATER.has(status)) return { kind: 'again', why: `${host} cannot give it just now (${status}${status === 429 ? ', too many requests' : ''}).`, afterMs: retryAfterMs(headers['retry-after'], now) }
  return { kind: 'refused', why: refusal(status, host) }
}

function refusal(status: number, host: string): string {
  if (status === 401 || status === 403 || status === 407) return `${host} does not give this file to everybody (${status}). Download it by other means and add it from disk.`
  if (status === 404 || status === 410 || status === 451) return `${host} has this file no more (${status}). A newer version of Tacit may know where it is; or add a model from disk.`
  return `${host} answered ${status}, which is no answer to a download.`
}

function whole(headers: Answer['headers'], host: string, have: Have, size: number | null): Verdict {
  const length = lengthOf(headers)
  const encoded = encoding(headers, host)
  if (encoded) return encoded
  if (size !== null && length !== null && length !== size) return otherSize(host, length, size)
  const validator = validatorOf(headers)
  const hasChanged = have.validator !== null && validator !== null && validator !== have.validator
  const isNew = have.done === 0 ? null : hasChanged ? changed(host) : `${host} cannot go on in the middle of a file, so it was started over.`
  return { kind: 'body', from: 0, end: length, total: length ?? size, validator, isNew }
}

function rest(headers: Answer['headers'], host: string, have: Have, size: number | null): Verdict {
  const again = (why: string): Verdict => ({ kind: 'again', why: `${host} ${why}`, afterMs: null })
  const given = headers['content-range'] ?? ''
  const [, first, last, of] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(given) ?? []
  if (first === undefined || last === undefined) return again(`sent a part of the file without saying which ("${given}").`)
  const from = Number(first)
  const end = Number(last) + 1
  const total = of === '*' ? have.total : Number(of)
  const encoded = encoding(headers, host)
  if (encoded) return encoded
  if (size !== null && total !== null && total !== size) return otherSize(host, total, size)
  const validator = validatorOf(headers)
  if (have.done > 0 && have.total !== null && total !== have.total) return { kind: 'over', why: changed(host) }
  if (have.done > 0 && have.validator !== null && validator !== null && validator !== have.validator) return { kind: 'over', why: changed(host) }
  if (from !== have.done) return again(`sent the file from byte ${from} and not from ${have.done}, as it was asked.`)
  const length = lengthOf(headers)
  if (end <= from || (total !== null && end > total) || (length !== null && length !== end - from)) return again(`contradicts itself about the length ("${given}", ${length ?? 'no'} bytes).`)
  return { kind: 'body', from, end, total, validator: validator ?? have.validator, isNew: null }
}

function beyond(headers: Answer['headers'], host: string, have: Have): Verdict {
  if (have.done === 0) return { kind: 'again', why: `${host} would not send the file from its beginning (416).`, afterMs: null }
  const total = /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
  if (total !== undefined && Number(total) === have.done && (have.total === null || have.total === have.done)) return { kind: 'whole' }
  return { kind: 'over', why: changed(host) }
}

const changed = (host: string): string => `The file at ${host} is not the one that the download began with, so it was started over.`

const otherSize = (host: string, length: number, size: number): Verdict => ({
  kind: 'refused',
  why: `${host} offers a file of ${length} bytes where ${size} were expected, so it is another one. Nothing of it was taken.`,
})

function encoding(headers: Answer['headers'], host: string): Verdict | null {
  const value = headers['content-encoding']
  return value && value !== 'identity' ? { kind: 'again', why: `${host} sent the file packed (${value}), which was not asked for.`, afterMs: null } : null
}

function lengthOf(headers: Answer['headers']): number | null {
  const text = headers['content-length'] ?? ''
  return /^\d+$/.test(text) ? Number(text) : null
}

/** What a request to go on can be tied to: only a strong ETag says that the bytes are the same, else the date. */
function validatorOf(headers: Answer['headers']): string | null {
  const etag = headers['etag']
  return etag?.startsWith('"') ? etag : (headers['last-modified'] ?? null)
}

/** The SHA-256 that the hub gives beside a redirect to the file; null where it does not. */
export const linkedSha256 = (headers: Answer['headers']): string | null => sha256In(headers['x-linked-etag'])

/** The SHA-256 that comes with the file itself, where its ETag is one. */
export const publishedSha256 = (headers: Answer['headers']): string | null => sha256In(headers['etag'])

const sha256In = (header: string | undefined): string | null => /^(?:W\/)?"?([0-9a-f]{64})"?$/i.exec(header?.trim() ?? '')?.[1]?.toLowerCase() ?? null
