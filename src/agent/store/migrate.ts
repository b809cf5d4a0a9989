import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { Database } from './database.ts'
import { createSyncer, syncFolder } from './durable.ts'
import type { Migration } from './migrations/migration.ts'
import { decoded, encode } from './rows.ts'
import type { PlainRow } from './rows.ts'
import { TABLE_NAMES } from './tables.ts'
import type { Layout, TableName } from './tables.ts'
import type { Act } from './journal-file.ts'
import type { Said } from './types.ts'

const PARTIAL = '.partial'

export type Plan = Readonly<{
  /** Tables whose rows on disk are of an older version. */
  old: readonly TableName[]
  change(table: TableName, from: number, row: PlainRow): PlainRow
}>

/** `versions` are those of the tables on disk. */
export function planMigration(versions: Readonly<Record<string, number>>, layout: Layout, migrations: readonly Migration[]): Plan {
  const stepsFrom = (table: TableName, from: number): readonly Migration[] => {
    const steps = migrations.filter((step) => step.table === table && step.to > from).sort((a, b) => a.to - b.to)
    const isWhole = steps.length === layout[table].version - from && steps.every((step, index) => step.to === from + index + 1)
    if (!isWhole) throw new AppError('INTERNAL', `There is no way from version ${from} of the table ${table} to version ${layout[table].version}.`)
    return steps
  }
  const old = TABLE_NAMES.filter((table) => (versions[table] ?? layout[table].version) < layout[table].version)
  for (const table of old) stepsFrom(table, versions[table]!)
  return { old, change: (table, from, row) => stepsFrom(table, from).reduce((now, step) => step.change(now), row) }
}

/** Copies store and journal as they are; putting them back restores the home for the older version. Returns where. */
export async function keepCopy(home: string, names: readonly string[]): Promise<string> {
  const backups = join(home, 'backups')
  const copy = join(backups, new Date().toISOString().replaceAll(':', '-'))
  await rm(backups, { recursive: true, force: true })
  await mkdir(copy + PARTIAL, { recursive: true })
  for (const name of names) await cp(join(home, name), join(copy + PARTIAL, name), { recursive: true })
  await (await createSyncer([])).sync(copy + PARTIAL)
  await rename(copy + PARTIAL, copy)
  await syncFolder(backups)
  await syncFolder(home)
  return copy
}

export async function migrateTables(database: Database, layout: Layout, plan: Plan): Promise<void> {
  const versions = database.checkpoint().tables
  await database.write(
    async (tables) => {
      for (const name of plan.old) {
        const { table, before } = await tables.renew(name, layout[name].schema)
        for await (const rows of decoded(before.query())) {
          if (rows.length > 0) await table.add(rows.map((row) => encode(layout[name].schema, plan.change(name, versions[name]!.schema, row))))
        }
      }
    },
    () => ({ schemas: Object.fromEntries(plan.old.map((name) => [name, layout[name].version])) }),
  )
}

/** What a journal of an older version said, in rows of this one. */
export function migrateAct(act: Act, schemas: Readonly<Record<string, number>>, plan: Plan): Act {
  if ('said' in act) return { said: migrateSaid(act.said, schemas, plan) }
  return act.forgotten.instead ? { forgotten: { ...act.forgotten, instead: migrateSaid(act.forgotten.instead, schemas, plan) } } : act
}

function migrateSaid(said: Said, schemas: Readonly<Record<string, number>>, plan: Plan): Said {
  const tables = Object.entries(said) as [TableName, readonly PlainRow[]][]
  return Object.fromEntries(tables.map(([name, rows]) => [name, plan.old.includes(name) ? rows.map((row) => plan.change(name, schemas[name]!, row)) : rows]))
}
