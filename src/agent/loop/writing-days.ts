import { z } from 'zod'
import type { WritingDay } from '../contract/index.ts'
import { REJECTIONS } from '../propose/writing/types.ts'
import type { Rejection } from '../propose/writing/types.ts'
import type { SettingRow, Store } from '../store/types.ts'
import { dayStart } from './proposals.ts'

const DAYS = 14

const daySchema = z.object({
  day: z.number(), seconds: z.number(), budgetSeconds: z.number(), written: z.int(), kept: z.int(),
  rejected: z.array(z.object({ reason: z.enum(REJECTIONS), count: z.int() })),
})
/** Where writing stands: which turn it is, and how many in a row brought nothing while `mark`, what it writes from, stayed the same. */
const placeSchema = z.object({ turn: z.int().min(0), mark: z.string(), empty: z.int().min(0) })
export type WritingPlace = z.infer<typeof placeSchema>

const DAYS_KEY = 'writing.days'
const PLACE_KEY = 'writing.place'

type Kept = Pick<Store, 'settings'>

/** Counts alone, no words. The latest first. */
export const writingDays = (store: Kept): readonly WritingDay[] => z.array(daySchema).catch([]).parse(store.settings.get(DAYS_KEY)?.value ?? [])

export const writingPlace = (store: Kept): WritingPlace => placeSchema.catch({ turn: 0, mark: '', empty: 0 }).parse(store.settings.get(PLACE_KEY)?.value)

export const placeRow = (place: WritingPlace): SettingRow => ({ key: PLACE_KEY, value: place })

/** Seconds that were written by itself today. */
export const secondsToday = (store: Kept, now: number): number => writingDays(store).find(({ day }) => day === dayStart(now))?.seconds ?? 0

/** The days with what was just done added to today. */
export function withWriting(store: Kept, now: number, budgetSeconds: number, done: Readonly<{ seconds: number; outcome: 'kept' | Rejection | null }>): SettingRow {
  const today = dayStart(now)
  const all = writingDays(store)
  const before = all.find(({ day }) => day === today) ?? { day: today, seconds: 0, budgetSeconds, written: 0, kept: 0, rejected: [] }
  const { outcome } = done
  const next: WritingDay = {
    ...before,
    budgetSeconds,
    seconds: before.seconds + done.seconds,
    written: before.written + (outcome === null ? 0 : 1),
    kept: before.kept + (outcome === 'kept' ? 1 : 0),
    rejected: outcome === null || outcome === 'kept' ? before.rejected : counted(before.rejected, outcome),
  }
  return { key: DAYS_KEY, value: [next, ...all.filter(({ day }) => day !== today)].slice(0, DAYS) }
}

/** One more for this reason, the commonest first. */
export function counted(rejected: WritingDay['rejected'], reason: string): WritingDay['rejected'] {
  const count = (rejected.find((each) => each.reason === reason)?.count ?? 0) + 1
  return [...rejected.filter((each) => each.reason !== reason), { reason, count }].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}
