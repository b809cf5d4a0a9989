import { INTENTS } from '../model/decisions/questions.ts'
import type { DecidedIntent } from '../model/decisions/questions.ts'
import { weighed } from '../model/decisions/weigh.ts'
import type { Intent, IntentKind } from '../observe/intent.ts'
import type { Deciding, Wanted } from './deciding.ts'

/** A model's reading of the sentences that the cues found; it finds none by itself. */
export type Typing = Readonly<{
  /** Notes what could be asked, and gives each sentence with what is known of it by now. */
  weigh: (intents: readonly Intent[]) => readonly Intent[]
  /** One of them with what is known of it by now. */
  heard: (intent: Intent) => Intent
  /** Changes with what is known. */
  mark: () => number
}>

/** The kinds that the question tells apart; a step and something stalled are between them. */
const OPTIONS: Readonly<Partial<Record<IntentKind, DecidedIntent>>> = { wish: 'wish', plan: 'plan', done: 'done', dropped: 'dropped' }

export const NO_TYPING: Typing = { weigh: (intents) => intents, heard: (intent) => intent, mark: () => 0 }

/** `by`: who asks, since each may want something else of the model. */
export function openTyping(deciding: Pick<Deciding, 'of' | 'known' | 'want'>, by = 'intents'): Typing {
  function heard(intent: Intent): Intent {
    const option = OPTIONS[intent.kind]
    const decided = option === undefined ? null : deciding.of({ name: 'intent', sentence: intent.quote })
    return decided === null ? intent : { ...intent, probability: weighed(intent.probability, decided[option!]!, INTENTS.length) }
  }

  return {
    weigh: (intents) => {
      deciding.want(by, intents.flatMap(({ kind, quote, passageId }): readonly Wanted[] => (OPTIONS[kind] ? [{ asked: { name: 'intent', sentence: quote }, passageIds: [passageId] }] : [])))
      return intents.map(heard)
    },
    heard,
    mark: () => Object.keys(deciding.known()).length,
  }
}
