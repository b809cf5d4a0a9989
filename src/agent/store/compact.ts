import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Index } from '@lancedb/lancedb'
import type { Table } from '@lancedb/lancedb'
import type { Database } from './database.ts'
import { INDEX_PARTITIONS } from './memories.ts'
import { rewrite } from './rewrite.ts'
import { TABLE_NAMES } from './tables.ts'
import type { TableName } from './tables.ts'

/** From so many memories on an index pays: at 10,000 looking at all took 7 ms, at 100,000 40 ms, and with the index 3 ms. */
const INDEX_FROM = 5000
const MANY = 300_000
const MOST_LEFT = 32

/** Merges fragments, takes deleted rows and old versions off the disk, keeps the index. A table that needs nothing is left alone. */
export async function compact(database: Database, folder: string, names: readonly TableName[] = TABLE_NAMES): Promise<void> {
  for (const name of names) {
    await database.write(async (tables) => {
      if (await hasDeleted(folder, name)) await rewrite(tables, name)
      if (name === 'memories') await keepIndex(tables.table(name))
      if ((await tables.table(name).listVersions()).length > 1 && !(await isHardlyChanged(tables.table(name)))) await tables.prune([name])
    })
  }
}

/** Which tables have so many fragments that reading them is slow. */
export async function fragmented(database: Database, most: number): Promise<readonly TableName[]> {
  const found: TableName[] = []
  for (const name of TABLE_NAMES) {
    const { fragmentStats } = await database.read((table) => table(name).stats())
    if (fragmentStats.numFragments > most) found.push(name)
  }
  return found
}

/** To merge a few new rows with very many takes minutes, and takes nothing off the disk that was said to be gone. */
async function isHardlyChanged(table: Table): Promise<boolean> {
  const { numRows, fragmentStats } = await table.stats()
  return numRows > MANY && fragmentStats.numFragments < MOST_LEFT
}

async function hasDeleted(folder: string, name: TableName): Promise<boolean> {
  const files = await readdir(join(folder, `${name}.lance`, '_deletions')).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return []
    throw error
  })
  return files.length > 0
}

/**
 * One bit for each dimension (RaBitQ): all of it is searched, and the best are compared in full, so that on real
 * embeddings the ten nearest came out as without an index, which partitions that are skipped do not give.
 */
async function keepIndex(table: Table): Promise<void> {
  if ((await table.listIndices()).some(({ columns }) => columns.includes('vector')) || (await table.countRows('vector IS NOT NULL')) < INDEX_FROM) return
  await table.createIndex('vector', { config: Index.ivfRq({ distanceType: 'cosine', numPartitions: INDEX_PARTITIONS }) })
}
