import { defaultPrior } from '../../src/agent/game/prior.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import type { Item } from '../../src/agent/game/types.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'

/** The prior that the app starts with. */
export async function appPrior(): Promise<Prior> {
  const axes = await loadAxes(resource('axes.json'))
  return defaultPrior(axes.length, axes.map(({ kind }) => kind))
}

/** Texts without labels: every axis is 0, as it is for a text of the person's own that no rule labels. */
export function plainItems(vectors: ReadonlyMap<string, Float32Array>, axes: number): ReadonlyMap<string, Item> {
  const unlabelled = Array.from({ length: axes }, () => 0)
  return new Map(Array.from(vectors, ([text, vector]) => [text, { text, vector, axes: unlabelled }]))
}
