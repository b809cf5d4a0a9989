// What is found again and again is one finding: a line copied into every day's note would else prove itself right.

import type { Evidence } from './types.ts'

/** Rows that count of one text and verdict. */
const MOST = 3

/** How often each thing was found so far. */
export type Found = Readonly<Record<string, number>>

/** What a row found; null where the person said it here, which counts each time. */
const keyOf = (evidence: Evidence): string | null => {
  switch (evidence.channel) {
    case 'ignored':
    case 'wish':
      return `${evidence.channel} ${evidence.item.text}`
    case 'revision':
      return `revision ${evidence.before.text} ${evidence.after.text}`
    case 'outcome':
      return `${evidence.verdict} ${evidence.item.text}`
    default:
      return null
  }
}

/** The count with one row more; null where it was found often enough. */
export const findAgain = (found: Found, evidence: Evidence): Found | null => {
  const key = keyOf(evidence)
  if (key === null) return found
  const times = found[key] ?? 0
  return times >= MOST ? null : { ...found, [key]: times + 1 }
}

/** Rows without those that were found again too often; of each finding the latest stay. */
export const withoutRepeats = (rows: readonly Evidence[]): readonly Evidence[] => {
  let found: Found = {}
  return rows
    .toReversed()
    .filter((row) => {
      const next = findAgain(found, row)
      found = next ?? found
      return next !== null
    })
    .toReversed()
}
