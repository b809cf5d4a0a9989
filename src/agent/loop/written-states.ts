import type { LibraryState, Quote } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Operator } from '../propose/writing/types.ts'
import type { StateRow, Store } from '../store/types.ts'
import { textKey } from '../model/text-key.ts'
import type { Items } from './items.ts'
import { allProposals } from './proposals.ts'

/** What the row of a state that a model wrote holds beside its text. */
export type WrittenData = Pick<LibraryState, 'area' | 'horizon' | 'size' | 'axes'> &
  Readonly<{
    operator: Operator
    /** Id of the model that wrote it, and the name that a person knows it by. */
    model: string
    writer: string
    /** Exact words of the person's that it rests on; a card shows them. */
    quotes: readonly Quote[]
    /** All that its prompt held of the person's words, the quotes among it: it goes with each of them. */
    material: readonly Quote[]
    /** The proposals whose states it varies: it goes with them too. */
    parents: readonly string[]
  }>
export type WrittenRow = Omit<StateRow, 'data'> & Readonly<{ data: WrittenData }>
export type WrittenState = Readonly<{ row: WrittenRow; state: LibraryState; item: Item }>

export type WrittenStates = Readonly<{
  /** Those that may be offered, the oldest first. */
  kept: () => readonly WrittenState[]
  /** Also of one that is retired. */
  item: (id: string) => Item | undefined
  /** Computes what is needed of rows that were said; at the start of all. */
  load: () => Promise<void>
}>

export const allWritten = (store: Pick<Store, 'states'>): readonly WrittenRow[] => store.states.all() as readonly WrittenRow[]

export const toState = ({ id, text, data: { area, horizon, size, axes } }: WrittenRow): LibraryState => ({ id, text, area, horizon, size, axes })

/** Retired states that stand on no card are kept so that they are not written again, but not for ever: beyond the most the oldest go, down to the least. */
const MOST_RETIRED = 600
const LEAST_RETIRED = 400

export async function trimRetired(store: Pick<Store, 'states' | 'proposals' | 'forget'>, { most, least } = { most: MOST_RETIRED, least: LEAST_RETIRED }): Promise<void> {
  const onCards = new Set(allProposals(store).flatMap(({ data }) => data.stateIds))
  const retired = allWritten(store).filter(({ id, status }) => status === 'retired' && !onCards.has(id))
  if (retired.length <= most) return
  const going = retired.toSorted((a, b) => a.at - b.at).slice(0, retired.length - least)
  const ids = new Set(going.map(({ id }) => id))
  const stays = new Set(allWritten(store).flatMap(({ id, text }) => (ids.has(id) ? [] : [textKey(text)])))
  await store.forget({ stateIds: [...ids], vectorKeys: going.map(({ text }) => textKey(text)).filter((key) => !stays.has(key)) })
}

/** What a model wrote, as states beside those of the library. */
export function openWrittenStates({ store, items }: Readonly<{ store: Pick<Store, 'states'>; items: Items }>): WrittenStates {
  const known = new Map<string, WrittenState>()
  const find = (row: WrittenRow): WrittenState | undefined => {
    const before = known.get(row.id)
    return before && before.row !== row ? { ...before, row } : before
  }
  return {
    kept: () => allWritten(store).flatMap((row) => (row.status === 'kept' ? (find(row) ?? []) : [])),
    item: (id) => (store.states.get(id) === undefined ? undefined : known.get(id)?.item),
    load: async () => {
      for (const id of known.keys()) if (store.states.get(id) === undefined) known.delete(id)
      const fresh = allWritten(store).filter(({ id }) => !known.has(id))
      const loaded = await items.many(fresh.map(({ text, data }) => ({ text, axes: data.axes })))
      for (const [index, row] of fresh.entries()) known.set(row.id, { row, state: toState(row), item: loaded[index]! })
    },
  }
}
