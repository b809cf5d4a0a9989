import type { Passage } from '../../contract/entities.ts'
import { answersIn, saidIn, sentencesIn } from './conversation.ts'
import type { OwnSentence, Said } from './conversation.ts'
import { deciderOf } from './decided.ts'
import type { DecidedTurns, WantedTurn } from './decided.ts'
import { gist } from './gist.ts'
import { fatesOf, looksBack } from './of-answer.ts'
import type { Fate } from './of-answer.ts'

/** An answer of a chat as evidence is made of it. `about`: what was asked and what was given, in few sentences of each. */
export type AnswerSurvey = Readonly<{
  about: string
  at: number | null
  conversation: string
  sourceId: string
  /** The passages that `about` is made of, the request's first. */
  requestIds: readonly string[]
  answerIds: readonly string[]
  /** The surest that the next turn shows; null where it shows nothing. */
  fate: (Fate & Readonly<{ at: number | null }>) | null
  thumb: Readonly<{ up: boolean; quote: OwnSentence }> | null
}>

/** A turn that may speak of an answer in another conversation. */
export type LaterTurn = Pick<Said, 'sentences' | 'passageIds'> & Readonly<{ at: number | null; conversation: string; sourceId: string }>

export type ChatSurvey = Readonly<{
  answers: readonly AnswerSurvey[]
  later: readonly LaterTurn[]
  /** What a model could be asked about the turns that show something. */
  wanted: readonly WantedTurn[]
}>

const ASKED = 160
const GIVEN = 200

/** What the passages of one conversation say of its answers, and which turns may say something of others. */
export function surveyChat(passages: readonly Passage[], known: DecidedTurns = {}): ChatSurvey {
  const [first] = passages
  if (first === undefined || first.conversation === null) return { answers: [], later: [], wanted: [] }
  const { conversation, sourceId } = first
  const texts = new Map(passages.map((passage) => [passage.id, passage]))
  const wanted: WantedTurn[] = []
  const answers = answersIn(passages).flatMap((answered): readonly AnswerSurvey[] => {
    const { request, answer, next } = answered
    if (request.by !== 'person' || request.heard.text.trim() === '') return []
    const [fate] = fatesOf(answered, deciderOf(answered, known, wanted))
    const up = answer.marks.has('up')
    const [quote] = answer.passageIds.slice(0, 1).flatMap((id) => sentencesIn(texts.get(id)!))
    return [{
      about: `${gist(request.heard.text, ASKED)} ${gist(answer.heard.text, GIVEN)}`,
      at: answer.heard.at,
      conversation,
      sourceId,
      requestIds: request.passageIds,
      answerIds: answer.passageIds,
      fate: fate && next ? { ...fate, at: next.heard.at } : null,
      thumb: (up || answer.marks.has('down')) && quote ? { up, quote } : null,
    }]
  })
  const [opening] = saidIn(passages)
  // Later turns speak of what was answered here.
  const later = opening?.by === 'person' && looksBack(opening) ? [{ sentences: opening.sentences, passageIds: opening.passageIds, at: opening.heard.at, conversation, sourceId }] : []
  return { answers, later, wanted }
}
