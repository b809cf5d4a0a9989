import { z } from 'zod'
import { QUIET_REASONS } from '../contract/index.ts'
import type { KeptQuiet, QuietReason } from '../contract/index.ts'
import type { Decision, Withheld } from '../game/policy.ts'
import type { SettingRow, Store } from '../store/types.ts'

// What the policy kept to itself: ids and numbers, no words, so that what is forgotten need not be looked for here.

const rowSchema = z.object({
  stateId: z.string(),
  at: z.number(),
  reason: z.enum(QUIET_REASONS),
  chance: z.number(),
  threshold: z.number(),
  worth: z.number(),
  cost: z.number(),
})
export type QuietRow = z.infer<typeof rowSchema>

const KEY = 'quiet'
const DAYS = 30
const MOST_ROWS = 200
/** Of hundreds that are never likely enough only the nearest say anything. */
const MOST_A_DAY: Readonly<Record<QuietReason, number>> = { limit: 3, hour: 3, moment: 3, principle: 3, unsure: 3, alike: 2 }

const rowsSchema = z.array(rowSchema)

/** The latest first. */
export function quietRows(store: Pick<Store, 'settings'>): readonly QuietRow[] {
  const parsed = rowsSchema.safeParse(store.settings.get(KEY)?.value)
  return parsed.success ? parsed.data : []
}

/** The log with what this decision held back; a state has one row, its latest. */
export function withHeldBack(store: Pick<Store, 'settings'>, decision: Decision, at: number): SettingRow {
  const held = QUIET_REASONS.flatMap((reason) => heldFor(decision.withheld, reason).slice(0, MOST_A_DAY[reason])).map((option) => rowOf(option, at))
  const fresh = new Set(held.map(({ stateId }) => stateId))
  const before = quietRows(store).filter((row) => !fresh.has(row.stateId) && row.at > at - DAYS * 86_400_000)
  return { key: KEY, value: [...held, ...before].slice(0, MOST_ROWS) }
}

export function withoutState(store: Pick<Store, 'settings'>, stateId: string): SettingRow {
  return { key: KEY, value: quietRows(store).filter((row) => row.stateId !== stateId) }
}

/** Those that would have been said but for the moment, the limit or a principle. */
export function countKeptQuiet(store: Pick<Store, 'settings'>, since: number): number {
  return quietRows(store).filter(({ at, reason }) => at >= since && reason !== 'unsure' && reason !== 'alike').length
}

const heldFor = (withheld: readonly Withheld[], reason: QuietReason): readonly Withheld[] =>
  withheld.filter((option) => option.reason === reason && option.candidate.kind === 'state' && (option.net > 0 || reason === 'unsure')).toSorted((a, b) => b.net - a.net)

const rowOf = ({ candidate, reason, chance, threshold, value, informationValue, cost }: Withheld, at: number): QuietRow => ({
  stateId: candidate.id,
  at,
  reason,
  chance,
  threshold,
  worth: value + informationValue,
  cost,
})

type Known = Readonly<{ text: string; area: string }>

/** The log with its states' words; one whose state is gone is left out. `canBeShown`: it was not answered meanwhile, and nothing forbids it. */
export function quietView(rows: readonly QuietRow[], stateOf: (id: string) => Known | undefined, canBeShown: (id: string) => boolean): readonly KeptQuiet[] {
  return rows.flatMap(({ stateId, ...row }) => {
    const state = stateOf(stateId)
    if (state === undefined) return []
    const canBePut = row.reason !== 'alike' && row.reason !== 'principle' && canBeShown(stateId)
    return [{ ...row, id: stateId, text: state.text, topic: state.area, canBePut }]
  })
}
