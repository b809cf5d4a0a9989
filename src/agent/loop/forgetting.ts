import type { Passage } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import type { Forgotten } from '../store/types.ts'
import { textsOf } from './evidence.ts'
import type { Parts } from './parts.ts'
import { allProposals, withoutQuotes, withoutRows } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { forgottenKey, forgottenOf } from './reading.ts'

export type Gone = Readonly<{ passages: number; proposals: number; rows: number }>

/** The rows and cards that go when one row is forgotten. */
type Belonging = Readonly<{ rowIds: readonly number[]; proposalIds: readonly string[] }>

/**
 * Forgets passages with everything that came from them: their vectors, the vectors of their quotes, unanswered cards that quote
 * them, and the quotes on answered ones. With `source` the source goes too; what was said on cards of the sample notes goes with those.
 */
export async function forgetPassages(parts: Parts, passages: readonly Passage[], source: Readonly<{ id: string; isSample: boolean }> | null): Promise<Gone> {
  const { store, groundings } = parts
  // A look through the notes that is under way would keep what is forgotten here.
  await groundings.settled()
  const ids = new Set(passages.map((passage) => passage.id))
  const touches = ({ card }: Proposal): boolean => card.quotes.some((quote) => ids.has(quote.passageId))
  const going = allProposals(store)
    .filter((proposal) => touches(proposal) || (source?.isSample === true && proposal.card.isSample))
    .filter((proposal) => proposal.status !== 'answered' || source?.isSample === true)
  const rowIds = going.flatMap(({ data }) => [...data.rowIds, ...Object.values(data.chipRows)])
  if (!source) await store.say({ settings: tombstones(parts, passages) })
  const what: Forgotten = {
    ledgerIds: rowIds,
    proposalIds: going.map(({ id }) => id),
    vectorKeys: [...groundings.vectorKeys(passages), ...vectorKeysOf(parts, rowIds)],
    ...(source ? { sourceIds: [source.id], settingKeys: [forgottenKey(source.id)] } : { passageIds: [...ids] }),
  }
  await forget(parts, what, (proposal) => (touches(proposal) ? { ...proposal, card: withoutQuotes(proposal.card, (id) => ids.has(id)) } : proposal))
  await groundings.refresh()
  return { passages: ids.size, proposals: going.filter(({ status }) => status !== 'withdrawn').length, rows: rowIds.length }
}

/** Forgets rows of the ledger: with the cards, the vectors and the reasons of other cards that hold their words. */
export async function forgetRows(parts: Parts, { rowIds, proposalIds }: Belonging): Promise<void> {
  await forget(parts, { ledgerIds: rowIds, proposalIds, vectorKeys: vectorKeysOf(parts, rowIds) }, (proposal) => proposal)
}

/** An answer goes whole, with its reasons and its card; a reason alone; a written state with its card while that is unanswered. */
export function belongingTo({ store }: Pick<Parts, 'store'>, rowId: number): Belonging {
  const cards = allProposals(store)
  const answer = cards.find(({ data }) => data.rowIds.includes(rowId))
  if (answer) return { rowIds: [...answer.data.rowIds, ...Object.values(answer.data.chipRows)], proposalIds: [answer.id] }
  const { kind, proposalId } = store.ledger.get(rowId) ?? {}
  const written = kind === 'written' ? cards.find(({ id, status }) => id === proposalId && status === 'open') : undefined
  return { rowIds: [rowId, ...(written?.data.rowIds ?? [])], proposalIds: written ? [written.id] : [] }
}

/** Their ids stay, so that the next reading of their notes does not bring them back. */
function tombstones({ store }: Pick<Parts, 'store'>, passages: readonly Passage[]) {
  return [...new Set(passages.map(({ sourceId }) => sourceId))].map((sourceId) => {
    const ids = passages.filter((passage) => passage.sourceId === sourceId).map(({ id }) => id)
    return { key: forgottenKey(sourceId), value: [...forgottenOf(store, sourceId), ...ids] }
  })
}

async function forget({ store, mind }: Parts, what: Forgotten, clean: (proposal: Proposal) => Proposal): Promise<void> {
  const goes = new Set(what.proposalIds)
  const rows = new Set(what.ledgerIds)
  const cleaned = allProposals(store).flatMap((proposal) => {
    const next = withoutRows(clean(proposal), rows)
    return goes.has(proposal.id) || next === proposal ? [] : [next]
  })
  await store.say({ proposals: cleaned })
  try {
    await store.forget(what)
    // Cards that were only cleaned lie in older versions too.
    if (cleaned.length > 0) await store.compact()
  } finally {
    // The rows are gone even where their bytes could not be taken off the disk yet.
    if (rows.size > 0) await mind.rebuild()
  }
}

/** Vectors of texts that no other row of the ledger holds. */
function vectorKeysOf({ store }: Pick<Parts, 'store'>, rowIds: readonly number[]): readonly string[] {
  const goes = new Set(rowIds)
  const keys = (isGoing: boolean): Set<string> =>
    new Set(store.ledger.all().flatMap((row) => (goes.has(row.id) === isGoing ? textsOf(row).map(({ text }) => textKey(text)) : [])))
  const stays = keys(false)
  return [...keys(true)].filter((key) => !stays.has(key))
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
