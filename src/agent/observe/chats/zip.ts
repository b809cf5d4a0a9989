import { createInflateRaw, constants } from 'node:zlib'
import { createReadStream } from 'node:fs'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { AppError } from '../../contract/errors.ts'
import { codeOf } from '../walk.ts'
import { findEntries } from './salvage.ts'

export type ArchiveFile = Readonly<{ name: string; sizeBytes: number; modifiedAt: number; open: () => AsyncIterable<Uint8Array> }>
export type Archive = AsyncDisposable & Readonly<{ files: readonly ArchiveFile[]; problems: readonly string[] }>

const MAX_ENTRIES = 200_000
/** Text in an honest export is packed five to twenty times; a bomb a thousand times. */
const MAX_RATIO = 200
const RATIO_FROM_BYTES = 64 * 1024 * 1024
const MAX_TOTAL_BYTES = 16 * 1024 * 1024 * 1024

type Budget = { bytes: number }

/** The files of an archive by its directory; where that is missing or broken, by what still stands before each file. Throws where it is no archive. */
export async function openZip(path: string): Promise<Archive> {
  const budget: Budget = { bytes: 0 }
  let zip: ZipFile | null = null
  try {
    zip = await yauzl.openPromise(path, { autoClose: false, decodeStrings: false, lazyEntries: true })
    return await listed(zip, budget)
  } catch (thrown) {
    zip?.close()
    if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && thrown.code.startsWith('E')) throw thrown
    return await salvaged(path, thrown, budget)
  }
}

async function listed(zip: ZipFile, budget: Budget): Promise<Archive> {
  const files: ArchiveFile[] = []
  const problems: string[] = []
  let seen = 0
  for await (const entry of zip.eachEntry()) {
    seen += 1
    if (seen > MAX_ENTRIES) {
      problems.push(`it has more than ${MAX_ENTRIES.toLocaleString('en')} files; the rest was left out.`)
      break
    }
    const name = nameOf(entry)
    if (name.endsWith('/')) continue
    files.push({
      name,
      sizeBytes: entry.uncompressedSize,
      modifiedAt: entry.getLastModDate({ timezone: 'UTC' }).getTime() || 0,
      open: () => openEntry(zip, entry, budget),
    })
  }
  return { files, problems, [Symbol.asyncDispose]: async () => zip.close() }
}

function nameOf(entry: Entry): string {
  // The name is a label here, never a path to write to, so that a bad one costs nothing.
  const raw: unknown = entry.fileName
  const name = Buffer.isBuffer(raw) ? yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false) : String(raw)
  return name.replaceAll('\\', '/')
}

async function* openEntry(zip: ZipFile, entry: Entry, budget: Budget): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new Error('it is locked with a password. Unpack it yourself and choose the folder.')
  if (!entry.canDecodeFileData()) throw new Error(`it is packed in a way that cannot be read here (method ${entry.compressionMethod}). Unpack it yourself and choose the folder.`)
  yield* limited(await zip.openReadStreamPromise(entry), entry.compressedSize, budget)
}

async function* limited(chunks: AsyncIterable<Uint8Array>, packedBytes: number, budget: Budget): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    budget.bytes += chunk.length
    if (bytes > RATIO_FROM_BYTES && bytes > packedBytes * MAX_RATIO) throw new Error(`it unpacks to more than ${MAX_RATIO} times its size, as no chat does. Reading of it stopped.`)
    if (budget.bytes > MAX_TOTAL_BYTES) throw new Error(`the archive unpacks to more than ${MAX_TOTAL_BYTES / 1024 ** 3} GB. Reading of it stopped.`)
    yield chunk
  }
}

async function salvaged(path: string, thrown: unknown, budget: Budget): Promise<Archive> {
  const entries = await findEntries(path)
  if (entries.length === 0) {
    throw new AppError('ARCHIVE_DAMAGED', `${path} is not a zip archive, or nothing of it is left (${codeOf(thrown)}). Download the export again.`, { cause: thrown, data: { path } })
  }
  const files = entries.map(({ name, start, end, isDeflated }): ArchiveFile => ({
    name,
    sizeBytes: end - start,
    modifiedAt: 0,
    open: () => {
      const packed = createReadStream(path, { start, end: Math.max(start, end - 1) })
      // An entry that ends too early gives what it has; what reads it says so.
      const chunks = isDeflated ? packed.pipe(createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })) : packed
      packed.on('error', (error) => chunks.destroy(error))
      return limited(chunks, end - start, budget)
    },
  }))
  const problems = [`the archive is cut short or damaged (${codeOf(thrown)}). What is whole in it can be read; download the export again to have the rest.`]
  return { files, problems, [Symbol.asyncDispose]: async () => undefined }
}
