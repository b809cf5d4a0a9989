import type { Source, SourceUses } from '../contract/index.ts'
import { groundsOf, passagesUnder } from './evidence.ts'
import { carryOut, isNothing, passagesOf, planForgetting } from './forgetting.ts'
import type { Scope } from './forgetting.ts'
import type { Parts } from './parts.ts'
import { allProposals } from './proposals.ts'
import { fromRow } from './source-rows.ts'
import { allWritten } from './written-states.ts'
import type { LedgerRow } from '../store/types.ts'

/**
 * Forgets of every source what its uses do not cover: without *memory* the passages that nothing rests on, without *evidence* the rows
 * that were read from it, without *proposals* unanswered cards that quote it and the quotes on answered ones.
 */
export async function keepToUses(parts: Parts): Promise<void> {
  for (const source of parts.store.sources.all().map(fromRow)) {
    const { memory, evidence, proposals } = source.uses
    if (memory && evidence && proposals) continue
    const plan = planForgetting(parts.store, await scopeOfUses(parts, source))
    if (!isNothing(plan)) await carryOut(parts, plan)
  }
}

async function scopeOfUses(parts: Parts, { id, uses }: Source): Promise<Scope> {
  const used = usedPassages(parts, uses)
  return {
    // While it is read, some have not been looked at yet.
    passages: uses.memory || parts.reading.get(id).state === 'reading' ? [] : (await passagesOf(parts, id)).filter((passage) => !used.has(passage.id)),
    isSample: false,
    keepsAnswers: true,
    holdsQuote: ({ sourceId }) => !uses.proposals && sourceId === id,
    holdsRow: uses.evidence ? () => false : await restingOn(parts, id),
  }
}

/** True of rows that rest on words of the source, were they found there or only among what they hold. */
async function restingOn({ store }: Parts, id: string): Promise<(row: LedgerRow) => boolean> {
  const under = await store.memories.get([...new Set(store.ledger.all().flatMap(passagesUnder))])
  const its = new Set(under.flatMap((passage) => (passage.sourceId === id ? [passage.id] : [])))
  return (row) => groundsOf(row)?.sourceId === id || passagesUnder(row).some((each) => its.has(each))
}

/** What a card quotes, evidence rests on, or a state could answer. */
function usedPassages({ store, groundings }: Parts, { evidence, proposals }: SourceUses): ReadonlySet<string> {
  const used = new Set<string>()
  if (evidence) for (const row of store.ledger.all()) for (const id of passagesUnder(row)) used.add(id)
  if (!proposals) return used
  for (const id of groundings.passageIds()) used.add(id)
  for (const { data } of allWritten(store)) for (const { passageId } of data.quotes) used.add(passageId)
  for (const { card, status } of allProposals(store)) if (status !== 'withdrawn') for (const { passageId } of card.quotes) used.add(passageId)
  return used
}
