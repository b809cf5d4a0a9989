import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../contract/index.ts'
import type { Download } from '../../contract/index.ts'
import type { Network } from '../../network/network.ts'
import { fileDigest } from '../file-digest.ts'
import { failed, fetchRest, toTry } from './fetch-rest.ts'
import type { Timeouts, Try } from './fetch-rest.ts'
import { openPart, requireRoom } from './part.ts'
import type { Part, Wanted } from './part.ts'
import { createRate } from './rate.ts'
import { backOffMs } from './retry.ts'

/** A file that is whole, has its name, and whose digest was compared with the one that was pinned, the hub's, or none at all. */
export type Got = Readonly<{ path: string; size: number; sha256: string; verifiedBy: 'pinned' | 'hub' | null }>

export type Progress = Readonly<Omit<Download, 'state'> & { state: 'running' | 'waiting' | 'checking' }>

export type Patience = Timeouts & Readonly<{
  /** Milliseconds until the next try, after so many that brought nothing. */
  backOffMs: (tries: number, random: number) => number
  /** Tries in a row that bring nothing before it is given up; while there is no network at all it is not. */
  tries: number
}>

const PATIENCE: Patience = { connectMs: 20_000, headersMs: 30_000, stallMs: 30_000, backOffMs, tries: 20 }
const ROOM_EVERY = 32 << 20
const ENOUGH_GAINED = 1 << 20
const MOST_OVERS = 5

export type DownloadOptions = Readonly<{
  network: Network
  signal: AbortSignal
  /** With every piece that comes; whoever shows it has to choose how often. */
  onProgress: (progress: Progress) => void
  now?: () => number
  random?: () => number
  patience?: Partial<Patience>
}>

/**
 * Brings a file here, whole and with the digest that was pinned, or throws; what came stays for the next time.
 * Errors: DOWNLOAD_FAILED, DISK_FULL, HOME_UNWRITABLE, and the signal's reason. A lost network is waited for, and so is "No network".
 */
export async function download(wanted: Wanted, { network, signal, onProgress, now = Date.now, random = Math.random, patience: given }: DownloadOptions): Promise<Got> {
  const patience = { ...PATIENCE, ...given }
  const { path } = wanted
  const progress = openProgress(onProgress, now, wanted.size ?? 0)
  const here = await alreadyHere(wanted, signal)
  if (here) return here
  await using part = await openPart(wanted, signal, progress.checking)
  const totalOf = (): number | null => part.have().total ?? wanted.size
  let published: string | null = null
  let message = part.lost
  let gained = 0
  let sinceRoom = 0
  let overs = 0
  let tries = 0

  const requireRest = async (): Promise<void> => {
    const { done } = part.have()
    const total = totalOf()
    if (total !== null) await requireRoom(path, total - done, done)
  }
  const startOver = (why: string): void => {
    overs += 1
    message = why
    if (overs > MOST_OVERS) throw failed(`${why} That was the ${overs}th time, so it was given up. Try it again later.`, { path })
  }
  const onBegin = async (isNew: string | null): Promise<void> => {
    if (isNew !== null) startOver(isNew)
    await requireRest()
    progress.running(part, totalOf(), message)
  }
  const onBytes = async (bytes: number): Promise<void> => {
    gained += bytes
    sinceRoom += bytes
    progress.came(bytes, part, totalOf(), message)
    if (sinceRoom < ROOM_EVERY) return
    sinceRoom = 0
    await requireRest()
  }

  for (let isWhole = isComplete(part); !isWhole; ) {
    signal.throwIfAborted()
    if (network.isOff()) await switchedOn(network, signal, () => progress.waiting(part, totalOf(), '"No network" is on.', null))
    await requireRest()
    progress.running(part, totalOf(), message)
    gained = 0
    const tried = await fetchRest(wanted, part, { network, timeouts: patience, signal, now, onBegin, onBytes }).catch((thrown: unknown): Try => {
      if (thrown instanceof AppError && thrown.code === 'NETWORK_OFF') return { kind: 'again', why: thrown.message, afterMs: 0, published: null, isAway: true }
      return toTry(thrown)
    })
    published = tried.published ?? published
    isWhole = tried.kind === 'whole'
    if (tried.kind === 'refused') throw failed(tried.why, { path })
    if (tried.kind === 'over') {
      startOver(tried.why)
      await part.begin({ total: null, validator: null })
    }
    if (tried.kind !== 'again' || network.isOff()) continue
    tries = gained >= Math.min(ENOUGH_GAINED, (totalOf() ?? 0) / 20) && gained > 0 ? 1 : tries + 1
    if (tries > patience.tries && !tried.isAway) throw failed(`${tried.why} ${patience.tries} tries brought nothing more, so it was given up; what is here is kept. Download it again to go on.`, { path })
    const pause = Math.max(tried.afterMs ?? 0, patience.backOffMs(tries, random()))
    progress.waiting(part, totalOf(), tried.why, now() + pause)
    await wait(pause, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
  // Awaited here: leaving closes the part.
  return await finish(wanted, part, published)
}

/** Whether all is here before anything is asked: Tacit may have been stopped just before the name was given. */
function isComplete(part: Part): boolean {
  const { done, total } = part.have()
  return done > 0 && total === done
}

async function finish({ path, size, sha256: pinned }: Wanted, part: Part, published: string | null): Promise<Got> {
  const { done } = part.have()
  const sha256 = part.sha256()
  const expected = pinned ?? published
  const isOther = expected !== null && expected !== sha256
  if (isOther || (size !== null && done !== size)) {
    await part.discard()
    const which = isOther ? `its SHA-256 is ${sha256}, and ${expected} was expected` : `it has ${done} bytes, and ${size} were expected`
    throw failed(`${basename(path)} came whole but is not the right file: ${which}. It was deleted. Download it again; if that happens twice, something on the way changes it.`, { path, found: sha256, expected })
  }
  await part.finish()
  return { path, size: done, sha256, verifiedBy: pinned ? 'pinned' : published ? 'hub' : null }
}

/** The file may have its name already: then only its digest is compared. */
async function alreadyHere({ path, size, sha256 }: Wanted, signal: AbortSignal): Promise<Got | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!found || sha256 === null || (size !== null && found.size !== size)) return null
  return (await fileDigest(path, signal)) === sha256 ? { path, size: found.size, sha256, verifiedBy: 'pinned' } : null
}

async function switchedOn(network: Network, signal: AbortSignal, onWait: () => void): Promise<void> {
  onWait()
  await new Promise<void>((resolve) => {
    const end = (): void => {
      off()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const off = network.onSwitch(end)
    signal.addEventListener('abort', end)
  })
  signal.throwIfAborted()
}

function openProgress(onProgress: (progress: Progress) => void, now: () => number, expected: number) {
  const rate = createRate()
  let last: Progress['state'] | null = null
  const tell = (state: Progress['state'], done: number, total: number | null, message: string | null, retryAt: number | null): void => {
    last = state
    onProgress({ state, done, total: total ?? expected, bytesPerSecond: state === 'running' ? rate.value() : null, message, retryAt })
  }
  return {
    checking: (done: number) => tell('checking', done, null, null, null),
    running: (part: Part, total: number | null, message: string | null) => {
      if (last !== 'running') rate.reset()
      tell('running', part.have().done, total, message, null)
    },
    came: (bytes: number, part: Part, total: number | null, message: string | null) => {
      rate.add(bytes, now())
      tell('running', part.have().done, total, message, null)
    },
    waiting: (part: Part, total: number | null, message: string, retryAt: number | null) => tell('waiting', part.have().done, total, message, retryAt),
  }
}
