import type { Passage } from '../contract/index.ts'
import type { Parts } from './parts.ts'
import { allProposals, withoutQuotes } from './proposals.ts'
import type { Proposal } from './proposals.ts'

export type Gone = Readonly<{ passages: number; proposals: number; rows: number }>

/**
 * Forgets passages with everything that came from them: their vectors, the vectors of their quotes, unanswered cards that quote
 * them, and the quotes on answered ones. With `sourceId` the source goes too; what was said on cards of the sample notes goes with those.
 */
export async function forgetPassages(parts: Parts, passages: readonly Passage[], source: Readonly<{ id: string; isSample: boolean }> | null): Promise<Gone> {
  const { store, mind, groundings } = parts
  const ids = new Set(passages.map((passage) => passage.id))
  const touches = ({ card }: Proposal): boolean => card.quotes.some((quote) => ids.has(quote.passageId))
  const quoting = allProposals(store).filter((proposal) => touches(proposal) || (source?.isSample === true && proposal.card.isSample))
  const goes = (proposal: Proposal): boolean => proposal.status !== 'answered' || source?.isSample === true
  const withdrawn = quoting.filter(goes)
  const kept = quoting.filter((proposal) => !goes(proposal))
  const rowIds = withdrawn.flatMap(({ data }) => [...data.rowIds, ...Object.values(data.chipRows)])
  // The rows are forgotten whole and written anew, so that no older version of them keeps the quote.
  const cleaned = kept.map((proposal) => ({ ...proposal, card: withoutQuotes(proposal.card, (id) => ids.has(id)) }))
  await store.say({ proposals: cleaned })
  await store.forget({
    ledgerIds: rowIds,
    proposalIds: withdrawn.map(({ id }) => id),
    vectorKeys: groundings.vectorKeys(passages),
    ...(source ? { sourceIds: [source.id] } : { passageIds: [...ids] }),
  })
  if (rowIds.length > 0) await mind.rebuild()
  await groundings.refresh()
  return { passages: ids.size, proposals: withdrawn.length, rows: rowIds.length }
}

/** Every passage of a source, by pages. */
export async function passagesOf({ store }: Parts, sourceId: string): Promise<readonly Passage[]> {
  const all: Passage[] = []
  const page = 1000
  for (let offset = 0; ; offset += page) {
    const { passages } = await store.memories.list({ sourceId, offset, limit: page })
    all.push(...passages)
    if (passages.length < page) return all
  }
}
