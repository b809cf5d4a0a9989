import type { AcceptanceWeek, KeptQuiet, QuietReason } from '../../agent/contract/index.ts'
import { clock, day } from './dates.ts'
import { counted, decimal, inWords, capital } from './numbers.ts'

export const REASONS: Readonly<Record<QuietReason, string>> = {
  unsure: 'not sure enough',
  moment: 'not the moment',
  alike: 'too like an earlier one',
  principle: 'a principle of yours',
  limit: 'the day’s limit',
  hour: 'the hour’s limit',
}

const inHundred = (chance: number): string => `${Math.round(chance * 100)} in 100`

/** What spoke for it and what spoke against it, in numbers. */
export function quietArithmetic({ chance, threshold, worth, cost, reason, at }: KeptQuiet): string {
  const likely = `${inHundred(chance)} that you want it`
  switch (reason) {
    case 'unsure':
      if (chance < threshold) return `${likely}; it needs ${inHundred(threshold)}. Worth ${decimal(worth)} against a cost of ${decimal(cost)}.`
      if (worth > cost) return `${likely}, but 90 days ago you would not have wanted it.`
      return decimal(worth) === decimal(cost) ? `${likely}, but it is worth no more than its cost of ${decimal(cost)}.` : `${likely}, but worth ${decimal(worth)} against a cost of ${decimal(cost)}.`
    case 'limit':
    case 'hour':
      return `${likely}. Worth ${decimal(worth)} against a cost of ${decimal(cost)}, but ${REASONS[reason]} was used.`
    case 'moment':
      return `${likely}. Worth ${decimal(worth)} against a cost of ${decimal(cost)}, but ${clock(at)} was not the moment.`
    case 'alike':
      return `${likely}, and nearly what was shown before.`
    case 'principle':
      return `${likely}, and a principle of yours forbids it.`
  }
}

/** The heading over the log, and the line under it. */
export function quietFinding(held: readonly KeptQuiet[]): Readonly<{ heading: string; under: string }> {
  if (held.length === 0) return { heading: 'Nothing was kept quiet', under: 'From twelve ratings on, what nearly spoke is listed here with its reason.' }
  const reasons = (Object.keys(REASONS) as QuietReason[]).flatMap((reason) => {
    const n = held.filter((each) => each.reason === reason).length
    return n === 0 ? [] : [{ n, words: `${n} ${REASONS[reason]}` }]
  })
  const listed = reasons.toSorted((a, b) => b.n - a.n).map(({ words }) => words).join(', ')
  return { heading: `Kept quiet ${counted(held.length, 'time')}`, under: `In the last 30 days: ${listed}. The best one:` }
}

/** The one whose worth is furthest above its cost among those that can be put in the tray. */
export function bestHeld(held: readonly KeptQuiet[]): KeptQuiet | null {
  const usable = held.filter(({ canBePut }) => canBePut)
  return usable.reduce<KeptQuiet | null>((best, each) => (best === null || each.worth - each.cost > best.worth - best.cost ? each : best), null)
}

/** Of what would have been said since yesterday's midnight but for the moment, a limit or a principle: the best that can be put in the tray, else the latest. */
export function bestSinceYesterday(held: readonly KeptQuiet[], now: number): KeptQuiet | null {
  const today = new Date(now)
  const since = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime()
  const counted = held.filter(({ at, reason }) => at >= since && reason !== 'unsure' && reason !== 'alike')
  return bestHeld(counted) ?? counted[0] ?? null
}

const LATEST = 4

type Counts = Readonly<{ shown: number; accepted: number }>

const total = (weeks: readonly Counts[]): Counts => weeks.reduce<Counts>((sum, week) => ({ shown: sum.shown + week.shown, accepted: sum.accepted + week.accepted }), { shown: 0, accepted: 0 })

/** "Two shown for each you accept", over the last four weeks against the first four. */
export function acceptanceFinding(weeks: readonly AcceptanceWeek[]): Readonly<{ heading: string; under: string }> {
  if (weeks.length === 0) return { heading: 'Nothing was shown yet', under: 'What was shown and what you rated 4 or 5, by week.' }
  const latest = total(weeks.slice(-LATEST))
  const unasked = total(weeks.slice(-LATEST).map((week) => week.unasked))
  const came = unasked.shown === 0 ? 'None came unasked.' : `${counted(unasked.shown, 'came', 'came')} unasked, ${unasked.accepted} of them welcome.`
  const before = total(weeks.slice(0, -LATEST).slice(0, LATEST))
  const heading = latest.accepted === 0 ? `None accepted of ${inWords(latest.shown)}` : `${capital(perAccepted(latest))} shown for each you accept`
  return { heading, under: before.accepted > 0 ? `${capital(perAccepted(before))} in the first weeks. ${came}` : `In the last ${weeks.length === 1 ? 'week' : `${inWords(Math.min(weeks.length, LATEST))} weeks`}. ${came}` }
}

function perAccepted({ shown, accepted }: Counts): string {
  const ratio = shown / accepted
  return Number.isInteger(ratio) ? inWords(ratio) : decimal(ratio, 1)
}

export function acceptanceSentence(weeks: readonly AcceptanceWeek[]): string {
  const parts = weeks.map(({ shown, accepted }) => `${accepted} of ${shown}`)
  return weeks.length === 0 ? 'Accepted of shown. Nothing was shown yet.' : `Accepted of shown, ${counted(weeks.length, 'week')} from ${day(weeks[0]!.from)}: ${parts.join(', ')}.`
}
