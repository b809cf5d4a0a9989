import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { rewrite } from './rewrite.ts'
import { encode } from './rows.ts'
import type { PlainRow } from './rows.ts'
import { any, isIn, not } from './sql.ts'
import { SAID_TABLES } from './tables.ts'
import type { Layout, SaidTable, TableName } from './tables.ts'
import type { Forgotten, Said } from './types.ts'

/** For each table that is held in memory the keys to forget. */
export function keysOf(what: Forgotten): Readonly<Record<SaidTable, readonly (string | number)[]>> {
  return { ledger: what.ledgerIds ?? [], proposals: what.proposalIds ?? [], sources: what.sourceIds ?? [], settings: what.settingKeys ?? [], states: what.stateIds ?? [] }
}

function memoriesToForget({ passageIds = [], sourceIds = [] }: Forgotten): string | undefined {
  return any([...(passageIds.length > 0 ? [isIn('id', passageIds)] : []), ...(sourceIds.length > 0 ? [isIn('sourceId', sourceIds)] : [])])
}

function vectorsToForget({ vectorKeys = [] }: Forgotten): string | undefined {
  return vectorKeys.length > 0 ? isIn('key', vectorKeys) : undefined
}

export async function countToForget(database: Database, what: Forgotten): Promise<Readonly<{ passages: number; vectors: number }>> {
  const count = (name: TableName, where: string | undefined): Promise<number> =>
    where === undefined ? Promise.resolve(0) : database.read((table) => table(name).countRows(where))
  return { passages: await count('memories', memoriesToForget(what)), vectors: await count('vectors', vectorsToForget(what)) }
}

/**
 * Writes every table that could hold something of it anew and takes the old files off the disk. Tables held in memory
 * are written from there, where the rows are gone already.
 */
export async function purge(database: Database, layout: Layout, what: Forgotten, rowsOf: (name: SaidTable) => readonly object[]): Promise<void> {
  const said = SAID_TABLES.filter((name) => keysOf(what)[name].length > 0 || what.instead?.[name] !== undefined)
  const others = [['memories', memoriesToForget(what)], ['prepared', memoriesToForget(what)], ['vectors', vectorsToForget(what)]] as const
  const asked = others.flatMap(([name, where]) => (where === undefined ? [] : [{ name, where }]))
  await database.write(async (tables) => {
    for (const name of said) {
      const { table } = await tables.renew(name, layout[name].schema)
      const records = rowsOf(name).map((row) => encode(layout[name].schema, row as PlainRow))
      if (records.length > 0) await table.add(records)
    }
    for (const { name, where } of asked) await rewrite(tables, name, not(where))
    await tables.prune([...said, ...asked.map(({ name }) => name)])
  })
}

export function merge(several: readonly Forgotten[]): Forgotten {
  const instead = Object.fromEntries(SAID_TABLES.map((name) => [name, several.flatMap((each): readonly object[] => each.instead?.[name] ?? [])]).filter(([, rows]) => rows!.length > 0)) as Said
  return {
    ledgerIds: several.flatMap(({ ledgerIds = [] }) => ledgerIds),
    proposalIds: several.flatMap(({ proposalIds = [] }) => proposalIds),
    sourceIds: several.flatMap(({ sourceIds = [] }) => sourceIds),
    settingKeys: several.flatMap(({ settingKeys = [] }) => settingKeys),
    stateIds: several.flatMap(({ stateIds = [] }) => stateIds),
    passageIds: several.flatMap(({ passageIds = [] }) => passageIds),
    vectorKeys: several.flatMap(({ vectorKeys = [] }) => vectorKeys),
    ...(Object.keys(instead).length > 0 && { instead }),
  }
}

/** Copies that migrations left; they would keep what was forgotten. */
export async function removeBackups(home: string): Promise<number> {
  const folder = join(home, 'backups')
  const copies = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return []
    throw error
  })
  await rm(folder, { recursive: true, force: true })
  return copies.length
}
