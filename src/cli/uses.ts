import { UsageError } from './command.ts'
import type { Context } from './command.ts'
import type { SourceUses } from '../agent/contract/index.ts'

type Use = keyof SourceUses

/** The uses of a source, as they are named with --for, and what each means. */
export const USES: readonly Readonly<{ name: Use; asks: string; says: string }>[] = [
  { name: 'memory', asks: 'Keep it to search?', says: 'every passage is kept, to be found again' },
  { name: 'evidence', asks: 'Let it count as evidence?', says: 'wishes, plans and outcomes in your own words move what Tacit believes' },
  { name: 'proposals', asks: 'Answer it with proposals?', says: 'proposals may stand beside its exact words' },
]

export const USE_NAMES = USES.map(({ name }) => name).join(',')

/** Reads "memory,proposals". Throws UsageError. */
export function readUses(text: string): SourceUses {
  const named = text.split(',').map((word) => word.trim()).filter(Boolean)
  const unknown = named.find((name) => !USES.some((use) => use.name === name))
  if (unknown !== undefined) throw new UsageError(`${JSON.stringify(unknown)} is no use of a source.`, `The uses are ${USE_NAMES}.`)
  if (named.length === 0) throw new UsageError('A source that is used for nothing is not read.', `The uses are ${USE_NAMES}.`)
  return usesOf((name) => named.includes(name))
}

/** Asks for each use, one at a time; none is assumed. */
export async function askUses({ confirm, note }: Context): Promise<SourceUses> {
  note('What may it be used for?')
  const chosen = new Set<Use>()
  for (const { name, asks, says } of USES) if (await confirm(`${asks} (${says})`)) chosen.add(name)
  return usesOf((name) => chosen.has(name))
}

export const hasUse = (uses: SourceUses): boolean => USES.some(({ name }) => uses[name])

/** "memory, proposals" */
export function usesText(uses: SourceUses): string {
  return USES.filter(({ name }) => uses[name]).map(({ name }) => name).join(', ') || 'nothing'
}

function usesOf(holds: (name: Use) => boolean): SourceUses {
  return { memory: holds('memory'), evidence: holds('evidence'), proposals: holds('proposals') }
}
