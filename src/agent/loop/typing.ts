import { INTENTS } from '../model/decisions/questions.ts'
import type { DecidedIntent } from '../model/decisions/questions.ts'
import { weighed } from '../model/decisions/weigh.ts'
import type { Intent, IntentKind } from '../observe/intent.ts'
import type { Deciding, Wanted } from './deciding.ts'

/** A model's reading of the sentences that the cues found; it finds none by itself. */
export type Typing = Readonly<{
  /** Notes what could be asked, and gives each sentence with what is known of it by now. */
  weigh: (intents: readonly Intent[]) => readonly Intent[]
  /** Changes with what is known. */
  mark: () => number
}>

/** The kinds that the question tells apart; a step and something stalled are between them. */
const OPTIONS: Readonly<Partial<Record<IntentKind, DecidedIntent>>> = { wish: 'wish', plan: 'plan', done: 'done', dropped: 'dropped' }

export const NO_TYPING: Typing = { weigh: (intents) => intents, mark: () => 0 }

export function openTyping(deciding: Pick<Deciding, 'of' | 'known' | 'want'>): Typing {
  return {
    weigh: (intents) => {
      deciding.want('intents', intents.flatMap(({ kind, quote, passageId }): readonly Wanted[] => (OPTIONS[kind] ? [{ asked: { name: 'intent', sentence: quote }, passageIds: [passageId] }] : [])))
      return intents.map((intent) => {
        const option = OPTIONS[intent.kind]
        const decided = option === undefined ? null : deciding.of({ name: 'intent', sentence: intent.quote })
        return decided === null ? intent : { ...intent, probability: weighed(intent.probability, decided[option!]!, INTENTS.length) }
      })
    },
    mark: () => Object.keys(deciding.known()).length,
  }
}
