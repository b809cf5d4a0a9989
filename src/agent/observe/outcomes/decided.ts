import { askedKey } from '../../model/decisions/questions.ts'
import type { Asked, DecidedTurn } from '../../model/decisions/questions.ts'
import type { Answered } from './conversation.ts'
import type { AnswerOutcome, Decider } from './of-answer.ts'

/** What a model made of turns: calibrated probabilities of `TURNS` by `askedKey`. */
export type DecidedTurns = Readonly<Record<string, Readonly<Record<string, number>>>>

/** A turn that a model could be asked about, and the passages whose words the question holds. */
export type WantedTurn = Readonly<{ asked: Asked; passageIds: readonly string[] }>

/** Whether it worked, and whether it was asked again or come back to, is not asked. */
const OPTIONS: Readonly<Partial<Record<AnswerOutcome, DecidedTurn>>> = { used: 'used', 'built on': 'used', worked: 'used', corrected: 'corrected', abandoned: 'abandoned' }

/** Looks up what is known of an answer's next turn, and notes in `wanted` what could be asked. */
export function deciderOf({ request, answer, next }: Answered, known: DecidedTurns, wanted: WantedTurn[]): Decider {
  const passageIds = [...request.passageIds, ...answer.passageIds, ...(next?.passageIds ?? [])]
  const seen = new Set<string>()
  return (exchange, outcome, quote) => {
    const option = OPTIONS[outcome]
    if (option === undefined) return null
    const asked: Asked = { name: 'turn', request: exchange.request.text, answer: exchange.answer.text, said: quote }
    const key = askedKey(asked)
    if (!seen.has(key) && wanted.length < MOST_WANTED) wanted.push({ asked: shortened(asked), passageIds })
    seen.add(key)
    return known[key]?.[option] ?? null
  }
}

/** As much as the model is shown, so that long turns are not kept twice. */
function shortened(asked: Extract<Asked, { name: 'turn' }>): Asked {
  const { request, answer, said } = asked
  const short = { ...asked, request: request.slice(0, MOST), answer: answer.slice(0, MOST), said: said.slice(0, MOST) }
  return askedKey(short) === askedKey(asked) ? short : asked
}

/** Over what a question shows, since white space is drawn together. */
const MOST = 400
/** Of a conversation, as many as can become evidence of one. */
const MOST_WANTED = 3
