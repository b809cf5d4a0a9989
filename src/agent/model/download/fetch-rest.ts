import { AppError } from '../../contract/index.ts'
import { NetworkFailure } from '../../network/failure.ts'
import type { Network, NetworkAnswer } from '../../network/network.ts'
import { isLoopback } from '../../network/proxy.ts'
import { judge, linkedSha256, publishedSha256 } from './judge.ts'
import type { Have, Verdict } from './judge.ts'
import type { Part, Wanted } from './part.ts'

export type Timeouts = Readonly<{ connectMs: number; headersMs: number; stallMs: number }>

/** What came of one try. `published` is the SHA-256 that the hub gives for the file; `isAway` says that nothing could be reached at all. */
export type Try = Exclude<Verdict, Readonly<{ kind: 'body' }>> & Readonly<{ published: string | null; isAway?: boolean }>

type Options = Readonly<{ network: Network; timeouts: Timeouts; signal: AbortSignal; now: () => number; onBegin: (isNew: string | null) => Promise<void>; onBytes: (bytes: number) => Promise<void> }>

const MOST_REDIRECTS = 10
const WHAT = 'a model'

/** Asks for what is missing of the file, from its original address on: where that leads to changes and expires. */
export async function fetchRest(wanted: Wanted, part: Part, options: Options): Promise<Try> {
  let address = wanted.address
  let published: string | null = null
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    using answer = await options.network.send({ url: address, what: WHAT, headers: headersFor(part.have()), signal: options.signal, ...options.timeouts })
    const { host } = new URL(address)
    published ??= linkedSha256(answer.headers)
    if (wanted.sha256 !== null && published !== null && published !== wanted.sha256) {
      return { kind: 'refused', why: `${host} has another file under this address: its SHA-256 is ${published}, and ${wanted.sha256} was expected. Nothing of it was taken.`, published }
    }
    if (answer.location !== null) {
      if (!mayLead(wanted.address, answer.location)) return { kind: 'refused', why: `${host} leads to ${answer.location}, which is not encrypted (https). Nothing was fetched from there.`, published }
      address = answer.location
      continue
    }
    const verdict = judge({ ...answer, host, now: options.now() }, part.have(), wanted.size)
    if (verdict.kind !== 'body') return { ...verdict, published }
    published ??= publishedSha256(answer.headers)
    return { ...(await take(answer, verdict, host, part, options)), published }
  }
  return { kind: 'again', why: `${new URL(address).host} leads on and on (more than ${MOST_REDIRECTS} times).`, afterMs: null, published }
}

function headersFor({ done, validator }: Have): Record<string, string> {
  // What is packed on the way has another length and other bytes.
  const plain = { accept: '*/*', 'accept-encoding': 'identity' }
  if (done === 0) return plain
  return { ...plain, range: `bytes=${done}-`, ...(validator !== null && { 'if-range': validator }) }
}

/** Only to encrypted places; without encryption only within this machine. */
export function mayLead(from: string, to: string): boolean {
  const [start, end] = [new URL(from), new URL(to)]
  return end.protocol === 'https:' || (end.protocol === 'http:' && start.protocol === 'http:' && isLoopback(end.hostname))
}

async function take(answer: NetworkAnswer, verdict: Extract<Verdict, { kind: 'body' }>, host: string, part: Part, { onBegin, onBytes }: Options): Promise<Exclude<Verdict, { kind: 'body' }>> {
  const { from, end, total, validator, isNew } = verdict
  if (from === 0) await part.begin({ total, validator })
  await onBegin(isNew)
  const most = end ?? total ?? Number.POSITIVE_INFINITY
  try {
    for await (const bytes of answer.body) {
      if (part.have().done + bytes.length > most) return { kind: 'over', why: `${host} sent more than the ${most} bytes that it said, so it was started over.` }
      await part.append(bytes)
      await onBytes(bytes.length)
    }
  } finally {
    await part.flush()
  }
  const { done } = part.have()
  if (end === null) return total === null || done === total ? { kind: 'whole' } : { kind: 'again', why: `${host} ended after ${done} of ${total} bytes.`, afterMs: null }
  if (done < end) return { kind: 'again', why: `${host} ended after ${done} of ${end} bytes.`, afterMs: null }
  return total === null || done === total ? { kind: 'whole' } : { kind: 'again', why: `${host} sent the file up to byte ${done} of ${total} only.`, afterMs: 0 }
}

/** What a failure on the way means for the download; what is none is thrown on. */
export function toTry(thrown: unknown): Try {
  if (!(thrown instanceof NetworkFailure)) throw thrown
  const lasts = thrown.kind === 'insecure' || thrown.kind === 'proxy'
  return lasts ? { kind: 'refused', why: thrown.message, published: null } : { kind: 'again', why: thrown.message, afterMs: null, published: null, isAway: thrown.kind === 'unreachable' }
}

export function failed(message: string, data?: unknown): AppError {
  return new AppError('DOWNLOAD_FAILED', message, data === undefined ? {} : { data })
}
