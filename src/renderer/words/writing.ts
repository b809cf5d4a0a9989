import type { BackendName, Card, WritingDay, WritingRun } from '../../agent/contract/index.ts'
import { shortDay } from './dates.ts'
import { count, counted } from './numbers.ts'

type Rejected = WritingDay['rejected']

/** "41 s", "4 min" */
export const workTime = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`)

/** "41 s of GPU, 3 states kept" */
export function workWords({ seconds, kept }: Pick<WritingDay, 'seconds' | 'kept'>, backend: BackendName): string {
  return `${workTime(seconds)} of ${backend === 'cpu' ? 'CPU' : 'GPU'}, ${kept === 0 ? 'no state' : counted(kept, 'state')} kept`
}

/** "Today", "Last night" or "12 Nov": when the latest work was done. */
export function workDay({ day }: Pick<WritingDay, 'day'>, now = Date.now()): string {
  const days = Math.round((startOf(now) - startOf(day)) / 86_400_000)
  return days <= 0 ? 'Today' : days === 1 ? 'Yesterday' : shortDay(day, now)
}

function startOf(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

export const rejectedCount = (rejected: Rejected): number => rejected.reduce((sum, { count: n }) => sum + n, 0)

/** What came of writing on request. */
export function runWords({ kept, written, rejected, seconds, tokens }: WritingRun): string {
  if (written === 0) return `Nothing was written in ${workTime(seconds)}.`
  const out = rejectedCount(rejected)
  const found = kept.length === 0 ? 'None was kept' : `${count(kept.length)} kept`
  return `${counted(written, 'state')} written in ${workTime(seconds)}, ${count(tokens)} tokens. ${found}${out > 0 ? `, ${count(out)} rejected` : ''}.`
}

/** Where a card's words come from; null where its quotes say so themselves. */
export function originWords({ origin, quotes, writer }: Pick<Card, 'origin' | 'quotes' | 'writer'>): string | null {
  switch (origin) {
    case 'library':
      return 'From the library'
    case 'generated':
      return `Written by ${writer ?? 'a model'}${quotes.length > 0 ? ' from your words' : ''}`
    case 'notes':
    case 'own':
      return null
  }
  return origin satisfies never
}
