import type { KeptQuiet, QuietReason } from '../../agent/contract/index.ts'
import { block, counted, day, paragraphs } from './lines.ts'
import type { Style } from './style.ts'

const REASONS: Readonly<Record<QuietReason, string>> = {
  unsure: 'not sure enough',
  moment: 'not the moment',
  alike: 'too like an earlier one',
  principle: 'a principle of yours',
  limit: 'the day’s limit',
  hour: 'the hour’s limit',
}

const inHundred = (chance: number): string => `${Math.round(chance * 100)} in 100`

/** What was kept quiet, the latest first, each with the numbers that decided it. */
export function quietText(held: readonly KeptQuiet[], style: Style, width: number): string {
  if (held.length === 0) return 'Nothing was kept quiet. From twelve ratings on, what nearly spoke is listed here with its reason.'
  return paragraphs(
    style.bold(`Kept quiet ${counted(held.length, 'time')} in the last 30 days.`),
    ...held.map(({ text, topic, at, reason, chance, threshold, worth, cost }) =>
      [block(text, width), style.faint(block(`${day(at)} · ${topic} · ${REASONS[reason]} · ${inHundred(chance)} that you want it, it needs ${inHundred(threshold)}; worth ${worth.toFixed(2)} against a cost of ${cost.toFixed(2)}`, width, 4))].join('\n'),
    ),
  )
}
