import type { Mark, Passage } from '../../contract/entities.ts'
import { sentencesOf } from '../sentences.ts'
import type { Exchange, Heard } from './features.ts'

/** A sentence that the person wrote, as it stands in its passage. */
export type OwnSentence = Readonly<{ quote: string; passageId: string }>

/** What one of the two said in a row. */
export type Said = Readonly<{
  by: 'person' | 'assistant'
  /** The position in the conversation of the first turn. */
  turn: number
  heard: Heard
  /** The person's own sentences; empty for an answer. */
  sentences: readonly OwnSentence[]
  /** All passages of it, whoever's words they hold. */
  passageIds: readonly string[]
  marks: ReadonlySet<Mark>
}>

/** An answer of a conversation, what it answered, and what the person said next. */
export type Answered = Readonly<{ request: Said; answer: Said; next: Said | null }>

export const exchangeOf = ({ request, answer, next }: Answered): Exchange => ({ request: request.heard, answer: answer.heard, next: next?.heard ?? null })

/** The answers of one conversation, in order. `passages` are all that is kept of it, in any order. */
export function answersIn(passages: readonly Passage[]): readonly Answered[] {
  const said = saidIn(passages)
  return said.flatMap((answer, index): readonly Answered[] => {
    const request = said[index - 1]
    return answer.by === 'assistant' && request ? [{ request, answer, next: said[index + 1] ?? null }] : []
  })
}

const isAnswer = ({ speaker }: Passage): boolean => speaker === 'assistant'

export function saidIn(passages: readonly Passage[]): readonly Said[] {
  const ordered = passages.filter(({ turn }) => turn !== null).toSorted((a, b) => a.turn! - b.turn! || a.lineStart - b.lineStart || (a.id < b.id ? -1 : 1))
  const runs: Passage[][] = []
  for (const passage of ordered) {
    const last = runs.at(-1)
    if (last && isAnswer(last[0]!) === isAnswer(passage)) last.push(passage)
    else runs.push([passage])
  }
  return runs.map(toSaid)
}

/** What is said of an answer is said early; what is longer would only cost time. */
const HEARD = 8000
const textOf = (some: readonly Passage[]): string => some.map(({ text }) => text).join('\n').slice(0, HEARD)

function toSaid(run: readonly Passage[]): Said {
  const by = run[0]!.speaker === 'assistant' ? 'assistant' : 'person'
  const own = run.filter(({ speaker }) => speaker === by)
  const marks = new Set(run.flatMap((passage) => (passage.marks?.split(' ') ?? []) as Mark[]))
  return {
    by,
    turn: run[0]!.turn!,
    heard: { text: textOf(own), pasted: textOf(run.filter(({ speaker }) => speaker !== by)), holdsCode: marks.has('code'), holdsFailure: marks.has('failure'), at: run[0]!.date },
    sentences: by === 'assistant' ? [] : own.flatMap(sentencesIn),
    passageIds: run.map(({ id }) => id),
    marks,
  }
}

export function sentencesIn({ id, text }: Pick<Passage, 'id' | 'text'>): readonly OwnSentence[] {
  return text.slice(0, HEARD).split('\n').flatMap((line) => sentencesOf(line).map((sentence) => sentence.trim())).filter((quote) => /[\p{L}\p{N}]/u.test(quote)).map((quote) => ({ quote, passageId: id }))
}
