import type { Item } from '../../src/agent/game/types.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes, loadLibrary } from '../../src/agent/propose/library.ts'
import { appPrior } from './items.ts'
import { vectorsOf } from './vectors.ts'

/** A labelled state of affairs: its item as the learner sees it, and its area. */
export type State = Readonly<{ id: string; text: string; area: string; item: Item }>
export type States = Readonly<{ prior: Prior; axes: readonly string[]; states: readonly State[] }>

/** The library's states, or those of a folder of the same form (arrays of labelled states in JSON files). */
export async function readStates(folder: string | undefined, say: (line: string) => void): Promise<States> {
  const axes = await loadAxes(resource('axes.json'))
  const library = await loadLibrary(folder ?? resource('states'), axes)
  if (library.length < 100) throw new Error(`${folder} holds ${library.length} states; a bench on simulated people needs 100 or more.`)
  const vectors = await vectorsOf(library.map(({ text }) => text), say)
  const states = library.map(({ id, text, area, axes: labels }) => ({ id, text, area, item: { text, vector: vectors.get(text)!, axes: axes.map((axis) => labels[axis.id] ?? 0) } }))
  return { prior: await appPrior(), axes: axes.map(({ id }) => id), states }
}
