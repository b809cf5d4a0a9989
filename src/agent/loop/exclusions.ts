import { z } from 'zod'
import type { Exclusion, Source } from '../contract/index.ts'
import { openRules, parseRule, ruleReason } from '../observe/rules.ts'
import type { Rules } from '../observe/rules.ts'
import type { SettingRow, Store } from '../store/types.ts'

const KEY = 'exclusions'
const keptSchema = z.array(z.object({ id: z.string(), rule: z.string(), sourceId: z.string().nullable(), at: z.number() }))

/** A rule as the store keeps it. */
export type KeptRule = z.infer<typeof keptSchema>[number]

export function keptRules(store: Pick<Store, 'settings'>): readonly KeptRule[] {
  return keptSchema.parse(store.settings.get(KEY)?.value ?? [])
}

export const ruleSetting = (rules: readonly KeptRule[]): SettingRow => ({ key: KEY, value: rules })

/** The setting once a source is gone; empty where no rule was for it alone. */
export function rulesWithout(store: Pick<Store, 'settings'>, sourceId: string): readonly SettingRow[] {
  const before = keptRules(store)
  const rest = before.filter((kept) => kept.sourceId !== sourceId)
  return rest.length === before.length ? [] : [ruleSetting(rest)]
}

/** What holds for a source; for one that is not added yet (null) the rules that hold for all. */
export function rulesFor(store: Pick<Store, 'settings'>, sourceId: string | null): Rules {
  return openRules(keptRules(store).filter((kept) => kept.sourceId === null || kept.sourceId === sourceId).map(({ rule }) => rule))
}

/** Each rule with what the last readings left out because of it. */
export function exclusionsOf(store: Pick<Store, 'settings'>, sources: readonly Source[]): readonly Exclusion[] {
  return keptRules(store).map((kept) => {
    const among = sources.filter(({ id }) => kept.sourceId === null || kept.sourceId === id)
    const held = among.flatMap(({ withheld }) => withheld.filter(({ reason }) => reason === ruleReason(kept.rule)))
    return { ...kept, kind: parseRule(kept.rule).kind, catches: held.reduce((sum, { count }) => sum + count, 0) }
  })
}
