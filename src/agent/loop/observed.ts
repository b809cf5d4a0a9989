import { isDeepStrictEqual } from 'node:util'
import { admit, keyOf } from './admission.ts'
import type { ObservedClaim, Refusal } from './admission.ts'
import { auditRefusals } from './audit.ts'
import { groundsOf, liveRows, rowData } from './evidence.ts'
import type { Maker, RowKind } from './evidence.ts'
import { forgetRows } from './forgetting.ts'
import type { Parts } from './parts.ts'
import type { LedgerRow, Store } from '../store/types.ts'

// The one door by which something observed becomes evidence; `admission.ts` says what may pass.

export type Settled = Readonly<{ added: number; changed: number; gone: number; refused: ReadonlyMap<string, Refusal> }>

export type Observed = Readonly<{
  /**
   * Brings the ledger in step with all that `by` claims now: what is new is learnt, what is claimed no more is forgotten, and the rest stays
   * as it is. Giving the same claims again does nothing; `stays` are rows that are left alone whatever is claimed. It waits for its turn among the acts of the person, so a handler may not wait for it.
   */
  settle: (by: Maker, claims: readonly ObservedClaim[], stays?: (row: LedgerRow) => boolean) => Promise<Settled>
}>

type ObservedParts = Readonly<{ parts: () => Parts; inTurn: <Value>(action: () => Promise<Value>) => Promise<Value> }>

/** So few at a time that an answer never waits long. */
const ROWS_IN_TURN = 8

export function openObserved({ parts, inTurn }: ObservedParts): Observed {
  async function settle(by: Maker, claims: readonly ObservedClaim[], stays: (row: LedgerRow) => boolean = () => false): Promise<Settled> {
    // What is new is embedded before the queue is entered.
    await admit(parts(), by, claims)
    const first = await inTurn(async () => {
      const { store, mind } = parts()
      const { admitted, refused } = await admit(parts(), by, claims)
      const known = new Map(rowsBy(store, by).map((row) => [keyOf(row), row]))
      const gone = [...known].flatMap(([key, row]) => (admitted.has(key) || stays(row) ? [] : [row.id]))
      const changed = [...known].flatMap(([key, row]) => (admitted.has(key) ? (rewritten(row, by, admitted.get(key)!) ?? []) : []))
      if (changed.length > 0) await store.say({ ledger: changed })
      if (gone.length > 0) await forgetRows(parts(), { rowIds: gone, proposalIds: [] })
      else if (changed.length > 0) await mind.rebuild()
      return { refused, gone: gone.length, changed: changed.length, fresh: [...admitted].flatMap(([key, claim]) => (known.has(key) ? [] : [claim])) }
    })
    await inTurn(() => auditRefusals(parts().store, first.refused, parts().now()))
    let added = 0
    for (let start = 0; start < first.fresh.length; start += ROWS_IN_TURN) added += await add(by, first.fresh.slice(start, start + ROWS_IN_TURN))
    return { added, changed: first.changed, gone: first.gone, refused: first.refused }
  }

  /** Looks once more, since the person may have forgotten or forbidden something while the turn came. */
  function add(by: Maker, claims: readonly ObservedClaim[]): Promise<number> {
    return inTurn(async () => {
      const { store, mind, now } = parts()
      const { admitted } = await admit(parts(), by, claims)
      const known = new Set(rowsBy(store, by).map(keyOf))
      const rows = [...admitted].flatMap(([key, claim]) => (known.has(key) ? [] : [toRow(claim, by, store.nextLedgerId(), now())]))
      if (rows.length > 0) await mind.learn(rows)
      return rows.length
    })
  }

  return { settle }
}

function rowsBy(store: Store, by: Maker): readonly LedgerRow[] {
  return liveRows(store.ledger.all()).filter((row) => groundsOf(row)?.by === by)
}

function toRow(claim: ObservedClaim, by: Maker, id: number, at: number): LedgerRow {
  return { id, at, kind: claim.kind, proposalId: claim.proposalId, topic: claim.topic, text: claim.item.text, data: dataOf(claim, by) }
}

/** The row with what its claim holds now; null where nothing has changed. */
function rewritten(row: LedgerRow, by: Maker, claim: ObservedClaim): LedgerRow | null {
  const next = toRow(claim, by, row.id, row.at)
  return isDeepStrictEqual(next, { ...row, data: rowData[row.kind as RowKind].parse(row.data) }) ? null : next
}

function dataOf(claim: ObservedClaim, by: Maker): unknown {
  const { item, date, passageId, sourceId, quote, reason, also } = claim
  const rest = { date, grounds: { by, passageId, sourceId, quote, reason, ...(also && { also: [...also] }) } }
  switch (claim.kind) {
    case 'wish':
      return { item, probability: claim.probability, ...rest }
    case 'outcome':
      return { item, verdict: claim.verdict, probability: claim.probability, ...rest }
    case 'thumb':
      return { item, up: claim.up, ...rest }
    case 'revision':
      return { before: claim.before, after: item, ...rest }
    default:
      return claim satisfies never
  }
}
