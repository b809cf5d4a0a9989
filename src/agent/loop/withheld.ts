import type { Source, Withheld } from '../contract/index.ts'

/** What a reading leaves out, by reason and place (`file` or `file:line`). */
export type WithheldBook = Readonly<{
  hold: (reason: string, place: string) => void
  /** A file that has not changed is not parsed again, so what was withheld inside it is taken over. */
  keep: (file: string) => void
  /** Those of all files but these are taken over: nobody looked at them. */
  keepOthers: (files: readonly string[]) => void
  all: () => readonly Withheld[]
}>

export function openWithheld(before: readonly Withheld[]): WithheldBook {
  const known = placesByFile(before)
  const places = new Map<string, string[]>()
  const hold = (reason: string, place: string): void => {
    const list = places.get(reason)
    if (list) list.push(place)
    else places.set(reason, [place])
  }
  const keep = (file: string): void => {
    for (const { reason, place } of known.get(file) ?? []) hold(reason, place)
  }
  return {
    hold,
    keep,
    keepOthers: (files) => {
      const looked = new Set(files)
      for (const file of known.keys()) if (!looked.has(file)) keep(file)
    },
    all: () => [...places].map(([reason, list]) => ({ reason, count: list.length, places: list })),
  }
}

type Place = Readonly<{ reason: string; place: string }>

function placesByFile(withheld: readonly Withheld[]): ReadonlyMap<string, readonly Place[]> {
  const byFile = new Map<string, Place[]>()
  for (const { reason, places } of withheld) {
    for (const place of places) {
      const file = place.replace(/:\d+$/, '')
      const list = byFile.get(file)
      if (list) list.push({ reason, place })
      else byFile.set(file, [{ reason, place }])
    }
  }
  return byFile
}

/** All that the sources withhold, one row a reason. */
export function withheldOf(sources: readonly Source[]): readonly Withheld[] {
  const places = new Map<string, string[]>()
  for (const source of sources) {
    for (const held of source.withheld) places.set(held.reason, [...(places.get(held.reason) ?? []), ...held.places.map((place) => `${source.name}: ${place}`)])
  }
  return [...places].map(([reason, list]) => ({ reason, count: list.length, places: list }))
}

/** Without what lies in these files. */
export function withoutFiles(withheld: readonly Withheld[], files: ReadonlySet<string>): readonly Withheld[] {
  return withheld.flatMap(({ reason, places }) => {
    const rest = places.filter((place) => !files.has(place) && !files.has(place.replace(/:\d+$/, '')))
    return rest.length === 0 ? [] : [{ reason, count: rest.length, places: rest }]
  })
}
