import { AppError } from '../contract/index.ts'
import type { Removal } from '../contract/index.ts'
import { letIn, thrownOut } from './admission.ts'
import { liveRows, rowData } from './evidence.ts'
import type { RowData } from './evidence.ts'
import { belongingTo } from './forgetting.ts'
import type { Parts } from './parts.ts'
import { overtaken } from './poles.ts'
import { asProposal, dayStart } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { labelOf, saidOf } from './views.ts'
import type { LedgerRow, Store } from '../store/types.ts'

// Evidence that a person removes stays in the ledger: a reversal takes it out of the belief, and a reversal of that puts it back.

/** What goes with these rows: whole answers, with their reasons and their cards. */
export function goingWith(parts: Pick<Parts, 'store'>, rowIds: readonly number[]): Readonly<{ rowIds: readonly number[]; proposalIds: readonly string[] }> {
  const going = rowIds.map((id) => belongingTo(parts, id))
  return { rowIds: [...new Set(going.flatMap(({ rowIds }) => rowIds))], proposalIds: [...new Set(going.flatMap(({ proposalIds }) => proposalIds))] }
}

/** Takes rows that count out of what is believed, with what belongs to them. What was observed stays out when its words are read again. */
export async function takeBack(parts: Parts, asked: readonly LedgerRow[]): Promise<void> {
  const { store, mind } = parts
  const { rowIds, proposalIds } = goingWith(parts, asked.map(({ id }) => id))
  const live = new Set(liveRows(store.ledger.all()).map(({ id }) => id))
  const cards = proposalIds.flatMap((id) => {
    const row = store.proposals.get(id)
    return row && row.status !== 'withdrawn' ? [asProposal(row)] : []
  })
  const data: RowData<'undo'> = {
    rows: rowIds.filter((id) => live.has(id)),
    removed: { cards: cards.map(({ id, status }) => ({ id, status: status === 'answered' ? 'answered' : 'open' })) },
  }
  const out = thrownOut(store, asked)
  await store.say({ ledger: [undoRow(parts, data)], proposals: cards.map((card) => ({ ...card, status: 'withdrawn' })), settings: out ? [out] : [] })
  await mind.rebuild()
  lookAgain(parts, proposalIds)
}

/** Puts back what one removal took. Throws NOTHING_TO_UNDO where that does not stand any more. */
export async function putBack(parts: Parts, undoId: number): Promise<void> {
  const { store, mind } = parts
  const removal = standing(store).find(({ row }) => row.id === undoId)
  if (!removal) throw new AppError('NOTHING_TO_UNDO', `Row ${undoId} removed nothing, or it was put back already.`)
  const { rows, removed } = removal.data
  const back = rows.flatMap((id) => store.ledger.get(id) ?? [])
  const cards = removed.cards.flatMap(({ id, status }): readonly Proposal[] => {
    const row = store.proposals.get(id)
    return row?.status === 'withdrawn' ? [{ ...asProposal(row), status }] : []
  })
  const kept = letIn(store, back)
  await store.say({ ledger: [undoRow(parts, { rows: [undoId, ...overtaken(store, back)] })], proposals: cards, settings: kept ? [kept] : [] })
  await mind.rebuild()
  lookAgain(parts, cards.map(({ id }) => id))
}

/** What was removed today and can be put back, the latest first. */
export function removalsOf(store: Pick<Store, 'ledger'>, now: number): readonly Removal[] {
  return standing(store)
    .filter(({ row }) => row.at >= dayStart(now))
    .flatMap(({ row, data }) => {
      const rows = data.rows.flatMap((id) => store.ledger.get(id) ?? [])
      return rows[0] ? [{ undoId: row.id, at: row.at, rows: rows.length, label: labelOf(rows[0]), said: saidOf(rows[0]) }] : []
    })
    .toReversed()
}

type Standing = Readonly<{ row: LedgerRow; data: RowData<'undo'> & Readonly<{ removed: NonNullable<RowData<'undo'>['removed']> }> }>

/** The removals that were not put back. */
function standing(store: Pick<Store, 'ledger'>): readonly Standing[] {
  const undoings = store.ledger.all().flatMap((row) => (row.kind === 'undo' ? [{ row, data: rowData.undo.parse(row.data) }] : []))
  const undone = new Set(undoings.flatMap(({ data }) => data.rows))
  return undoings.flatMap(({ row, data: { rows, removed } }) => (removed && !undone.has(row.id) ? [{ row, data: { rows, removed } }] : []))
}

const undoRow = ({ store, now }: Pick<Parts, 'store' | 'now'>, data: RowData<'undo'>): LedgerRow => ({ id: store.nextLedgerId(), at: now(), kind: 'undo', proposalId: null, topic: null, text: '', data })

/** What was found of a state is evidence only while that stands accepted. */
function lookAgain(parts: Parts, proposalIds: readonly string[]): void {
  if (proposalIds.some((id) => parts.lookingBack.of(id).length > 0)) parts.learnSoon()
}
