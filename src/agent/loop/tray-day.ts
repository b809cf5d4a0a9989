import { z } from 'zod'
import type { Settings } from '../contract/index.ts'
import { budgetOf, freeAt } from '../game/budget.ts'
import type { Limits, Spoken } from '../game/budget.ts'
import type { SettingRow, Store } from '../store/types.ts'
import { dayStart } from './proposals.ts'

// A day has one tray. Where a limit cut it short, more is added once the limit allows it, or is another.

const KEY = 'tray'

const limitsSchema = z.object({ day: z.number().nullable(), hour: z.number().nullable() })
const traySchema = z.object({ day: z.number(), cut: z.object({ until: z.number().nullable(), limits: limitsSchema }).nullable().default(null) })

export const limitsOf = ({ dayLimit, hourLimit }: Pick<Settings, 'dayLimit' | 'hourLimit'>): Limits => ({ day: dayLimit, hour: hourLimit })

/** Whether nothing is to be set out any more today, as far as can be told now. */
export function isSetOut(store: Pick<Store, 'settings'>, limits: Limits, now: number): boolean {
  const { data } = traySchema.safeParse(store.settings.get(KEY)?.value)
  if (data === undefined || data.day !== dayStart(now)) return false
  if (data.cut === null) return true
  const isSame = data.cut.limits.day === limits.day && data.cut.limits.hour === limits.hour
  return isSame && now < (data.cut.until ?? Infinity)
}

/** Says that the tray of this day was set out. `spoken` holds what it added. */
export function setOut(spoken: readonly Spoken[], odds: number, limits: Limits, now: number): SettingRow {
  const isCut = budgetOf(spoken, now, odds, limits).left === 0
  const cut = isCut ? { until: freeAt(spoken, now, odds, limits), limits: { ...limits } } : null
  return { key: KEY, value: { day: dayStart(now), cut } satisfies z.infer<typeof traySchema> }
}
