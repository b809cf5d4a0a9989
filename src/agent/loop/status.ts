import type { Notice, Settings, Source, Status } from '../contract/index.ts'
import { liveRows } from './evidence.ts'
import { earnedOf, KNOWS } from '../game/budget.ts'
import type { Network } from '../network/network.ts'
import type { LedgerRow, Store } from '../store/types.ts'

/** Explicit ratings before Tacit may propose by itself (the design's burn-in). */
export const RATINGS_NEEDED = 12

const ratingsByRows = new WeakMap<readonly LedgerRow[], number>()

const NUMBERS = ['none', 'one', 'two', 'three'] as const

const EXPLICIT = new Set(['stars', 'pair', 'edit', 'accept'])

/** Answers that say something about the reward, one a card. */
export function countRatings(store: Store): number {
  const rows = liveRows(store.ledger.all())
  const known = ratingsByRows.get(rows)
  if (known !== undefined) return known
  const count = new Set(rows.flatMap((row) => (EXPLICIT.has(row.kind) && row.proposalId ? [row.proposalId] : []))).size
  ratingsByRows.set(rows, count)
  return count
}

type StatusParts = Readonly<{
  version: string
  store: Store
  settings: Settings
  /** What the status line says of the model. */
  model: string
  reading: Source | null
  inTray: number
  keptQuiet: number
  network: Network
  /** How well it is shown to know the person: they say how often it may speak. */
  skill: Readonly<{ odds: number; topics: readonly Readonly<{ odds: number }>[] }>
  now: number
  notices: readonly Notice[]
}>

export function statusOf({ version, store, settings, model, reading, inTray, keptQuiet, network, skill, now, notices }: StatusParts): Status {
  const use = network.use()
  const ratings = countRatings(store)
  return {
    version,
    home: store.home,
    ratings,
    needed: RATINGS_NEEDED,
    inTray,
    silence: silence(ratings, settings, skill, now),
    earned: earnedOf(skill.odds),
    keptQuiet,
    model,
    network: { requests: use.requests, since: use.since },
    reading: reading ? { sourceId: reading.id, name: reading.name, done: reading.done, total: reading.total } : null,
    notices,
    firstRun: { done: settings.firstRunDone, step: settings.firstRunStep },
  }
}

/** Whether it is a quiet hour; the span may pass midnight. `time` as "HH:MM". */
export function isWithin(time: string, from: string, until: string): boolean {
  return from <= until ? time >= from && time < until : time >= from || time < until
}

export function clockTime(at: number): string {
  const date = new Date(at)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** Whether it may speak by itself now, and how often, in words. */
export function silence(ratings: number, settings: Settings, { odds, topics }: StatusParts['skill'], now: number): Status['silence'] {
  if (ratings < RATINGS_NEEDED) {
    const text = ratings === 0 ? `Quiet: nothing rated yet` : `Quiet until ${RATINGS_NEEDED} ratings: ${ratings} so far`
    return { isQuiet: true, text }
  }
  if (settings.quietUntilTime !== null && now < settings.quietUntilTime) return { isQuiet: true, text: `Quiet until ${clockTime(settings.quietUntilTime)}` }
  if (isWithin(clockTime(now), settings.quietFrom, settings.quietUntil)) return { isQuiet: true, text: `Quiet hours until ${settings.quietUntil}` }
  const earned = earnedOf(odds)
  const most = Math.min(earned, settings.dayLimit ?? earned)
  if (most === 0) return { isQuiet: true, text: 'Quiet: none a day, as you set it' }
  const often = `${NUMBERS[most]} a day${settings.hourLimit !== null && settings.hourLimit < most ? `, ${NUMBERS[settings.hourLimit]} an hour` : ''}`
  if (odds <= KNOWS) return { isQuiet: false, text: `At most ${often}` }
  const known = topics.filter((topic) => topic.odds > KNOWS).length
  return { isQuiet: false, text: `Knows you${known > 0 ? ` in ${known} of ${topics.length} topics` : ''}: up to ${often}` }
}
