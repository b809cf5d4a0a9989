import { z } from 'zod'
import type { Store } from '../store/types.ts'

/** The setting that keeps which passages of a source were forgotten, by id and by `textKey`, so that reading it again does not bring them back. */
export const forgottenKey = (sourceId: string): string => `forgotten.${sourceId}`

export function forgottenOf(store: Pick<Store, 'settings'>, sourceId: string): ReadonlySet<string> {
  return new Set(z.array(z.string()).parse(store.settings.get(forgottenKey(sourceId))?.value ?? []))
}
