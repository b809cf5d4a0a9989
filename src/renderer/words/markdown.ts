import type { Answer, AxisDetail, Card, EvidenceView, KeptQuiet, PassageView, Quote, ThreadView } from '../../agent/contract/index.ts'
import { likely, toward } from './axes.ts'
import { longDay } from './dates.ts'
import { passagePlace } from './memory.ts'
import { capital, count, counted, decimal, signed } from './numbers.ts'
import { saidWords } from './opened.ts'
import { quietFinding, REASONS } from './quiet.ts'
import { SHOWS_WORDS, stateWords } from './threads.ts'

type Place = (quote: Quote) => string

const lines = (text: string): readonly string[] => text.split(/\r\n?|\n/).map((line) => line.replaceAll(/\s+/g, ' ').trim())

/** One line in which nothing is read as Markdown, HTML or a link. */
export function plain(text: string): string {
  return lines(text)
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&$=]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replace(/^([-+:])/, String.raw`\$1`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
}

/** A person's words as a quotation, line for line. */
export function quoted(text: string): string {
  return lines(text)
    .map((line) => (line === '' ? '>' : `> ${plain(line)}`))
    .join('\n')
}

const paragraphs = (...parts: readonly (string | null | false)[]): string => `${parts.filter((part) => part !== null && part !== false && part !== '').join('\n\n')}\n`

const item = (...parts: readonly string[]): string => `- ${parts.join('\n').replaceAll('\n', '\n  ')}`

const bullets = (items: readonly string[]): string => items.join('\n')

const placeOf = (quote: Quote, place: Place): string => plain([place(quote), quote.date === null ? null : longDay(quote.date)].filter(Boolean).join(', '))

const quotation = (quote: Quote, place: Place): string => `${quoted(quote.text)}\n>\n> — ${placeOf(quote, place)}`

/** A state, or the two of a pair, with what it answers; and what was said to it. Nothing of a prediction that is sealed. */
export function cardMarkdown(card: Card, answer: Answer | null, place: Place): string {
  const text = answer?.kind === 'edit' ? answer.text : card.text
  const states = card.other === null ? [plain(text)] : [bullets([item(plain(card.text)), item(plain(card.other))])]
  return paragraphs(
    answer?.kind === 'edit' && card.other !== null && plain(text),
    ...states,
    ...card.quotes.map((quote) => quotation(quote, place)),
    card.origin === 'library' && 'From the library.',
    card.writer !== undefined && `Written by ${plain(card.writer)}.`,
    card.ratings !== undefined && plain(card.ratings.map(({ rating, at }) => `${longDay(at)}: you said ${rating}.`).join(' ')),
    card.looksBack !== null && plain(`Then, ${longDay(card.looksBack.at)}: ${card.looksBack.answer}.`),
    answer !== null && plain(`${capital(saidWords(answer))}.`),
  )
}

export function passageMarkdown(passage: PassageView): string {
  const where = [passagePlace(passage), passage.sourceName, passage.date === null ? null : longDay(passage.date)].filter(Boolean).join(', ')
  return paragraphs(passage.heading !== null && passage.conversation === null && `**${plain(passage.heading)}**`, `${quoted(passage.text)}\n>\n> — ${plain(where)}`)
}

/** An aim, its state, and the words that it rests on, the oldest first. */
export function threadMarkdown(thread: ThreadView, place: Place): string {
  const { aim, evidence, leavesOpen } = thread
  return paragraphs(
    `**${plain(aim.text)}**`,
    plain(`${stateWords(thread)}.`),
    bullets(evidence.map(({ quote, shows }) => item(`${quote.date === null ? 'undated' : plain(longDay(quote.date))}, ${SHOWS_WORDS[shows]}:`, '', quotation(quote, place)))),
    leavesOpen !== null && `What it leaves open:\n\n${quotation(leavesOpen, place)}`,
  )
}

/** An axis with its estimate and the rows that moved it, the strongest first. */
export function axisMarkdown(detail: AxisDetail): string {
  const { left, right, mean, locked, evidence } = detail
  return paragraphs(
    `**${plain(left)} ↔ ${plain(right)}**`,
    plain(`${capital(toward(detail, mean))} in points of five${locked ? ', locked' : `, likely ${likely(detail, detail)}`}. ${counted(evidence.length, 'row')} of evidence.`),
    evidence.length > 0 &&
      tableMarkdown({
        head: ['Said', 'Of', 'On', 'Moved it'],
        numbers: [3],
        rows: evidence.map((row) => [row.said, row.label, longDay(row.at), signed(row.effect)]),
      }).trimEnd(),
  )
}

/** Rows of the ledger, the latest first; `total` counts those that are not among them too. */
export function ledgerMarkdown(rows: readonly EvidenceView[], total: number): string {
  return tableMarkdown({
    caption: rows.length < total ? `The latest ${count(rows.length)} of ${counted(total, 'row')} of evidence.` : `${counted(total, 'row')} of evidence.`,
    head: ['When', 'What', 'Said', 'Moved an axis by at most'],
    numbers: [3],
    rows: rows.map((row) => [longDay(row.at), row.label, row.isOff ? `${row.said}, kept and not learnt from` : row.said, row.isOff ? '–' : decimal(Math.abs(row.effect))]),
  })
}

/** What was kept quiet, with its reasons, the latest first. */
export function quietMarkdown(held: readonly KeptQuiet[]): string {
  return tableMarkdown({
    caption: `${quietFinding(held).heading} in the last 30 days.`,
    head: ['When', 'State', 'Reason', 'In 100'],
    numbers: [3],
    rows: held.map(({ at, text, reason, chance }) => [longDay(at), text, REASONS[reason], String(Math.round(chance * 100))]),
  })
}

export type TableText = Readonly<{ caption?: string; head: readonly string[]; /** Columns that are set to the right. */ numbers: readonly number[]; rows: readonly (readonly string[])[] }>

export function tableMarkdown({ caption = '', head, numbers, rows }: TableText): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`
  const rule = `| ${head.map((_, column) => (numbers.includes(column) ? '---:' : '---')).join(' | ')} |`
  return paragraphs(plain(caption), [row(head), rule, ...rows.map(row)].join('\n'))
}
