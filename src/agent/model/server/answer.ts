import { z } from 'zod'
import { AppError } from '../../contract/index.ts'
import type { NetworkAnswer } from '../../network/network.ts'
import type { Written } from '../language-model.ts'
import { withoutKey } from './address.ts'
import type { ServerSettings } from './address.ts'
import { readEvents } from './events.ts'
import { wordsIn } from './failure.ts'

/** A piece of an answer and a whole one differ in the name of what holds the words. */
const said = z.object({ content: z.string().nullish(), reasoning_content: z.string().nullish() })
const pieceSchema = z.object({
  error: z.unknown().optional(),
  choices: z.array(z.object({ delta: said.nullish(), message: said.nullish(), finish_reason: z.string().nullish() })).default([]),
  usage: z.object({ completion_tokens: z.number().nullish() }).nullish(),
})

/** No writing has longer words; whoever goes on past it does not heed the limit of tokens. */
const CHARACTERS_A_TOKEN = 24
/** Each token comes in some 300 bytes around it. */
const BYTES_A_TOKEN = 4096
const BYTES_AROUND = 1 << 20

type Wanted = Readonly<{ maxTokens: number; firstMs: number; stallMs: number; onText: ((text: string) => void) | undefined }>

/** Reads a chat answer, in pieces or whole. Errors: SERVER_FAILED; NetworkFailure where the connection breaks. */
export async function readAnswer(answer: NetworkAnswer, server: ServerSettings, { maxTokens, firstMs, stallMs, onText }: Wanted): Promise<Omit<Written, 'seconds'>> {
  const mostBytes = BYTES_AROUND + maxTokens * BYTES_A_TOKEN
  const mostCharacters = 256 + maxTokens * CHARACTERS_A_TOKEN
  let text = ''
  let pieces = 0
  /** Of the answer, or of the thinking aloud before it, which is not kept. */
  let signs = 0
  let counted: number | null = null
  let reason: string | null = null
  const fail = (what: string): AppError => new AppError('SERVER_FAILED', withoutKey(`Your server at ${server.address} ${what}`, server.key))

  function take(json: string): void {
    const { error, choices, usage } = parsed(json)
    if (error !== undefined && error !== null) throw fail(`gave up while it answered. It says: "${wordsIn(JSON.stringify({ error }))}"`)
    counted = usage?.completion_tokens ?? counted
    const [choice] = choices
    reason = choice?.finish_reason ?? reason
    const words = choice?.delta?.content ?? choice?.message?.content ?? ''
    if (words !== '' || choice?.delta?.reasoning_content) signs += 1
    if (words === '') return
    pieces += 1
    text += words
    onText?.(words)
  }

  function parsed(json: string): z.infer<typeof pieceSchema> {
    try {
      return pieceSchema.parse(JSON.parse(json))
    } catch {
      throw fail(`answered with what is no chat answer: "${(wordsIn(json) || json).slice(0, 200)}" Look whether its address is right and whether it is OpenAI-compatible.`)
    }
  }

  const stalled = (): AppError =>
    signs === 0
      ? fail(`has not begun to answer within ${Math.ceil(firstMs / 1000)} s. It may be loading the model, or the model may be too large for it.`)
      : fail(`stopped in the middle of its answer: nothing came for ${Math.ceil(stallMs / 1000)} s.`)
  const written = (end: Written['end']): Omit<Written, 'seconds'> => ({ text, end, tokens: counted ?? pieces })

  if (!(answer.headers['content-type'] ?? '').includes('text/event-stream')) {
    take(await answer.text(mostBytes))
    if (reason === null) throw fail('answered with JSON that holds no answer. Look whether it is OpenAI-compatible.')
    return written(reason === 'length' || text.length > mostCharacters ? 'length' : 'done')
  }
  const clock = openClock(answer, firstMs)
  try {
    for await (const event of readEvents(answer.body, mostBytes)) {
      if (event.trim() === '[DONE]') break
      const before = signs
      take(event)
      // Comments, and an empty first piece, do not count as going on.
      if (signs > before) clock.again(stallMs)
      if (text.length > mostCharacters) return written('length')
    }
  } catch (thrown) {
    if (clock.hasRung()) throw stalled()
    if (thrown instanceof RangeError) throw fail(`answered with far more than was asked for: ${thrown.message}. It was cut off.`)
    throw thrown
  } finally {
    clock.stop()
  }
  if (clock.hasRung()) throw stalled()
  if (reason === null) throw fail(`cut its answer off after ${pieces} pieces, without saying that it had ended. Try again; its own log may say why.`)
  return written(reason === 'length' ? 'length' : 'done')
}

/** Cuts the connection when it rings. */
function openClock(answer: Disposable, ms: number) {
  let isRung = false
  const ring = (): void => {
    isRung = true
    answer[Symbol.dispose]()
  }
  let timer = setTimeout(ring, ms)
  return {
    again: (next: number): void => {
      clearTimeout(timer)
      timer = setTimeout(ring, next)
    },
    hasRung: () => isRung,
    stop: (): void => clearTimeout(timer),
  }
}
