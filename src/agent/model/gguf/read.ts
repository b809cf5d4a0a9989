import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { factsOf } from './facts.ts'
import type { ModelFacts } from './facts.ts'
import { foreign } from './foreign.ts'
import { readHeader } from './header.ts'
import { Refused, refuse } from './refuse.ts'
import { HeaderEnded, HeaderTooLong, MOST_HEADER_BYTES, openWindow } from './window.ts'
import type { Bytes } from './window.ts'

const FIRST_BYTES = 64

const count = (bytes: number): string => bytes.toLocaleString('en-GB')

/** What a GGUF's header says. Throws Refused where the file is foreign, damaged, cut off, or of no use to Tacit. */
export async function readFacts(bytes: Bytes): Promise<ModelFacts> {
  const start = Buffer.alloc(Math.min(FIRST_BYTES, bytes.size))
  await bytes.read(start, 0)
  const what = foreign(start)
  if (what) refuse(what)
  const header = await readHeader(openWindow(bytes)).catch((error: unknown) => {
    if (error instanceof HeaderEnded) return refuse(`ends within its header, after ${count(bytes.size)} bytes. It was not downloaded or copied whole; get it again.`)
    if (error instanceof HeaderTooLong) return refuse(`has a header of more than ${MOST_HEADER_BYTES / 2 ** 20} MB, which no model has. It is damaged.`)
    throw error
  })
  const facts = factsOf(header)
  if (header.end > bytes.size) refuse(`is cut off: ${count(header.end - bytes.size)} of its ${count(header.end)} bytes are missing. It was not downloaded or copied whole; get it again.`)
  return facts
}

/** Reads the header of a model file; nothing is loaded. Errors: NOT_FOUND, MODEL_REFUSED with the reason. */
export async function readModelFile(path: string): Promise<Readonly<{ facts: ModelFacts; size: number; changedAt: number }>> {
  const cannot = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new AppError('NOT_FOUND', `There is no file ${path}.`, { cause: error })
    throw new AppError('MODEL_REFUSED', `${path} cannot be read (${error.code}). Give this account permission to read it.`, { cause: error })
  }
  // To open a pipe would wait for whoever writes into it.
  if (!(await stat(path).catch(cannot)).isFile()) throw new AppError('MODEL_REFUSED', `${basename(path)} is a folder or a device, not a file. Name the GGUF file itself.`, { data: { path } })
  const file = await open(path, 'r').catch(cannot)
  try {
    const { size, mtimeMs } = await file.stat()
    const read = async (into: Buffer, position: number): Promise<number> => (await file.read(into, 0, into.length, position)).bytesRead
    return { facts: await readFacts({ size, read }), size, changedAt: mtimeMs }
  } catch (error) {
    if (error instanceof Refused) throw new AppError('MODEL_REFUSED', `${basename(path)} ${error.message}`, { cause: error, data: { path } })
    throw error
  } finally {
    await file.close()
  }
}
