import type { Passage, Quote, Range, SearchHit, Source, Speaker, Withheld } from '../../agent/contract/index.ts'
import { capital, count, counted, spelled } from './numbers.ts'

/** "Three sources, 1,204 passages. 311 were kept out." */
export function memoryLede(sources: readonly Source[], withheld: readonly Withheld[]): string {
  if (sources.length === 0) return 'No source. Tacit knows what you rate here, and nothing else.'
  const passages = sources.reduce((sum, source) => sum + source.passages, 0)
  const held = withheld.reduce((sum, { count: held }) => sum + held, 0)
  const kept = held === 0 ? 'Nothing was kept out.' : `${count(held)} ${held === 1 ? 'was' : 'were'} kept out.`
  return `${capital(spelled(sources.length, 'source'))}, ${counted(passages, 'passage')}. ${kept}`
}

type Lines = Readonly<{ file: string; lineStart: number; lineEnd: number }>

/** "journal/2026-10-28.md, line 14" */
export function placeWords({ file, lineStart, lineEnd }: Lines): string {
  return lineStart === lineEnd ? `${file}, line ${lineStart}` : `${file}, lines ${lineStart} to ${lineEnd}`
}

/** The short name on a source chip: the file without its folders and ending. */
export function chipWords({ file }: Pick<Quote, 'file'>): string {
  const name = file.split('/').at(-1) ?? file
  return name.replace(/\.(md|markdown|txt)$/i, '')
}

/** What a source does now, in words. */
export function sourceState(source: Source): string {
  switch (source.state) {
    case 'reading':
      return source.total > 0 ? `Reading ${count(source.done)} of ${count(source.total)}` : 'Looking for files'
    case 'current':
      return source.kind === 'chats' && source.watch.mode === 'off' ? 'Imported once' : 'Up to date'
    case 'paused':
      return 'Paused'
    case 'missing':
      return 'Cannot be found'
    case 'failed':
      return 'Could not be read'
  }
  return source.state satisfies never
}

/** Whose words a passage of a chat holds; null in notes, which are the person's own. */
export function speakerWords({ speaker, conversation }: Pick<Passage, 'speaker' | 'conversation'>): string | null {
  if (conversation === null) return speaker === 'person' ? null : 'someone else’s words'
  return { person: 'you said', assistant: 'the assistant said', other: 'quoted or pasted' }[speaker]
}

/** "journal/2026-10-28.md, line 14"; of a chat "you said, in A bench for the workshop". */
export function passagePlace(passage: Pick<Passage, 'speaker' | 'conversation' | 'heading'> & Lines): string {
  const who = speakerWords(passage)
  if (passage.conversation === null) return who === null ? placeWords(passage) : `${placeWords(passage)} · ${who}`
  return `${who}, in ${passage.heading ?? 'a conversation without a name'}`
}

export type TextPart = Readonly<{ text: string; isMatch: boolean }>

/** The text with these parts of it marked; ranges are in order and apart. */
export function parted(text: string, ranges: readonly Range[]): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  const add = (part: string, isMatch: boolean): void => void (part !== '' && parts.push({ text: part, isMatch }))
  for (const [start, end] of ranges) {
    add(text.slice(at, start), false)
    add(text.slice(start, end), true)
    at = end
  }
  add(text.slice(at), false)
  return parts
}

/** "2 more say the same, in a.md and b.md". */
export function alikeWords(alike: NonNullable<SearchHit['alike']>): string {
  const files = [...new Set(alike.map(({ file }) => file))]
  const named = files.slice(0, 2).join(files.length === 2 ? ' and ' : ', ')
  return `${count(alike.length)} more ${alike.length === 1 ? 'says' : 'say'} the same, in ${named}${files.length > 2 ? ` and ${count(files.length - 2)} more` : ''}`
}

type Wanted = Readonly<{ query: string; speaker: Speaker | null }>

const byWords = (hits: readonly SearchHit[]): number => hits.filter(({ by }) => by !== 'meaning').length

/** "873 passages"; of a search "6 found, 2 by their words". */
export function foundWords({ query }: Wanted, hits: readonly SearchHit[], total: number): string {
  return query === '' ? counted(total, 'passage') : `${count(hits.length)} found, ${count(byWords(hits))} by ${byWords(hits) === 1 ? 'its' : 'their'} words`
}

/** What is said where nothing holds the words; null where something does. */
export function nothingFound({ query, speaker }: Wanted, hits: readonly SearchHit[]): string | null {
  if (query === '') return hits.length > 0 ? null : speaker === null ? 'No passage yet.' : 'No passage of that kind.'
  if (byWords(hits) > 0) return null
  return `No passage holds “${query}”.${hits.length === 0 ? '' : ' These come near in meaning.'}`
}
