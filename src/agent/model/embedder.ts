import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Llama, LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp'
import { AppError } from '../contract/errors.ts'
import { fileDigest } from './file-digest.ts'
import type { DigestOf } from './file-digest.ts'
import { openLanes } from './lanes.ts'

/** Turns texts into unit vectors of one space. Vectors of two ids must never be compared. */
export type Embedder = AsyncDisposable &
  Readonly<{
    /** File name and the start of the file's SHA-256; where something is put before each text, what that is. */
    id: string
    dimension: number
    /**
     * One unit vector a text, in order; a text too long for the model is cut at its last token that fits. An empty text is INPUT_INVALID.
     * `as` is what is looked for, or what is found; only a few models tell them apart. Defaults to passages.
     */
    embed: (texts: readonly string[], signal?: AbortSignal, as?: 'passage' | 'query') => Promise<Float32Array[]>
  }>

export type EmbedderOptions = Readonly<{
  /** How many texts are computed at a time, each by one thread. Defaults to the processor's cores, at most four. */
  threads?: number
  /** What the model was trained to see before a text. Defaults to nothing. */
  prefixes?: Prefixes
  /** Defaults to 256: what sentence-transformers reads with the built-in model; beyond it its vectors were never trained. */
  mostTokens?: number
  /** Defaults to reading the whole file. */
  digestOf?: DigestOf
  /** The library where it is loaded already; it stays its owner's. */
  library?: Llama
  signal?: AbortSignal
  log?: (level: string, text: string) => void
}>

export type Prefixes = Readonly<{ query: string; passage: string }>

const NO_PREFIXES: Prefixes = { query: '', passage: '' }
const MOST_TOKENS = 256
const MOST_THREADS = 4
const DIGITS_OF_DIGEST = 12

/** Loads the library that reads models. On Linux that starts a program to try it, which takes longer than to open a small model. Errors: NATIVE_UNUSABLE. */
export async function startLlama(log?: EmbedderOptions['log']): Promise<Llama> {
  try {
    // Whoever only names an embedder does not wait for its library to be read.
    const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
    return await getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.error,
      logger: (level, text) => log?.(level, text),
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('NATIVE_UNUSABLE', `llama.cpp, which reads texts for Tacit, could not be loaded: ${reason} Run "npm run setup" to install it again.`, { cause: error })
  }
}

async function loadModel(llama: Llama, file: string, signal?: AbortSignal): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath: file, ...(signal && { loadSignal: signal }) })
  } catch (error) {
    signal?.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('EMBEDDER_MISSING', `The embedder ${file} is not a model that llama.cpp can read: ${reason} Delete the file and run "npm run setup".`, { cause: error })
  }
}

function unit(vector: readonly number[]): Float32Array {
  const norm = Math.hypot(...vector)
  return Float32Array.from(vector, (each) => each / norm)
}

function openOn(llama: Llama, model: LlamaModel, id: string, { prefixes, mostTokens }: Required<Pick<EmbedderOptions, 'prefixes' | 'mostTokens'>>, close: () => Promise<void>): Embedder {
  const contextSize = Math.min(mostTokens, model.trainContextSize)
  // One thread a context and several contexts: short texts gain nothing from two threads that wait for each other.
  const lanes = openLanes(llama.maxThreads, () => model.createEmbeddingContext({ contextSize, threads: 1 }))

  async function embedOne(text: string, index: number, context: LlamaEmbeddingContext, prefix: string): Promise<Float32Array> {
    const tokens = text === '' ? [] : model.tokenize(prefix + text)
    if (tokens.length === 0) throw new AppError('INPUT_INVALID', `Text ${index} of those to embed is empty. Leave it out.`, { data: { index } })
    // The context adds two marks of its own and wants one place free.
    const { vector } = await context.getEmbeddingFor(tokens.slice(0, contextSize - 3))
    return unit(vector)
  }

  return {
    id,
    dimension: model.embeddingVectorSize,
    embed: (texts, signal, as = 'passage') => lanes.map(texts, (text, index, context) => embedOne(text, index, context, prefixes[as]), signal),
    async [Symbol.asyncDispose]() {
      await lanes[Symbol.asyncDispose]()
      await model.dispose()
      await close()
    },
  }
}

/** The id of the embedder that a file makes. Errors: EMBEDDER_MISSING. */
export async function embedderId(file: string, { prefixes = NO_PREFIXES, digestOf = fileDigest, signal }: Pick<EmbedderOptions, 'prefixes' | 'digestOf' | 'signal'> = {}): Promise<string> {
  if (!existsSync(file)) throw new AppError('EMBEDDER_MISSING', `There is no embedder at ${file}. Run "npm run setup" to make the built-in one.`)
  const mark = prefixes.query + prefixes.passage === '' ? '' : `+${JSON.stringify([prefixes.query, prefixes.passage])}`
  return `${basename(file)}@${(await digestOf(file, signal)).slice(0, DIGITS_OF_DIGEST)}${mark}`
}

/** Opens a GGUF embedder on the processor alone. Errors: EMBEDDER_MISSING, NATIVE_UNUSABLE. */
export async function openEmbedder(file: string, { threads, prefixes = NO_PREFIXES, mostTokens = MOST_TOKENS, digestOf, library, signal, log }: EmbedderOptions = {}): Promise<Embedder> {
  const id = await embedderId(file, { prefixes, ...(digestOf && { digestOf }), ...(signal && { signal }) })
  const llama = library ?? (await startLlama(log))
  const close = async (): Promise<void> => (library === undefined ? llama.dispose() : undefined)
  try {
    llama.maxThreads = threads ?? Math.min(MOST_THREADS, llama.cpuMathCores)
    return openOn(llama, await loadModel(llama, file, signal), id, { prefixes, mostTokens }, close)
  } catch (error) {
    await close()
    throw error
  }
}
