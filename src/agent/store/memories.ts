import type { Table } from '@lancedb/lancedb'
import type { FixedSizeList } from 'apache-arrow'
import type { Passage } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { Database, Work } from './database.ts'
import { decoded, filtered, readAll } from './rows.ts'
import type { PlainRow } from './rows.ts'
import { checkRow, lastOfEach } from './say.ts'
import { all, holds, is, isIn } from './sql.ts'
import { memoriesSchema } from './tables.ts'
import type { Layout } from './tables.ts'
import type { Memories, MemoryRow } from './types.ts'

const PASSAGE_COLUMNS = ['id', 'sourceId', 'file', 'heading', 'lineStart', 'lineEnd', 'text', 'date', 'fileHash', 'speaker', 'conversation', 'turn']
const ORDER = ['sourceId', 'file', 'lineStart', 'id'].map((columnName) => ({ columnName, ascending: true }))
const PORTION = 1000
export const INDEX_PARTITIONS = 4
/** So many times more than is asked for are compared in full. */
const REFINE = 10

/** `haveChanged` is to be called when something else has written the table. */
export function createMemories(database: Database, layout: Layout): Memories & Readonly<{ haveChanged(): void }> {
  let spaces: Promise<ReadonlySet<string>> | null = null

  function haveChanged(): void {
    spaces = null
  }

  /** The embedders that the memories' vectors are of. */
  function embedders(): Promise<ReadonlySet<string>> {
    spaces ??= find(undefined, ['embedder']).then((rows) => new Set(rows.map((row) => String(row['embedder']))))
    return spaces
  }

  function find(where: string | undefined, columns: readonly string[]): Promise<PlainRow[]> {
    return database.read((table) => readAll(filtered(table('memories'), where).select([...columns])))
  }

  async function put(rows: readonly MemoryRow[]): Promise<void> {
    if (rows.length === 0) return
    const fresh = lastOfEach(rows.map((row) => checkRow(layout.memories, row)), layout.memories.key)
    const dimensions = fresh[0]!.vector.length
    const odd = fresh.find(({ vector }) => vector.length !== dimensions)
    if (odd) throw new AppError('INPUT_INVALID', `The vector of memory ${odd.id} has ${odd.vector.length} numbers, others of the same batch have ${dimensions}.`)
    await database.write(async (tables) => {
      if ((await dimensionsOf(tables.table('memories'))) !== dimensions) await dropVectors(tables, dimensions)
      await tables.table('memories').mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute([...fresh])
    })
    haveChanged()
  }

  async function deleteFiles(sourceId: string, files: readonly string[]): Promise<number> {
    if (files.length === 0) return 0
    const where = all([is('sourceId', sourceId), isIn('file', files)])!
    const count = await database.write(async (tables) => {
      const found = await tables.table('memories').countRows(where)
      if (found > 0) await tables.table('memories').delete(where)
      return found
    })
    haveChanged()
    return count
  }

  return {
    haveChanged,
    put,
    deleteFiles,
    async files(sourceId, embedder) {
      const rows = await find(all([is('sourceId', sourceId), ...maybe('embedder', embedder)]), ['file', 'fileHash'])
      return new Map(rows.map((row) => [String(row['file']), String(row['fileHash'])]))
    },
    count: (sourceId) => database.read((table) => table('memories').countRows(all(maybe('sourceId', sourceId)))),
    list({ query = '', sourceId, offset = 0, limit }) {
      const words = query.split(/\s+/).filter((word) => word !== '')
      const where = all([...maybe('sourceId', sourceId), ...words.map((word) => holds('text', word))])
      return database.read(async (table) => {
        const total = await table('memories').countRows(where)
        const page = filtered(table('memories'), where).select(PASSAGE_COLUMNS).orderBy(ORDER).offset(offset).limit(limit)
        return { total, passages: total > offset ? ((await readAll(page)) as Passage[]) : [] }
      })
    },
    async get(ids) {
      if (ids.length === 0) return []
      const rows = new Map((await find(isIn('id', ids), PASSAGE_COLUMNS)).map((row) => [row['id'], row as Passage]))
      return ids.flatMap((id) => rows.get(id) ?? [])
    },
    async nearest(vector, { count, embedder, sourceId }) {
      const known = await embedders()
      if (!known.has(embedder)) return []
      // Where all memories are of one space the filter would only cost time (4 of 10 ms at 100,000).
      const where = all([...maybe('embedder', known.size > 1 ? embedder : undefined), ...maybe('sourceId', sourceId)])
      return database.read(async (table) => {
        const dimensions = await dimensionsOf(table('memories'))
        if (vector.length !== dimensions) throw new AppError('INPUT_INVALID', `A vector of ${vector.length} numbers cannot be compared with the memories of ${embedder}, which have ${dimensions}.`)
        const query = filtered(table('memories'), where).nearestTo(vector).distanceType('cosine').nprobes(INDEX_PARTITIONS).refineFactor(REFINE)
        const rows = await readAll(query.select([...PASSAGE_COLUMNS, '_distance']).limit(count))
        return rows.map(({ _distance, ...row }) => ({ row: row as Passage, similarity: Math.min(1, 1 - Number(_distance)) }))
      })
    },
    async *each(embedder, sourceId) {
      const ids = (await find(all([is('embedder', embedder), ...maybe('sourceId', sourceId)]), ['id'])).map((row) => String(row['id'])).sort()
      for (let start = 0; start < ids.length; start += PORTION) {
        yield (await find(isIn('id', ids.slice(start, start + PORTION)), [...PASSAGE_COLUMNS, 'embedder', 'vector'])) as MemoryRow[]
      }
    },
  }
}

function maybe(column: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [is(column, value)]
}

async function dimensionsOf(table: Table): Promise<number> {
  const { fields } = await table.schema()
  return (fields.find(({ name }) => name === 'vector')!.type as FixedSizeList).listSize
}

/** Makes room for vectors of another length: passages stay, their vectors go, and they count as read by no embedder. */
async function dropVectors(tables: Work, dimensions: number): Promise<void> {
  const { table, before } = await tables.renew('memories', memoriesSchema(dimensions))
  for await (const rows of decoded(before.query().select(PASSAGE_COLUMNS))) {
    if (rows.length > 0) await table.add(rows.map((row) => ({ ...row, embedder: '', vector: null })))
  }
}
