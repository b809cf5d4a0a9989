import type { DecisionAnswers, DecisionQuestion, LlamaContext, LlamaDecisionContext, LlamaModel } from 'node-llama-cpp'
import { AppError } from '../../contract/errors.ts'
import type { Probabilities, Question } from '../language-model.ts'
import type { Threads } from './threads.ts'

/** Typed decisions of a model, in a context of their own, which is made with the first. */
export type Decider = AsyncDisposable &
  Readonly<{
    /** A cancelled one is let go with the batch that is being read. */
    decide: (text: string, questions: Readonly<Record<string, Question>>, signal: AbortSignal) => Promise<Readonly<Record<string, Probabilities>>>
    /** Bytes. */
    memory: () => Readonly<{ ram: number; vram: number }>
  }>

const CONTEXT = 2048
/** Tokens that the processor reads before it hears of a cancel; more at a time would be read a fifth faster at most. */
const BATCH_ON_PROCESSOR = 8

type Opened = Readonly<{ decisions: LlamaDecisionContext; context: LlamaContext }>

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

/** The library looks for a cancel only once it has read a whole text, and gives no other hold on the context that it reads it with. */
async function openDecisions(model: LlamaModel): Promise<Opened> {
  let context: LlamaContext | null = null
  const making: LlamaModel = Object.create(model, {
    createContext: {
      value: async (options: Parameters<LlamaModel['createContext']>[0]) => {
        context = await model.createContext(options)
        return context
      },
    },
  })
  const isOnGpu = model.gpuLayers >= model.fileInsights.totalLayers
  const decisions = await making.createDecisionContext({ contextSize: { max: CONTEXT }, ...(!isOnGpu && { batchSize: BATCH_ON_PROCESSOR }) })
  if (context === null) throw new AppError('MODEL_FAILED', 'No context was made for decisions.')
  return { decisions, context }
}

export function openDecider(model: LlamaModel, threads: Threads): Decider {
  let opening: Promise<Opened> | null = null
  let opened: Opened | null = null

  async function ready(): Promise<Opened> {
    opening ??= threads.making(() => openDecisions(model))
    try {
      opened = await opening
      return opened
    } catch (error) {
      opening = null
      throw error
    }
  }

  async function letGo(): Promise<void> {
    const gone = opened
    opening = null
    opened = null
    await gone?.context.dispose()
  }

  return {
    memory: () => opened?.decisions.memoryUsage ?? { ram: 0, vram: 0 },
    decide: async (text, questions, signal) => {
      const { decisions } = await ready()
      signal.throwIfAborted()
      let lettingGo: Promise<void> | null = null
      const cancel = (): void => void (lettingGo = letGo())
      signal.addEventListener('abort', cancel, { once: true })
      try {
        const asked = Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, toDecisionQuestion(question)]))
        const answers = await decisions.decide(text, asked, { signal, onOverflow: 'truncateDocument' })
        return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, toProbabilities(answer)]))
      } catch (error) {
        signal.throwIfAborted()
        throw error
      } finally {
        signal.removeEventListener('abort', cancel)
        await lettingGo
      }
    },
    [Symbol.asyncDispose]: letGo,
  }
}
