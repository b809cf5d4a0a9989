import { join } from 'node:path'
import { connect, Index, Session } from '@lancedb/lancedb'
import type { Connection, Table } from '@lancedb/lancedb'
import type { Schema } from 'apache-arrow'
import { newCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { createSyncer, makeFolder, syncFolder } from './durable.ts'
import { createQueue } from './queue.ts'
import { removeUnfinishedFiles, rollBack } from './roll-back.ts'
import { TABLE_NAMES } from './tables.ts'
import type { Layout, TableName } from './tables.ts'
import { damaged, toWriteError } from './trouble.ts'

/** What a write puts into the checkpoint beside the versions of the tables. */
export type Settled = Readonly<{ seq?: number; schemas?: Readonly<Record<string, number>> }>

export type Work = Readonly<{
  table(name: TableName): Table
  /** An empty new version of the table. Readers go on seeing `before` until the write is settled. */
  renew(name: TableName, schema: Schema): Promise<Readonly<{ table: Table; before: Table }>>
  /** Readers see all of what `change` does to the table, or nothing of it. */
  inOneStep(name: TableName, change: (table: Table) => Promise<void>): Promise<void>
  /** Settles what was done so far and takes all older versions off the disk. */
  prune(names: readonly TableName[]): Promise<void>
}>

/** The LanceDB folder behind its one queue. */
export type Database = Readonly<{
  checkpoint(): Checkpoint
  read<Result>(work: (table: (name: TableName) => Table) => Promise<Result>): Promise<Result>
  /** Whether the words of a table can be searched by their index; not while that is made anew. */
  hasWords(name: TableName): boolean
  /** Once it resolves, all that `work` did is synced to disk; when it rejects, or the power goes, none of it is there. */
  write<Result>(work: (tables: Work) => Promise<Result>, settled?: (result: Result) => Settled): Promise<Result>
  close(): Promise<void>
}>

const NEVER = new Date(0)
const DAY_MS = 86_400_000
/** LanceDB would keep up to 6 GB of indices and 1 GB of what it knows of its files; the index over 100,000 vectors takes 6 MB. */
const INDEX_CACHE_BYTES = 48 * 1024 ** 2
const FILES_CACHE_BYTES = 16 * 1024 ** 2
// No stemming and no stop words: notes are in any language. Positions are left out: LanceDB's merging has stumbled over them.
const words = (): Index => Index.fts({ withPosition: false, stem: false, removeStopWords: false, lowercase: true, asciiFolding: true })

/** Of more rows the index of words is made anew: to merge it LanceDB takes all of it into memory, some 55 MB for 65,000 rows. */
const MOST_MERGED = 100_000

/** An index can hold fragments apart until it is merged itself, so once is not always enough; what is merged is not touched again. */
async function mergeFragments(table: Table): Promise<void> {
  for (let before = -1, now = await table.version(); now !== before; now = await table.version()) {
    before = now
    await table.optimize({ cleanupOlderThan: NEVER })
  }
}

/** `known` is null for a new home. */
export async function openDatabase(folder: string, known: Checkpoint | null, layout: Layout): Promise<Database> {
  await makeFolder(folder)
  const queue = createQueue()
  const renewed = new Map<TableName, Table>()
  let checkpoint = known ?? newCheckpoint()
  let connection: Connection
  let tables: Map<TableName, Table>
  const withoutWords = new Set<TableName>()
  await goBack()
  let syncer = await createSyncer(known ? [folder] : [])
  await connectAll()
  if (!known) await refuseOrphans()
  await settle({})

  async function goBack(): Promise<void> {
    await rollBack(folder, checkpoint)
    await removeUnfinishedFiles(folder, checkpoint)
  }

  async function connectAll(): Promise<void> {
    connection = await connect(folder, {}, new Session(BigInt(INDEX_CACHE_BYTES), BigInt(FILES_CACHE_BYTES)))
    tables = new Map()
    for (const name of TABLE_NAMES) tables.set(name, await openTable(name))
  }

  async function openTable(name: TableName): Promise<Table> {
    if (!checkpoint.tables[name]) return searchable(name, await connection.createEmptyTable(name, layout[name].schema, { existOk: true }))
    try {
      return await connection.openTable(name)
    } catch (cause) {
      throw damaged(`The table ${join(folder, `${name}.lance`)} cannot be opened.`, `Put ${folder} back from a copy of the home.`, { cause, data: { folder, table: name } })
    }
  }

  /** An index of words is made with the table: it takes in new rows whenever fragments are merged, and the rest is read through. */
  async function searchable(name: TableName, table: Table): Promise<Table> {
    const { searched } = layout[name]
    if (searched !== undefined && (await table.listIndices()).length === 0) await table.createIndex(searched, { config: words() })
    return table
  }

  async function refuseOrphans(): Promise<void> {
    for (const [name, table] of tables) {
      if ((await table.countRows()) === 0) continue
      throw damaged(`${folder} holds ${name}, but its checkpoint.json is missing.`, `Put ${folder} back from a copy of the home.`, { data: { folder, table: name } })
    }
  }

  function current(name: TableName): Table {
    return renewed.get(name) ?? tables.get(name)!
  }

  /** From here on a crash goes back to the versions that the tables have now. */
  async function settle({ seq = checkpoint.seq, schemas = {} }: Settled): Promise<void> {
    const next: Checkpoint['tables'] = {}
    for (const name of TABLE_NAMES) {
      const before = checkpoint.tables[name]
      next[name] = { schema: schemas[name] ?? before?.schema ?? layout[name].version, version: await current(name).version() }
      if (next[name].version !== before?.version) await syncer.sync(join(folder, `${name}.lance`))
    }
    if (seq === checkpoint.seq && JSON.stringify(next) === JSON.stringify(checkpoint.tables)) return
    await writeCheckpoint(folder, { ...checkpoint, seq, tables: next })
    checkpoint = { ...checkpoint, seq, tables: next }
    for (const [name, table] of renewed) tables.set(name, table)
    renewed.clear()
  }

  async function undo(): Promise<void> {
    renewed.clear()
    connection.close()
    await goBack()
    syncer = await createSyncer([])
    await connectAll()
  }

  async function changeOrUndo<Result>(change: (tables: Work) => Promise<Result>, settled: (result: Result) => Settled): Promise<Result> {
    try {
      const result = await change(work)
      await settle(settled(result))
      return result
    } catch (thrown) {
      await queue.alone(undo)
      throw thrown
    }
  }

  async function merge(name: TableName): Promise<void> {
    const table = current(name)
    const { searched } = layout[name]
    if (searched === undefined || (await table.countRows()) <= MOST_MERGED) return mergeFragments(table)
    const index = (await table.listIndices()).find(({ columns }) => columns.includes(searched))
    if (index !== undefined && (await table.indexStats(index.name))?.numUnindexedRows === 0) return
    withoutWords.add(name)
    try {
      if (index !== undefined) await table.dropIndex(index.name)
      await mergeFragments(table)
      await table.createIndex(searched, { config: words() })
    } finally {
      withoutWords.delete(name)
    }
  }

  const work: Work = {
    table: current,
    async renew(name, schema) {
      const before = current(name)
      const table = await searchable(name, await connection.createEmptyTable(name, schema, { mode: 'overwrite' }))
      renewed.set(name, table)
      return { table, before }
    },
    async inOneStep(name, change) {
      // What is written by one handle is seen by another once that asks for the latest.
      const apart = await connection.openTable(name)
      try {
        await change(apart)
      } finally {
        apart.close()
      }
      await current(name).checkoutLatest()
    },
    async prune(names) {
      for (const name of names) await merge(name)
      await settle({})
      await queue.alone(async () => {
        // In the future: a clock that was set back must not keep a version.
        const cleanupOlderThan = new Date(Date.now() + DAY_MS)
        for (const name of names) await current(name).optimize({ cleanupOlderThan, deleteUnverified: true })
      })
      await Promise.all(names.map((name) => syncFolder(join(folder, `${name}.lance`))))
    },
  }

  return {
    checkpoint: () => checkpoint,
    hasWords: (name) => !withoutWords.has(name),
    read: (read) => queue.read(() => read((name) => tables.get(name)!)),
    async write(change, settled = () => ({})) {
      try {
        return await queue.write(() => changeOrUndo(change, settled))
      } catch (thrown) {
        throw toWriteError(thrown, folder)
      }
    },
    async close() {
      await queue.close()
      for (const table of tables.values()) table.close()
      connection.close()
    },
  }
}
