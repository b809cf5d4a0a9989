import { isFirstPerson } from '../observe/voice.ts'
import type { NotePassage } from '../observe/voice.ts'
import { findThreads } from './threads.ts'
import { contentWords } from './words.ts'
import { dot } from './vectors.ts'
import type { Thread } from './threads.ts'

export type DatedPassage = NotePassage & Readonly<{ date: number | null; vector: Float32Array }>

const DAY = 86_400_000
/** How near two passages must be to be about one thing, how many other notes must be, and how far apart in time. */
const SAME_THING = 0.45
const OTHER_NOTES = 2
const WEEKS_APART = 21 * DAY
/** The newest are looked at: the comparison is of each with each. */
export const AT_MOST = 1500

/** The open threads that the person comes back to: their subject stands in several other notes, weeks apart, word and vector. */
export function findReturned(passages: readonly DatedPassage[]): Thread[] {
  const own = passages
    .filter((passage) => passage.date !== null && isFirstPerson(passage.text.toLowerCase()))
    .sort((a, b) => b.date! - a.date! || (a.id < b.id ? -1 : 1))
    .slice(0, AT_MOST)
    .map((passage) => ({ ...passage, words: new Set(contentWords(passage.text)) }))
  return own.flatMap((passage) =>
    findThreads([passage]).flatMap((thread) => {
      const subject = contentWords(thread.quote)
      const notes = own.filter(
        (other) =>
          other.file !== passage.file &&
          Math.abs(passage.date! - other.date!) >= WEEKS_APART &&
          subject.some((word) => other.words.has(word)) &&
          dot(other.vector, passage.vector) >= SAME_THING,
      )
      const count = new Set(notes.map(({ file }) => file)).size
      return count < OTHER_NOTES ? [] : [{ ...thread, kind: 'returned' as const, strength: Math.min(1, thread.strength + 0.05 * count) }]
    }),
  )
}
