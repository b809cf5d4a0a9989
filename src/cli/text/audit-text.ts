import type { AuditWeek, Claim } from '../../agent/contract/index.ts'
import { block, columns, counted, day, paragraphs } from './lines.ts'
import { quoteText } from './passage-text.ts'
import type { Style } from './style.ts'

const KINDS: Readonly<Record<Claim['kind'], string>> = { wish: 'a wish', outcome: 'what came of it', thumb: 'a thumb at the time', revision: 'a change of words' }

/** What came in, week by week, the latest first. */
export function auditText(weeks: readonly AuditWeek[], style: Style, width: number): string {
  if (weeks.length === 0) return 'Nothing came in yet.'
  return paragraphs(...weeks.filter((week, index) => index === 0 || week.passages + week.claims.length + week.refused.length > 0).map((week) => weekText(week, style, width)))
}

function weekText({ from, until, passages, merged, claims, refused }: AuditWeek, style: Style, width: number): string {
  return paragraphs(
    `${style.bold(`${day(from)} to ${day(until - 1)}`)}\n  ${counted(passages, 'passage')} came in, ${merged} merged; ${counted(claims.length, 'claim')} ${claims.length === 1 ? 'counts' : 'count'} as evidence`,
    ...claims.map(({ rowId, kind, said, reason, quote, probability }) => [
      `  row:${rowId}  ${KINDS[kind]}, about ${Math.round(probability * 100)} in 100`,
      quoteText(quote, style, width),
      block(`${said} ${reason.startsWith('you ') ? reason : `The quote ${reason}`}.`, width, 6),
    ].join('\n')),
    refused.length > 0 && `  Refused\n${columns(refused.map(({ reason, count }) => [String(count), reason]), [0], 4)}`,
  )
}
