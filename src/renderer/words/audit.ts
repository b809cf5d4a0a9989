import type { AuditWeek, Claim } from '../../agent/contract/index.ts'
import { shortDay } from './dates.ts'
import { capital, count, counted } from './numbers.ts'

const DAY_MS = 86_400_000

/** "This week", "Last week", "9 Nov to 15 Nov" */
export function weekName({ from, until }: Pick<AuditWeek, 'from' | 'until'>, now: number): string {
  if (now >= from && now < until) return 'This week'
  if (now >= until && now < until + 7 * DAY_MS) return 'Last week'
  return `${shortDay(from, now)} to ${shortDay(until - 1, now)}`
}

/** "31 passages came in, 4 merged with what was there. 3 claims count as evidence." */
export function weekSentence({ passages, merged, claims }: AuditWeek): string {
  const came = passages === 0 ? 'No passage came in' : `${counted(passages, 'passage')} came in`
  const met = merged === 0 ? '' : `, ${count(merged)} merged with what was there`
  const counting = claims.length === 0 ? 'Nothing was taken as evidence.' : `${counted(claims.length, 'claim')} ${claims.length === 1 ? 'counts' : 'count'} as evidence.`
  return `${came}${met}. ${counting}`
}

export const CLAIM_WORDS: Readonly<Record<Claim['kind'], string>> = { wish: 'A wish', outcome: 'What came of it', thumb: 'A thumb at the time', revision: 'A change of words' }


/** Why it counts, as a sentence: "The quote says what you want." */
export const reasonWords = (reason: string): string => (reason.startsWith('you ') ? `${capital(reason)}.` : `The quote ${reason}.`)

/** Whether there is anything to tell of a week. */
export const hasAnything = ({ passages, claims, refused }: AuditWeek): boolean => passages > 0 || claims.length > 0 || refused.length > 0
