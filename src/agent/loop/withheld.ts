import type { Source, Withheld } from '../contract/index.ts'

/** Where something was left out: the line inside the file, or 0 where it was the whole file or has no line; and how often, where it was more than once. */
export type HeldAt = readonly [reason: string, line: number] | readonly [reason: string, line: number, count: number]

/** What a reading leaves out, by file and reason. */
export type WithheldBook = Readonly<{
  hold: (reason: string, file: string, line?: number, count?: number) => void
  /** A file that has not changed is not parsed again, so what was withheld inside it is taken over. */
  keep: (file: string) => void
  /** Those of all files but these are taken over: nobody looked at them. */
  keepOthers: (files: ReadonlySet<string>) => void
  /** What was held in a file before this reading. */
  before: (file: string) => readonly HeldAt[]
  /** Whether what is held now is what was held before this reading. */
  isAsBefore: () => boolean
  /** What is held now. */
  entries: () => Iterable<readonly [file: string, held: readonly HeldAt[]]>
  /** Counts, with the first places of each reason: there may be a million, and they travel with every word about the source. */
  summary: () => readonly Withheld[]
}>

/** As many places of a reason as the window lists. */
export const PLACES_LISTED = 100

export function openWithheld(known: ReadonlyMap<string, readonly HeldAt[]>): WithheldBook {
  const now = new Map<string, readonly HeldAt[]>()
  /** Lists of this reading; others are those of before, which stay as they are. */
  const own = new Map<string, HeldAt[]>()
  const listOf = (file: string): HeldAt[] => {
    const list = own.get(file) ?? [...(now.get(file) ?? [])]
    own.set(file, list)
    now.set(file, list)
    return list
  }
  const keep = (file: string): void => {
    const held = known.get(file)
    if (held === undefined) return
    if (now.has(file)) listOf(file).push(...held)
    else now.set(file, held)
  }
  return {
    hold: (reason, file, line = 0, count = 1) => void listOf(file).push(count === 1 ? [reason, line] : [reason, line, count]),
    keep,
    keepOthers: (files) => {
      for (const file of known.keys()) if (!files.has(file)) keep(file)
    },
    before: (file) => known.get(file) ?? [],
    isAsBefore: () => now.size === known.size && [...known].every(([file, held]) => isSame(held, now.get(file) ?? [])),
    entries: () => now,
    summary: () => {
      const found = new Map<string, { count: number; places: Set<string> }>()
      for (const [file, held] of now) {
        for (const [reason, line, times = 1] of held) {
          const entry = found.get(reason) ?? { count: 0, places: new Set() }
          found.set(reason, entry)
          entry.count += times
          if (entry.places.size < PLACES_LISTED) entry.places.add(line === 0 ? file : `${file}:${line}`)
        }
      }
      return [...found].map(([reason, { count, places }]) => ({ reason, count, places: [...places] }))
    },
  }
}

const isSame = (one: readonly HeldAt[], other: readonly HeldAt[]): boolean => one === other || (one.length === other.length && one.every(([reason, line, count], at) => reason === other[at]![0] && line === other[at]![1] && count === other[at]![2]))

/** The files of places as they are listed (`file` or `file:line`). */
export function filesOf(withheld: readonly Withheld[]): ReadonlyMap<string, readonly HeldAt[]> {
  const found = new Map<string, HeldAt[]>()
  for (const { reason, places } of withheld) {
    for (const place of places) {
      const [, file, line] = /^([\s\S]*?)(?::(\d+))?$/.exec(place)!
      const list = found.get(file!) ?? []
      found.set(file!, list)
      list.push([reason, Number(line ?? 0)])
    }
  }
  return found
}

/** All that the sources withhold, one row a reason. */
export function withheldOf(sources: readonly Source[]): readonly Withheld[] {
  const found = new Map<string, { count: number; places: string[] }>()
  for (const source of sources) {
    for (const held of source.withheld) {
      const entry = found.get(held.reason) ?? { count: 0, places: [] }
      found.set(held.reason, entry)
      entry.count += held.count
      entry.places.push(...held.places.slice(0, PLACES_LISTED - entry.places.length).map((place) => `${source.name}: ${place}`))
    }
  }
  return [...found].map(([reason, entry]) => ({ reason, ...entry }))
}
