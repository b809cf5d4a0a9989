import { AppError } from '../contract/index.ts'
import type { Axis, Pole } from '../contract/index.ts'
import { liveRows, rowData } from './evidence.ts'
import type { Parts } from './parts.ts'
import type { LedgerRow, Store } from '../store/types.ts'

// Which poles a person says matter to them, of no state in particular: a row of the ledger for each.

const keyOf = ({ axisId, side }: Pole): string => `${axisId} ${side}`

/** The live row of each pole. */
function rowsByPole(store: Pick<Store, 'ledger'>): ReadonlyMap<string, LedgerRow> {
  return new Map(
    liveRows(store.ledger.all()).flatMap((row) => {
      if (row.kind !== 'pole') return []
      const { axis, sign } = rowData.pole.parse(row.data)
      return [[keyOf({ axisId: axis, side: sign < 0 ? 'left' : 'right' }), row]]
    }),
  )
}

/** The poles that were said to matter, in order of the axes. */
export function polesOf(store: Pick<Store, 'ledger'>, axes: readonly Axis[]): readonly Pole[] {
  const said = rowsByPole(store)
  return axes.flatMap(({ id }) => (['left', 'right'] as const).flatMap((side) => (said.has(keyOf({ axisId: id, side })) ? [{ axisId: id, side }] : [])))
}

/** The poles among these rows of which, or of whose opposite, the person has said since that it matters. */
export function overtaken(store: Pick<Store, 'ledger'>, rows: readonly LedgerRow[]): readonly number[] {
  const said = new Set([...rowsByPole(store).values()].map(({ data }) => rowData.pole.parse(data).axis))
  return rows.flatMap(({ id, kind, data }) => (kind === 'pole' && said.has(rowData.pole.parse(data).axis) ? [id] : []))
}

/** Says that these poles matter, and takes back what was said of others, in one act. What was said before stays as old as it is. */
export async function setPoles({ store, mind, axes, now }: Pick<Parts, 'store' | 'mind' | 'axes' | 'now'>, poles: readonly Pole[]): Promise<void> {
  const twice = poles.find(({ axisId }, index) => poles.findIndex((other) => other.axisId === axisId) !== index)
  if (twice) throw new AppError('INPUT_INVALID', `The axis ${JSON.stringify(twice.axisId)} is named twice. One of its poles can matter, not both.`)
  const said = rowsByPole(store)
  const wanted = new Set(poles.map(keyOf))
  const gone = [...said].flatMap(([key, { id }]) => (wanted.has(key) ? [] : [id]))
  const rows = poles.filter((pole) => !said.has(keyOf(pole))).map(({ axisId, side }): LedgerRow => {
    const axis = axes.find(({ id }) => id === axisId)
    if (!axis) throw new AppError('NOT_FOUND', `There is no axis ${JSON.stringify(axisId)}. The axes are ${axes.map(({ id }) => id).join(', ')}.`)
    return { id: store.nextLedgerId(), at: now(), kind: 'pole', proposalId: null, topic: null, text: axis[side], data: { axis: axisId, sign: side === 'left' ? -1 : 1 } }
  })
  if (gone.length === 0) {
    if (rows.length > 0) await mind.learn(rows)
    return
  }
  const undo: LedgerRow = { id: store.nextLedgerId(), at: now(), kind: 'undo', proposalId: null, topic: null, text: '', data: { rows: gone } }
  await store.say({ ledger: [...rows, undo] })
  await mind.rebuild()
}
