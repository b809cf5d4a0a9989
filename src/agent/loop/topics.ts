import type { LibraryState } from '../contract/index.ts'
import type { Item } from '../game/types.ts'

/** The area whose states are nearest on average: the topic of a text that has none. */
export function nearestArea(vector: Float32Array, library: readonly LibraryState[], libraryItems: ReadonlyMap<string, Item>): string {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const state of library) {
    const other = libraryItems.get(state.id)!.vector
    let cosine = 0
    for (let index = 0; index < vector.length; index++) cosine += vector[index]! * other[index]!
    const entry = sums.get(state.area) ?? { sum: 0, count: 0 }
    sums.set(state.area, { sum: entry.sum + cosine, count: entry.count + 1 })
  }
  return [...sums].reduce((best, next) => (next[1].sum / next[1].count > best[1].sum / best[1].count ? next : best))[0]
}
