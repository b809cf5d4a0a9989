import type { Source, SourceUses } from '../../agent/contract/index.ts'
import { counted } from './numbers.ts'

export type Use = keyof SourceUses

export const USES: readonly Readonly<{ id: Use; label: string; says: string }>[] = [
  { id: 'memory', label: 'Keep to search', says: 'Every passage is kept, and can be found in Memory.' },
  { id: 'evidence', label: 'Let it count as evidence', says: 'Wishes, plans and outcomes in your own words move what Tacit believes.' },
  { id: 'proposals', label: 'Answer it with proposals', says: 'Proposals may stand beside its exact words.' },
]

export const NO_USES: SourceUses = { memory: false, evidence: false, proposals: false }

export const hasUse = (uses: SourceUses): boolean => USES.some(({ id }) => uses[id])

/** What turning a use off takes away, before it does. */
export function takenAway({ passages, uses }: Pick<Source, 'passages' | 'uses'>, use: Use): string {
  switch (use) {
    case 'memory': {
      const rest = uses.evidence || uses.proposals ? 'Only those stay that a proposal quotes or evidence rests on.' : 'It is then used for nothing.'
      return `Its ${counted(passages, 'passage')} can no longer be searched and ${passages === 1 ? 'is' : 'are'} forgotten. ${rest}`
    }
    case 'evidence':
      return 'Every row of evidence that was read in it is forgotten, and what Tacit believes becomes what it would be without them.'
    case 'proposals':
      return 'Waiting proposals that quote it are withdrawn. What you answered stays; the quotes in it go.'
  }
  return use satisfies never
}
