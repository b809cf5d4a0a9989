import { sourceUsesSchema } from '../contract/index.ts'
import type { SourceUses } from '../contract/index.ts'
import type { Store } from '../store/types.ts'

/** The sources that the person lets be used so. */
export function usedFor(store: Pick<Store, 'sources'>, use: keyof SourceUses): ReadonlySet<string> {
  return new Set(store.sources.all().flatMap(({ id, data }) => (sourceUsesSchema.safeParse((data as { uses?: unknown }).uses).data?.[use] === true ? [id] : [])))
}
