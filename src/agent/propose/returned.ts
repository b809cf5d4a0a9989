import { isAddressed, isFirstPerson, ownSentences, technicalWords } from './voice.ts'
import { contentWords } from './words.ts'
import { dot } from './vectors.ts'
import type { Thread } from './threads.ts'

export type DatedPassage = Readonly<{ id: string; text: string; file: string; date: number | null; vector: Float32Array }>

const DAY = 86_400_000
/** How near two passages must be to be about one thing, how many other notes must be, and how far apart in time. */
const SAME_THING = 0.5
const OTHER_NOTES = 2
const WEEKS_APART = 21 * DAY
/** The newest are looked at: the comparison is of each with each. */
const AT_MOST = 1500

/** What the person comes back to: something that stands in several notes, weeks apart, quoted from the newest. */
export function findReturned(passages: readonly DatedPassage[]): Thread[] {
  const own = passages
    .filter((passage) => passage.date !== null && isOwn(passage.text))
    .sort((a, b) => b.date! - a.date! || (a.id < b.id ? -1 : 1))
    .slice(0, AT_MOST)
  const covered = new Set<string>()
  const threads: Thread[] = []
  for (const passage of own) {
    if (covered.has(passage.id)) continue
    const near = own.filter((other) => other.file !== passage.file && dot(other.vector, passage.vector) >= SAME_THING)
    const apart = near.filter((other) => Math.abs(passage.date! - other.date!) >= WEEKS_APART)
    if (new Set(apart.map(({ file }) => file)).size < OTHER_NOTES) continue
    const quote = quoteOf(passage, near)
    if (quote === null) continue
    for (const other of near) covered.add(other.id)
    threads.push({ passageId: passage.id, kind: 'returned', quote, strength: Math.min(0.8, 0.5 + 0.05 * near.length) })
  }
  return threads
}

function isOwn(text: string): boolean {
  return /\b(?:I|I'm|I've|I'd|I’m|I’ve|I’d|my)\b/.test(text) && technicalWords(text.toLowerCase()) === 0
}

/** The sentence with most of the words that the notes have in common. */
function quoteOf(passage: DatedPassage, near: readonly DatedPassage[]): string | null {
  const others = near.map((other) => new Set(contentWords(other.text)))
  const weight = (word: string): number => others.filter((words) => words.has(word)).length / others.length
  const sentences = ownSentences(passage.text)
    .filter(({ plain }) => !isAddressed(plain) && isFirstPerson(plain))
    .map(({ quote, plain }) => {
      const shared = [...new Set(contentWords(plain))].map(weight).filter((part) => part >= 0.5)
      return { quote, score: shared.reduce((total, part) => total + part, 0) }
    })
  const best = sentences.sort((a, b) => b.score - a.score || a.quote.length - b.quote.length)[0]
  return best !== undefined && best.score > 0 ? best.quote : null
}
