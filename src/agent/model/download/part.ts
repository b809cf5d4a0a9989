import { createHash } from 'node:crypto'
import { open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/index.ts'
import { makeFolder, syncFolder } from '../../store/durable.ts'
import { toWriteError } from '../../store/trouble.ts'
import type { Have } from './judge.ts'
import { openTail } from './tail.ts'

const SLICE = 1 << 20
/** The store on the same disk has to be able to write on: so much stays free, or a twentieth of a small disk. */
const STAYS_FREE = 256 << 20

const besideSchema = z.strictObject({
  address: z.string(),
  /** Those that were expected; null where nothing was pinned. */
  size: z.number().nullable(),
  sha256: z.string().nullable(),
  /** As the server said. */
  total: z.number().nullable(),
  validator: z.string().nullable(),
})
type Beside = Readonly<z.infer<typeof besideSchema>>
export type Wanted = Readonly<{ address: string; path: string; size: number | null; sha256: string | null }>

/** The beginning of a file, and beside it in `.part.json` what file it is of. It has its name only once it is whole. */
export type Part = AsyncDisposable &
  Readonly<{
    have: () => Have
    /** Why what was there could not be gone on with; null where it can be, or nothing was. */
    lost: string | null
    /** Empties it, to begin with a file of which this was said. */
    begin: (said: Readonly<{ total: number | null; validator: string | null }>) => Promise<void>
    append: (bytes: Uint8Array) => Promise<void>
    /** Resolves when all of it is written; an error means that less is here than was taken. */
    flush: () => Promise<void>
    /** Of all that is here. */
    sha256: () => string
    /** Synced, under its name, and its name synced too. */
    finish: () => Promise<void>
    discard: () => Promise<void>
  }>

export const partOf = (path: string): string => `${path}.part`
const besideOf = (path: string): string => `${path}.part.json`

/** Reads what is here already for its digest, a slice at a time. Errors: DISK_FULL, HOME_UNWRITABLE, and the signal's reason. */
export async function openPart(wanted: Wanted, signal: AbortSignal, onRead: (bytes: number) => void): Promise<Part> {
  const { path, address, size, sha256 } = wanted
  const file = partOf(path)
  const written = async <Value>(action: () => Promise<Value>): Promise<Value> => action().catch(async (thrown: unknown) => {
    throw await writeError(thrown, path)
  })
  let done = 0
  let hash = createHash('sha256')
  let beside = await readBeside(path)
  const handle = await written(async () => {
    await makeFolder(dirname(path))
    return openFile(file)
  })
  // From a mirror comes the same file where its digest is pinned; only what it was known by there is not known here.
  const isOfThis = beside !== null && beside.size === size && beside.sha256 === sha256 && (sha256 !== null || beside.address === address)
  const length = (await handle.stat()).size
  const isTooLong = beside !== null && beside.total !== null && length > beside.total
  try {
    if (isOfThis && !isTooLong) done = await hashFile(handle, hash, signal, onRead)
    else {
      beside = null
      await written(() => handle.truncate(0))
    }
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
  let tail = openTail(handle, done)
  const close = async (): Promise<void> => handle.close()

  return {
    have: () => ({ done, total: beside?.total ?? null, validator: beside?.address === address ? beside.validator : null }),
    lost: length > 0 && done === 0 ? 'What was here was of another file, so it was started over.' : null,
    begin: (said) => written(async () => {
      await tail.flush()
      await handle.truncate(0)
      tail = openTail(handle, 0)
      done = 0
      hash = createHash('sha256')
      beside = { address, size, sha256, ...said }
      // Not synced: lost with the power it costs a new beginning, never a wrong file.
      await writeFile(`${besideOf(path)}.new`, JSON.stringify(beside))
      await rename(`${besideOf(path)}.new`, besideOf(path))
    }),
    append: (bytes) => written(async () => {
      hash.update(bytes)
      done += bytes.length
      await tail.append(bytes)
    }),
    flush: () => written(tail.flush),
    sha256: () => hash.copy().digest('hex'),
    finish: () => written(async () => {
      await tail.flush()
      await handle.sync()
      await close()
      await rename(file, path)
      await syncFolder(dirname(path))
      await rm(besideOf(path), { force: true })
    }),
    discard: async () => {
      await close()
      await discardPart(path)
    },
    [Symbol.asyncDispose]: close,
  }
}

export async function discardPart(path: string): Promise<void> {
  await rm(partOf(path), { force: true })
  await rm(besideOf(path), { force: true })
  await rm(`${besideOf(path)}.new`, { force: true })
}

/** How much of it is here. */
export async function partSize(path: string): Promise<number> {
  try {
    return (await stat(partOf(path))).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** Throws DISK_FULL where so many bytes more would leave too little on the disk of this file. */
export async function requireRoom(path: string, bytes: number, done: number): Promise<void> {
  await makeFolder(dirname(path))
  const { bavail, blocks, bsize } = await statfs(dirname(path))
  const free = bavail * bsize
  const staysFree = Math.min(STAYS_FREE, Math.floor((blocks * bsize) / 20))
  if (bytes + staysFree <= free) return
  const short = inUnits(bytes + staysFree - free)
  throw new AppError('DISK_FULL', `${basename(path)} needs ${inUnits(bytes)} more and ${inUnits(free)} are free on its disk, of which ${inUnits(staysFree)} stay for your ratings. Free ${short} and download it again${kept(done)}.`, { data: { path, needed: bytes, free } })
}

async function hashFile(handle: FileHandle, hash: ReturnType<typeof createHash>, signal: AbortSignal, onRead: (bytes: number) => void): Promise<number> {
  const slice = Buffer.allocUnsafe(SLICE)
  for (let done = 0; ; ) {
    signal.throwIfAborted()
    const { bytesRead } = await handle.read(slice, 0, SLICE, done)
    if (bytesRead === 0) return done
    hash.update(slice.subarray(0, bytesRead))
    done += bytesRead
    onRead(done)
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return open(file, 'wx+')
  }
}

async function readBeside(path: string): Promise<Beside | null> {
  try {
    return besideSchema.safeParse(JSON.parse(await readFile(besideOf(path), 'utf8'))).data ?? null
  } catch (error) {
    // Torn by a crash it says nothing, and the part is started over.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const kept = (done: number): string => (done > 0 ? `; the ${inUnits(done)} that are here are kept` : '')

/** What was taken is not all on the disk: only what lies there is told as kept. */
async function writeError(thrown: unknown, path: string): Promise<AppError> {
  const error = toWriteError(thrown, path)
  if (error.code !== 'DISK_FULL') return error
  const done = await partSize(path)
  return new AppError('DISK_FULL', `The disk is full: ${basename(path)} could not be written on. Free some space and download it again${kept(done)}.`, { cause: thrown, data: { path } })
}

function inUnits(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1000)} kB`
}
