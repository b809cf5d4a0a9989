import type { Quote, Source, Withheld } from '../../agent/contract/index.ts'
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
      return 'Up to date'
    case 'paused':
      return 'Paused'
    case 'missing':
      return 'Cannot be found'
    case 'failed':
      return 'Could not be read'
  }
  return source.state satisfies never
}

export type TextPart = Readonly<{ text: string; isMatch: boolean }>

/** The text with the query's words marked where they occur, whatever their case. */
export function marked(text: string, query: string): readonly TextPart[] {
  const wanted = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => word.length > 1)
  if (wanted.length === 0) return [{ text, isMatch: false }]
  const pattern = new RegExp(`(${wanted.toSorted((a, b) => b.length - a.length).join('|')})`, 'giu')
  return text.split(pattern).flatMap((part, index) => (part === '' ? [] : [{ text: part, isMatch: index % 2 === 1 }]))
}
