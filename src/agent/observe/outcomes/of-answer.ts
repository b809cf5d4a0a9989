import { TURNS } from '../../model/decisions/questions.ts'
import { weighed } from '../../model/decisions/weigh.ts'
import { says, UNDOES } from './cues.ts'
import type { Cue } from './cues.ts'
import { exchangeOf } from './conversation.ts'
import type { Answered, OwnSentence, Said } from './conversation.ts'
import { featuresOf } from './features.ts'
import type { Exchange } from './features.ts'
import { probabilityOf } from './model.ts'

export const ANSWER_OUTCOMES = ['used', 'built on', 'came back to', 'asked again', 'corrected', 'abandoned', 'worked', 'did not work'] as const
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number]

/** What became of an answer, with the words of the person's that show it: an exact substring of their passage. */
export type Fate = OwnSentence & Readonly<{ outcome: AnswerOutcome; probability: number }>

/** Another reader of the same words: its probability of an outcome as one of `TURNS`, or null where it has none. */
export type Decider = (exchange: Exchange, outcome: AnswerOutcome, quote: string) => number | null

// No data says how often these words mean it; set by hand, and below what the learnt ones reach. `learnt` are from the model.
const BY_WORDS = { worked: 0.85, failed: 0.8, used: 0.8, leaves: 0.75, again: 0.6, changes: 0.6, goesOn: 0.55 } as const
const QUESTION = 0.4
const SAME_REQUEST = 0.5
const TAKEN_UP = 0.15

/** Everything that the person's next turn shows of an answer, the surest first; nothing where they said nothing more. */
export function fatesOf(answered: Answered, decide: Decider = () => null): readonly Fate[] {
  const { next } = answered
  if (next === null || next.sentences.length === 0) return []
  const exchange = exchangeOf(answered)
  const features = featuresOf(exchange)
  const used = features['holds code'] === 1 ? probabilityOf('used', features) : 0
  const repeats = features['asks the same']
  const isTakenUp = features['takes up the answer'] >= TAKEN_UP
  const fates = next.sentences.flatMap((sentence, index): readonly Fate[] => {
    const { quote } = sentence
    const doubt = quote.endsWith('?') ? QUESTION : 1
    const found: [AnswerOutcome, number][] = []
    const on = (cue: Cue): boolean => says(cue, quote)
    if (on('failed')) found.push(['did not work', BY_WORDS.failed * doubt])
    else if (on('worked')) found.push(['worked', BY_WORDS.worked * doubt])
    if (on('used')) found.push(['used', BY_WORDS.used * doubt])
    // It was learnt on turns of a sentence or two, so a long turn is judged by the sentence.
    if (on('wrong') || on('unclear')) found.push(['corrected', probabilityOf('corrected', featuresOf({ ...exchange, next: { ...exchange.next!, text: quote } }))])
    if (on('leaves')) found.push(['abandoned', BY_WORDS.leaves * doubt])
    if (UNDOES.test(quote)) found.push(['abandoned', probabilityOf('undone', features)])
    if (index === 0 && repeats >= SAME_REQUEST) found.push(['asked again', 0.4 + 0.5 * repeats])
    else if (on('again')) found.push(['asked again', BY_WORDS.again])
    if (on('changes')) found.push(['built on', Math.max(used, isTakenUp ? BY_WORDS.changes : 0)])
    else if (on('goes on')) found.push(['built on', Math.max(used, isTakenUp ? BY_WORDS.goesOn : 0)])
    return found.map(([outcome, probability]) => ({ ...sentence, outcome, probability: weighed(probability, decide(exchange, outcome, quote), TURNS.length) }))
  })
  return fates.filter(({ probability }) => probability > 0).toSorted((a, b) => b.probability - a.probability)
}

/** What a later turn elsewhere shows of an answer that it is about; `likeness` is the cosine between the two. */
export function laterFatesOf(later: Pick<Said, 'sentences'>, likeness: number): readonly Fate[] {
  const linked = Math.min(0.9, Math.max(0, 0.5 + 1.5 * (likeness - 0.5)))
  return later.sentences.flatMap((sentence): readonly Fate[] => {
    const on = (cue: Cue): boolean => says(cue, sentence.quote)
    const doubt = sentence.quote.endsWith('?') ? QUESTION : 1
    if (on('failed')) return [{ ...sentence, outcome: 'did not work', probability: linked * BY_WORDS.failed * doubt }]
    if (on('worked')) return [{ ...sentence, outcome: 'worked', probability: linked * BY_WORDS.worked * doubt }]
    if (on('used')) return [{ ...sentence, outcome: 'used', probability: linked * BY_WORDS.used * doubt }]
    return on('back') ? [{ ...sentence, outcome: 'came back to', probability: linked }] : []
  }).toSorted((a, b) => b.probability - a.probability)
}

/** Whether a turn speaks of something from another time. */
export const looksBack = ({ sentences }: Pick<Said, 'sentences'>): boolean => sentences.some(({ quote }) => (['back', 'used', 'worked', 'failed'] as const).some((cue) => says(cue, quote)))

