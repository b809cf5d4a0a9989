import type { Llama } from 'node-llama-cpp'
import { AppError, toAppError } from '../contract/errors.ts'
import { embedderId, openEmbedder, startLlama } from './embedder.ts'
import type { Embedder } from './embedder.ts'
import type { DigestOf } from './file-digest.ts'
import { readModelFile } from './gguf/read.ts'

/** Opening it anew takes a tenth of a second. */
const IDLE_MS = 30_000

/**
 * The embedder of a file as soon as its name and header are read; the model is opened by the first text.
 * What was learnt has its vectors already, so that a window need not wait for the model, and after `idleMs` without a text it is
 * let go again. A file that has become another one meanwhile embeds nothing: its vectors are of another space. Errors: EMBEDDER_MISSING.
 */
export async function openEmbedderLater(file: string, { idleMs = IDLE_MS, digestOf }: Readonly<{ idleMs?: number; digestOf?: DigestOf }> = {}): Promise<Embedder> {
  const options = { ...(digestOf && { digestOf }) }
  const id = await embedderId(file, options)
  const { facts } = await readModelFile(file).catch((error: unknown) => {
    throw new AppError('EMBEDDER_MISSING', `The embedder ${file} is not a model that llama.cpp can read: ${toAppError(error).message} Delete the file and run "npm run setup".`, { cause: error })
  })
  /** Loaded by the first text, and kept: it is small, and takes longer to load than the model. */
  let library: Promise<Llama> | null = null
  let opening: Promise<Embedder> | null = null
  let releasing: Promise<void> = Promise.resolve()
  let underWay = 0
  let idle: NodeJS.Timeout | undefined

  function loaded(): Promise<Llama> {
    if (library) return library
    const loading = startLlama()
    loading.catch(() => (library = null))
    return (library = loading)
  }

  async function open(): Promise<Embedder> {
    const embedder = await openEmbedder(file, { ...options, library: await loaded() })
    if (embedder.id === id) return embedder
    await embedder[Symbol.asyncDispose]()
    throw new AppError('EMBEDDER_MISSING', `The embedder ${file} was replaced by another one while Tacit was running. Start Tacit again.`, { data: { id, found: embedder.id } })
  }

  /** Where it cannot be opened, each text tries again. */
  function opened(): Promise<Embedder> {
    if (opening) return opening
    const next = releasing.then(open)
    next.catch(() => (opening = null))
    return (opening = next)
  }

  function release(): Promise<void> {
    const last = opening
    opening = null
    if (last) releasing = last.then((embedder) => embedder[Symbol.asyncDispose](), () => undefined)
    return releasing
  }

  const embed: Embedder['embed'] = async (texts, signal, as) => {
    clearTimeout(idle)
    underWay += 1
    try {
      return await (await opened()).embed(texts, signal, as)
    } finally {
      underWay -= 1
      if (underWay === 0) idle = setTimeout(() => void release(), idleMs).unref()
    }
  }
  return {
    id,
    dimension: facts.shape.embedding,
    embed,
    async [Symbol.asyncDispose]() {
      clearTimeout(idle)
      await release()
      await (await library)?.dispose()
    },
  }
}
