import type { Place, Quote, SearchHit } from '../../agent/contract/index.ts'
import { day, paragraphs, wrap } from './lines.ts'
import type { Style } from './style.ts'

const LINES = 4

/** "Notes/journal/may.md:12 · Monday · 3 May 2026" */
export function placeText({ sourceName, file, lineStart, heading, date }: Place & Readonly<{ sourceName: string; date: number | null }>): string {
  return [`${sourceName}/${file}:${lineStart}`, heading, date === null ? null : day(date)].filter(Boolean).join(' · ')
}

/** The exact words with a bar beside them, at most four lines, and where they stand. */
export function quoteText(quote: Quote, style: Style, width: number): string {
  return barred(`“${quote.text}”`, placeText(quote), style, width)
}

export function barred(text: string, under: string, style: Style, width: number): string {
  const lines = wrap(text, width - 6)
  const shown = lines.length > LINES ? [...lines.slice(0, LINES), '…'] : lines
  return [...shown.map((line) => `    ${style.you('│')} ${line}`), style.faint(`      ${under}`)].join('\n')
}

export function hitsText(query: string, hits: readonly SearchHit[], style: Style, width: number): string {
  if (hits.length === 0) return `No passage holds “${query}” or comes near it.`
  const isByWords = hits.some(({ by }) => by !== 'meaning')
  return paragraphs(
    !isByWords && `No passage holds “${query}”. These come near in meaning.`,
    ...hits.map(({ passage, by, alike }) => {
      const who = passage.conversation === null ? null : { person: 'you said', assistant: 'the assistant said', other: 'quoted or pasted' }[passage.speaker]
      return barred(passage.text, [placeText(passage), who, by === 'meaning' ? 'near in meaning' : null, `id ${passage.id.slice(0, 8)}`, alike ? `the same in ${alike.map(({ id, file }) => `${file} (id ${id.slice(0, 8)})`).join(', ')}` : null].filter(Boolean).join(' · '), style, width)
    }),
  )
}
