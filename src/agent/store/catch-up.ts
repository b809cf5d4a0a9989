import type { Database } from './database.ts'
import { encode } from './rows.ts'
import { SAID_TABLES } from './tables.ts'
import type { Layout, SaidTable } from './tables.ts'
import type { Said } from './types.ts'

/** What the journal has and LanceDB not yet. */
export type CatchUp = Readonly<{
  note(seq: number, said: Said): void
  /** Rows that were forgotten do not follow. */
  drop(table: SaidTable, keys: readonly (string | number)[]): void
  /** LanceDB gets all that was noted; where it fails, all of it goes on waiting. */
  drain(): Promise<void>
  waiting(): number
}>

type Noted = Readonly<{ seq: number; row: Readonly<Record<string, unknown>> }>

export function createCatchUp(database: Database, layout: Layout): CatchUp {
  const noted: Readonly<Record<SaidTable, Map<string, Noted>>> = { ledger: new Map(), proposals: new Map(), sources: new Map(), settings: new Map(), states: new Map() }
  let last = database.checkpoint().seq

  return {
    note(seq, said) {
      last = seq
      for (const name of SAID_TABLES) {
        for (const row of said[name] ?? []) noted[name].set(String((row as Noted['row'])[layout[name].key[0]!]), { seq, row })
      }
    },
    drop(table, keys) {
      for (const key of keys) noted[table].delete(String(key))
    },
    async drain() {
      const upTo = await database.write(
        async (tables) => {
          const seq = last
          for (const name of SAID_TABLES) {
            const records = [...noted[name].values()].map(({ row }) => encode(layout[name].schema, row))
            if (records.length === 0) continue
            await tables.table(name).mergeInsert([...layout[name].key]).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(records)
          }
          return seq
        },
        (seq) => ({ seq }),
      )
      for (const rows of Object.values(noted)) for (const [key, { seq }] of rows) if (seq <= upTo) rows.delete(key)
    },
    waiting: () => Object.values(noted).reduce((sum, rows) => sum + rows.size, 0),
  }
}
