import { z } from 'zod'
import { readAll } from './rows.ts'
import type { PlainRow } from './rows.ts'
import type { Database } from './database.ts'
import type { Definition } from './tables.ts'
import { damaged } from './trouble.ts'
import type { Mirror } from './types.ts'

export type WritableMirror<Key, Row> = Mirror<Key, Row> & Readonly<{ put(rows: readonly Row[]): void; delete(keys: readonly Key[]): number }>

type Named = Readonly<{ id?: string | number; key?: string; at?: number }>

/** Ascending: by id where it is a number, else by time and name. */
function inOrder(a: Named, b: Named): number {
  if (typeof a.id === 'number' && typeof b.id === 'number') return a.id - b.id
  const [left, right] = [String(a.id ?? a.key), String(b.id ?? b.key)]
  return (a.at ?? 0) - (b.at ?? 0) || (left < right ? -1 : 1)
}

export async function openMirror<Key extends string | number, Row extends Named>(database: Database, definition: Definition<Row>): Promise<WritableMirror<Key, Row>> {
  const rows = new Map<Key, Row>()
  const keyOf = (row: Row): Key => (row.id ?? row.key) as Key
  let sorted: readonly Row[] | null = null

  const stored = await database.read((table) => readAll(table(definition.name).query())).catch((cause: unknown) => {
    throw damaged(`The table ${definition.name} cannot be read.`, 'Put the home back from a copy.', { cause, data: { table: definition.name } })
  })
  for (const plain of stored) {
    const row = parseStored(definition, plain)
    rows.set(keyOf(row), row)
  }

  return {
    all: () => (sorted ??= [...rows.values()].sort(inOrder)),
    get: (key) => rows.get(key),
    get size() {
      return rows.size
    },
    put(fresh) {
      for (const row of fresh) rows.set(keyOf(row), row)
      sorted = null
    },
    delete(keys) {
      sorted = null
      return keys.filter((key) => rows.delete(key)).length
    },
  }
}

/** A row that comes from disk: what does not parse was damaged there. */
export function parseStored<Row>(definition: Definition<Row>, plain: PlainRow): Row {
  const parsed = definition.row.safeParse(plain)
  if (parsed.success) return parsed.data
  const key = definition.key.map((column) => String(plain[column])).join(' ')
  throw damaged(`Row ${key} of the table ${definition.name} cannot be understood: ${z.prettifyError(parsed.error)}.`, 'Put the home back from a copy.', { data: { table: definition.name, key } })
}
