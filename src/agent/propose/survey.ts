import { intentsIn } from '../observe/intent.ts'
import type { Intent, IntentPassage } from '../observe/intent.ts'
import type { AnswerBook, PassageWithVector } from './ground.ts'
import { findThreads } from './threads.ts'
import type { Thread } from './threads.ts'

/** What a passage says by itself, whatever stands in others: computed once as long as it does not change. */
export type Surveyed = Readonly<{
  id: string
  intents: readonly Intent[]
  threads: readonly Thread[]
  /** The states that it holds already. */
  known: readonly string[]
}>

export function survey(passages: readonly (IntentPassage & PassageWithVector)[], { known }: AnswerBook): readonly Surveyed[] {
  return passages.map((passage) => ({
    id: passage.id,
    intents: intentsIn(passage),
    threads: passage.speaker === 'person' ? findThreads([passage]) : [],
    known: passage.speaker === 'person' ? known(passage) : [],
  }))
}
