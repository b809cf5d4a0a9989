import { getLlama, GgufInsights, InsufficientMemoryError, LlamaChat, LlamaLogLevel, readGgufFileInfo } from 'node-llama-cpp'
import type { ChatHistoryItem, Llama, LlamaContext, LlamaModel, Token } from 'node-llama-cpp'
import { AppError } from '../../contract/errors.ts'
import type { BackendName } from '../../contract/models.ts'
import type { Probabilities, Written } from '../language-model.ts'
import { openDecider } from './decider.ts'
import { openPromptReader } from './prompt.ts'
import { freeThreads, openThreads } from './threads.ts'
import type { Threads } from './threads.ts'
import type { DecideJob, LoadedModel, LoadJob, Measured, MeasureJob, WriteJob } from './messages.ts'

/** One model in this process; what is asked of it at the same time is the caller's to prevent. */
export type Engine = AsyncDisposable &
  Readonly<{
    loaded: () => LoadedModel
    write: (job: WriteJob, signal: AbortSignal, onText: (text: string) => void) => Promise<Written>
    decide: (job: DecideJob, signal: AbortSignal) => Promise<Readonly<Record<string, Probabilities>>>
    measure: (job: MeasureJob, signal: AbortSignal) => Promise<Measured>
  }>

/** Below it a prompt with its examples no longer fits. */
const LEAST_CONTEXT = 1024
const LEAST_PROBABILITY = 0.05

const gpuOf = (backend: BackendName): 'cuda' | 'vulkan' | 'metal' | false => (backend === 'cpu' ? false : backend)

