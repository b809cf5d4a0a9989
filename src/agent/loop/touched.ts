import type { Axis, Chip } from '../contract/index.ts'
import type { Deciding, Wanted } from './deciding.ts'
import { answered } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import type { Store } from '../store/types.ts'

/** What a chosen model takes an edit to have changed: offered as a reason, and evidence only where the person says that it is so. */
export type Touched = Readonly<{
  chips: (proposal: Proposal) => readonly Chip[]
  /** Notes what could be asked of the latest edits. */
  want: () => void
}>

const MOST_EDITS = 12
const MOST_CHIPS = 2
/** Twice what an axis has by chance among fourteen, and a direction that is likelier than not by far. */
const LEAST_AXIS = 0.15
const LEAST_DIRECTION = 0.6

export function openTouched({ store, axes, deciding }: Readonly<{ store: Store; axes: readonly Axis[]; deciding: Pick<Deciding, 'of' | 'want'> }>): Touched {
  // What was written in place of a pair changed neither of the two.
  const editOf = ({ data }: Proposal) => (data.answer?.kind === 'edit' && !data.other ? { before: data.item.text, after: data.answer.text } : null)

  function likely(edit: Readonly<{ before: string; after: string }>): readonly Axis[] {
    const chances = deciding.of({ name: 'axis', axes, ...edit })
    if (chances === null) return []
    return axes.filter(({ id }) => chances[id]! >= LEAST_AXIS).toSorted((a, b) => chances[b.id]! - chances[a.id]!).slice(0, MOST_CHIPS)
  }

  return {
    chips: (proposal) => {
      const edit = editOf(proposal)
      if (edit === null) return []
      return likely(edit).flatMap((axis): readonly Chip[] => {
        const direction = deciding.of({ name: 'direction', axis, ...edit })
        if (direction === null || Math.max(direction['left']!, direction['right']!) < LEAST_DIRECTION) return []
        const sign: -1 | 1 = direction['left']! > direction['right']! ? -1 : 1
        const id = `${axis.id}:${sign}`
        return [{ id, axisId: axis.id, sign, label: sign < 0 ? axis.left : axis.right, chosen: id in proposal.data.chipRows }]
      })
    },
    want: () => {
      const edits = answered(store).flatMap((proposal) => {
        const edit = editOf(proposal)
        return edit === null ? [] : [{ edit, of: { passageIds: [], proposalIds: [proposal.id] } }]
      })
      const wanted = edits.slice(0, MOST_EDITS).flatMap(({ edit, of }): readonly Wanted[] => [
        { asked: { name: 'axis', axes, ...edit }, ...of },
        ...likely(edit).map((axis): Wanted => ({ asked: { name: 'direction', axis, ...edit }, ...of })),
      ])
      deciding.want('edits', wanted)
    },
  }
}
