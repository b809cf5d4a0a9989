import type { AcceptanceWeek } from '../contract/index.ts'
import type { Proposal } from './proposals.ts'

const WEEKS = 12

/** Whether the person took up what a card proposed; null where they did not say. */
export function wasAccepted({ data }: Pick<Proposal, 'data'>): boolean | null {
  switch (data.answer?.kind) {
    case 'stars':
      return data.answer.rating >= 4
    case 'edit':
      return true
    case 'dismiss':
      return false
    default:
      return null
  }
}

/** Weeks from Monday to Monday of local time, the earliest first, from the first that has anything in it. */
export function acceptanceByWeek(proposals: readonly Proposal[], now: number): readonly AcceptanceWeek[] {
  const states = proposals.filter(({ card, status, data }) => card.form === 'state' && card.kind !== 'own' && status === 'answered' && wasAccepted({ data }) !== null)
  const weeks = Array.from({ length: WEEKS }, (_, back) => weekStart(now, WEEKS - 1 - back)).map((from, index) => {
    const until = weekStart(now, WEEKS - 2 - index)
    const shown = states.filter(({ data }) => data.answeredAt !== null && data.answeredAt >= from && data.answeredAt < until)
    const unasked = shown.filter(({ data }) => data.deck === 'tray')
    return { from, until, ...counted(shown), unasked: counted(unasked) }
  })
  const first = weeks.findIndex(({ shown }) => shown > 0)
  return first === -1 ? [] : weeks.slice(first)
}

const counted = (shown: readonly Proposal[]) => ({ shown: shown.length, accepted: shown.filter((proposal) => wasAccepted(proposal) === true).length })

/** Midnight at the start of the Monday `back` weeks before the one of this week. */
function weekStart(now: number, back: number): number {
  const date = new Date(now)
  const sinceMonday = (date.getDay() + 6) % 7
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - sinceMonday - 7 * back).getTime()
}