async function startLlama(backend: BackendName): Promise<Llama> {
  try {
    return await getLlama({
      gpu: gpuOf(backend),
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.error,
      // The agent keeps the last line as the reason, should this process die of it.
      logger: (_level, text) => void process.stderr.write(`${text.trim()}\n`),
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('MODEL_FAILED', `llama.cpp could not be started for ${backend}: ${reason}`, { cause: error })
  }
}

function toModelError(thrown: unknown, what: string): AppError {
  if (thrown instanceof AppError) return thrown
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  if (thrown instanceof InsufficientMemoryError) return new AppError('MEMORY_SHORT', `${what}: memory is too short. ${reason}`, { cause: thrown })
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return new AppError('MODEL_FAILED', `${what}: its time was up before it wrote a word. Give it less text, or choose a smaller model.`, { cause: thrown })
  if (thrown instanceof Error && thrown.name === 'AbortError') return new AppError('CANCELLED', 'Cancelled.', { cause: thrown })
  return new AppError('MODEL_FAILED', `${what}: ${reason}`, { cause: thrown })
}

async function wrapped<Value>(what: string, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    throw toModelError(error, what)
  }
}

async function halfTheLayers(llama: Llama, file: string): Promise<number> {
  const { totalLayers } = await GgufInsights.from(await readGgufFileInfo(file, { sourceType: 'filesystem' }), llama)
  return Math.floor(totalLayers / 2)
}

/** Loads a model. Errors: MODEL_FAILED, MEMORY_SHORT. */
export async function openEngine({ file, backend, step, context: mostContext, threads }: LoadJob): Promise<Engine> {
  const llama = await startLlama(backend)
  try {
    const most = threads ?? llama.cpuMathCores
    const first = threads ?? (await freeThreads(most))
    const model = await llama.loadModel({ modelPath: file, gpuLayers: { fitContext: { contextSize: mostContext }, ...(step === 'half' && { max: await halfTheLayers(llama, file) }) } })
    const contextSize = { min: Math.min(LEAST_CONTEXT, model.trainContextSize), max: Math.min(mostContext, model.trainContextSize) }
    const working = openThreads(first, most, (limit) => {
      llama.maxThreads = limit
    })
    const context = await working.making(() => model.createContext({ contextSize, threads: most }))
    return openOn(llama, backend, model, context, working)
  } catch (error) {
    await llama.dispose()
    throw toModelError(error, `The model ${file} could not be loaded`)
  }
}

function openOn(llama: Llama, backend: BackendName, model: LlamaModel, context: LlamaContext, threads: Threads): Engine {
  const sequence = context.getSequence()
  const chat = new LlamaChat({ contextSequence: sequence })
  const readPrompt = openPromptReader(sequence, context.batchSize)
  const decider = openDecider(model, threads)

  /** As its template has them, without the answer. Error: INPUT_INVALID where no room is left for it. */
  function tokensOf(history: readonly ChatHistoryItem[], maxTokens: number): Token[] {
    const tokens = chat.chatWrapper.generateContextState({ chatHistory: history }).contextText.tokenize(model.tokenizer)
    if (tokens.length + maxTokens <= context.contextSize) return tokens
    throw new AppError('INPUT_INVALID', `The text has ${tokens.length} tokens and the answer may take ${maxTokens}; the model holds ${context.contextSize} here. Give it less text.`, {
      data: { tokens: tokens.length, maxTokens, context: context.contextSize },
    })
  }

  async function generate(job: WriteJob, signal: AbortSignal, onText: (text: string) => void, onTokens: (count: number) => void): Promise<Written> {
    const history: ChatHistoryItem[] = [{ type: 'system', text: job.system }, { type: 'user', text: job.prompt }, { type: 'model', response: [] }]
    // The library's own type for any schema does not fit its parameter under exactOptionalPropertyTypes.
    const grammar = job.schema && (await llama.createGrammarForJsonSchema(job.schema as never))
    const begun = performance.now()
    const limit = AbortSignal.timeout(job.limitMs)
    const stopped = AbortSignal.any([signal, limit])
    await readPrompt(tokensOf(history, job.maxTokens), stopped)
    let tokens = 0
    const { response, metadata } = await chat.generateResponse(history, {
      maxTokens: job.maxTokens,
      temperature: job.temperature,
      minP: job.temperature > 0 ? LEAST_PROBABILITY : 0,
      signal: stopped,
      stopOnAbortSignal: true,
      budgets: { thoughtTokens: 0 },
      onTextChunk: onText,
      onToken: (written) => {
        tokens += written.length
        onTokens(written.length)
      },
      ...(grammar && { grammar }),
    })
    signal.throwIfAborted()
    const isCutOff = metadata.stopReason === 'maxTokens' || metadata.stopReason === 'abort'
    return { text: response, end: isCutOff ? 'length' : 'done', tokens, seconds: (performance.now() - begun) / 1000 }
  }

  return {
    loaded: () => {
      const parts = [model.memoryUsage, context.memoryUsage, decider.memory()]
      const layers = model.fileInsights.totalLayers
      return {
        backend: llama.gpu || backend === 'cpu' ? backend : 'cpu',
        layers: { onGpu: model.gpuLayers, of: layers },
        context: context.contextSize,
        memory: { ram: parts.reduce((sum, { ram }) => sum + ram, 0), gpu: parts.reduce((sum, { vram }) => sum + vram, 0) },
      }
    },
    write: (job, signal, onText) => wrapped('The model could not write', () => threads.during(() => generate(job, signal, onText, () => undefined))),
    decide: ({ text, questions }, signal) => wrapped('The model could not decide', () => threads.during(() => decider.decide(text, questions, signal))),
    measure: ({ forMs }, signal) =>
      wrapped('The model could not be measured', async () => {
        const begun = performance.now()
        let first: number | null = null
        let last = begun
        let count = 0
        const job = { system: 'You tell long stories.', prompt: 'Tell a long story about a harbour.', maxTokens: Math.floor(context.contextSize / 2), temperature: 0.8, limitMs: forMs }
        await threads.during(() => generate(job, signal, () => undefined, (written) => {
          last = performance.now()
          if (first === null) first = last
          else count += written
        }))
        if (first === null || count === 0) throw new AppError('MODEL_FAILED', `The model wrote nothing in ${Math.round(forMs / 1000)} s.`)
        return { tokensPerSecond: count / ((last - first) / 1000), firstTokenMs: first - begun }
      }),
    [Symbol.asyncDispose]: async () => {
      chat.dispose()
      await decider[Symbol.asyncDispose]()
      await context.dispose()
      await model.dispose()
      await llama.dispose()
    },
  }
}
