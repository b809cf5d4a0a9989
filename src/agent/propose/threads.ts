import { openIn } from '../observe/intent-open.ts'
import type { OpenKind } from '../observe/intent-open.ts'
import { contextOf } from '../observe/surroundings.ts'
import { ownSentences } from '../observe/voice.ts'
import type { NotePassage } from '../observe/voice.ts'

export type ThreadKind = OpenKind

/** Something that a passage leaves open, in the person's own words. */
export type Thread = Readonly<{
  passageId: string
  kind: ThreadKind
  /** An exact substring of the passage's text: one sentence of 20 to 240 characters that stands alone. */
  quote: string
  /** In (0, 1]: how surely it is the person's own and open. */
  strength: number
  /** The quote with its title, headings and neighbouring sentences: what it is about where it stands. */
  context: string
}>

const MOST_OF_PROSE = 3
const MOST_OF_LIST = 8

/** What the passages leave open, the surest of each passage first. A passage's threads depend on nothing but that passage. */
export function findThreads(passages: readonly NotePassage[]): Thread[] {
  return passages.flatMap((passage) => {
    const found = ownSentences(passage.text).flatMap((sentence) => {
      const open = openIn(passage, sentence)
      return open === null ? [] : [{ passageId: passage.id, kind: open.kind, quote: sentence.quote, strength: open.strength, context: contextOf(passage, sentence) }]
    })
    return found.sort((a, b) => b.strength - a.strength).slice(0, passage.text.includes('\n') ? MOST_OF_LIST : MOST_OF_PROSE)
  })
}
