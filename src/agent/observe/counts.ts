import type { Withheld } from '../contract/sources.ts'

const PLACES = 200

/** Counts by reason, the largest first, with the first places of each. */
export function openCounts() {
  const found = new Map<string, { count: number; places: Set<string> }>()
  return {
    add(reason: string, place: string, count = 1): void {
      const entry = found.get(reason) ?? { count: 0, places: new Set() }
      entry.count += count
      if (entry.places.size < PLACES) entry.places.add(place)
      found.set(reason, entry)
    },
    all: (): readonly Withheld[] => [...found].map(([reason, { count, places }]) => ({ reason, count, places: [...places] })).sort((a, b) => b.count - a.count),
  }
}
