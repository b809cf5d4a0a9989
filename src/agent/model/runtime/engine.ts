import { getLlama, GgufInsights, InsufficientMemoryError, LlamaChat, LlamaLogLevel, readGgufFileInfo } from 'node-llama-cpp'
import type { ChatHistoryItem, DecisionAnswers, DecisionQuestion, Llama, LlamaContext, LlamaDecisionContext, LlamaModel, Token } from 'node-llama-cpp'
import { AppError } from '../../contract/errors.ts'
import type { BackendName } from '../../contract/models.ts'
import type { Probabilities, Question, Written } from '../language-model.ts'
import { openPromptReader } from './prompt.ts'
import { freeThreads } from './threads.ts'
import type { DecideJob, LoadedModel, LoadJob, Measured, MeasureJob, WriteJob } from './messages.ts'

/** One model in this process; what is asked of it at the same time is the caller's to prevent. */
export type Engine = AsyncDisposable &
  Readonly<{
    loaded: () => LoadedModel
    write: (job: WriteJob, signal: AbortSignal, onText: (text: string) => void) => Promise<Written>
    decide: (job: DecideJob, signal: AbortSignal) => Promise<Readonly<Record<string, Probabilities>>>
    measure: (job: MeasureJob, signal: AbortSignal) => Promise<Measured>
  }>

const DECISION_CONTEXT = 2048
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

function toDecisionQuestion(question: Question): DecisionQuestion {
  switch (question.kind) {
    case 'yes-no':
      return { type: 'noul', instruction: question.instruction, criteria: { true: question.yes, false: question.no } }
    case 'choice':
      return { type: 'choice', instruction: question.instruction, criteria: question.options }
  }
  question satisfies never
}

function toProbabilities(answer: DecisionAnswers<Record<string, DecisionQuestion>>[string]): Probabilities {
  switch (answer.type) {
    case 'noul':
      return { yes: answer.value, no: 1 - answer.value }
    case 'choice':
      return answer.probabilities
    case 'score':
      throw new AppError('MODEL_FAILED', 'A question was answered with a score, which was not asked for.')
  }
  answer satisfies never
}

async function halfTheLayers(llama: Llama, file: string): Promise<number> {
  const { totalLayers } = await GgufInsights.from(await readGgufFileInfo(file, { sourceType: 'filesystem' }), llama)
  return Math.floor(totalLayers / 2)
}

/** Loads a model. Errors: MODEL_FAILED, MEMORY_SHORT. */
export async function openEngine({ file, backend, step, context: mostContext, threads }: LoadJob): Promise<Engine> {
  const llama = await startLlama(backend)
  try {
    if (!llama.gpu) llama.maxThreads = threads ?? (await freeThreads(llama.cpuMathCores))
    const model = await llama.loadModel({ modelPath: file, gpuLayers: { fitContext: { contextSize: mostContext }, ...(step === 'half' && { max: await halfTheLayers(llama, file) }) } })
    const contextSize = { min: Math.min(LEAST_CONTEXT, model.trainContextSize), max: Math.min(mostContext, model.trainContextSize) }
    const context = await model.createContext({ contextSize })
    return openOn(llama, backend, model, context)
  } catch (error) {
    await llama.dispose()
    throw toModelError(error, `The model ${file} could not be loaded`)
  }
}

function openOn(llama: Llama, backend: BackendName, model: LlamaModel, context: LlamaContext): Engine {
  const sequence = context.getSequence()
  const chat = new LlamaChat({ contextSequence: sequence })
  const readPrompt = openPromptReader(sequence, context.batchSize)
  let deciding: Promise<LlamaDecisionContext> | null = null
  let decisions: LlamaDecisionContext | null = null

  async function decisionContext(): Promise<LlamaDecisionContext> {
    deciding ??= model.createDecisionContext({ contextSize: { max: DECISION_CONTEXT } })
    try {
      decisions = await deciding
      return decisions
    } catch (error) {
      deciding = null
      throw error
    }
  }

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
      const parts = [model.memoryUsage, context.memoryUsage, ...(decisions ? [decisions.memoryUsage] : [])]
      const layers = model.fileInsights.totalLayers
      return {
        backend: llama.gpu || backend === 'cpu' ? backend : 'cpu',
        layers: { onGpu: model.gpuLayers, of: layers },
        context: context.contextSize,
        memory: { ram: parts.reduce((sum, { ram }) => sum + ram, 0), gpu: parts.reduce((sum, { vram }) => sum + vram, 0) },
      }
    },
    write: (job, signal, onText) => wrapped('The model could not write', () => generate(job, signal, onText, () => undefined)),
    decide: ({ text, questions }, signal) =>
      wrapped('The model could not decide', async () => {
        const opened = await decisionContext()
        const asked = Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, toDecisionQuestion(question)]))
        const answers = await opened.decide(text, asked, { signal, onOverflow: 'truncateDocument' })
        return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, toProbabilities(answer)]))
      }),
    measure: ({ forMs }, signal) =>
      wrapped('The model could not be measured', async () => {
        const begun = performance.now()
        let first: number | null = null
        let last = begun
        let count = 0
        const job = { system: 'You tell long stories.', prompt: 'Tell a long story about a harbour.', maxTokens: Math.floor(context.contextSize / 2), temperature: 0.8, limitMs: forMs }
        await generate(job, signal, () => undefined, (written) => {
          last = performance.now()
          if (first === null) first = last
          else count += written
        })
        if (first === null || count === 0) throw new AppError('MODEL_FAILED', `The model wrote nothing in ${Math.round(forMs / 1000)} s.`)
        return { tokensPerSecond: count / ((last - first) / 1000), firstTokenMs: first - begun }
      }),
    [Symbol.asyncDispose]: async () => {
      chat.dispose()
      await decisions?.dispose()
      await context.dispose()
      await model.dispose()
      await llama.dispose()
    },
  }
}
