import { AppError, toAppError } from '../contract/errors.ts'
import { embedderId, openEmbedder } from './embedder.ts'
import type { Embedder } from './embedder.ts'
import { readModelFile } from './gguf/read.ts'

export type LaterEmbedder = Embedder & Readonly<{ /** Opens the model, where no text has done so. Rejects as `openEmbedder` does. */ open: () => Promise<void> }>

/**
 * The embedder of a file as soon as its name and header are read; the model is opened by `open` or by the first text.
 * What was learnt has its vectors already, so that a window need not wait for the model. Errors: EMBEDDER_MISSING.
 */
export async function openEmbedderLater(file: string): Promise<LaterEmbedder> {
  const id = await embedderId(file)
  const { facts } = await readModelFile(file).catch((error: unknown) => {
    throw new AppError('EMBEDDER_MISSING', `The embedder ${file} is not a model that llama.cpp can read: ${toAppError(error).message} Delete the file and run "npm run setup".`, { cause: error })
  })
  let opening: Promise<Embedder> | null = null
  const opened = (): Promise<Embedder> => (opening ??= openEmbedder(file))
  return {
    id,
    dimension: facts.shape.embedding,
    embed: async (texts, signal, as) => (await opened()).embed(texts, signal, as),
    open: async () => void (await opened()),
    async [Symbol.asyncDispose]() {
      // Whoever asked for a text was told why there is no model.
      const embedder = await opening?.catch(() => null)
      await embedder?.[Symbol.asyncDispose]()
    },
  }
}
