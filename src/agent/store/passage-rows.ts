import type { Table } from '@lancedb/lancedb'
import type { FixedSizeList } from 'apache-arrow'
import type { Passage } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { tableOf } from './columns.ts'
import type { Database, Work } from './database.ts'
import { decoded, filtered, readAll } from './rows.ts'
import type { PlainRow } from './rows.ts'
import { checkRow, lastOfEach } from './say.ts'
import { all, is, isIn, not } from './sql.ts'
import { memoriesSchema } from './tables.ts'
import type { Layout } from './tables.ts'
import type { Memories, PassageRow } from './types.ts'

export const PASSAGE_COLUMNS = ['id', 'sourceId', 'file', 'heading', 'lineStart', 'lineEnd', 'text', 'date', 'fileHash', 'speaker', 'conversation', 'turn', 'marks']
/** So many texts or files are looked for at a time: a predicate of thousands of literals is slow to parse. */
const PORTION = 500

/** How the passages of files come in and change. */
export function createPassageRows(database: Database, layout: Layout, { haveChanged, haveVectors }: Readonly<Record<'haveChanged' | 'haveVectors', () => void>>): Pick<Memories, 'put' | 'change' | 'giveVectors' | 'rowsOf' | 'waiting' | 'vectorsOf'> {
  async function find(where: string | undefined, columns: readonly string[]): Promise<PlainRow[]> {
    return database.read((table) => readAll(filtered(table('memories'), where).select([...columns])))
  }

  async function change({ put, drop }: Readonly<{ put: readonly PassageRow[]; drop: readonly string[] }>): Promise<void> {
    if (put.length === 0 && drop.length === 0) return
    const fresh = lastOfEach(put.map((row) => checkRow(layout.memories, row)), layout.memories.key)
    const dimensions = dimensionsIn(fresh)
    await database.write(async (tables) => {
      if (dimensions !== null && (await dimensionsOf(tables.table('memories'))) !== dimensions) await dropVectors(tables, dimensions)
      if (drop.length > 0) await tables.table('memories').delete(isIn('id', drop))
      if (fresh.length > 0) await tables.table('memories').mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(await tableFor(tables, fresh))
    })
    haveChanged()
  }

  return {
    change,
    put: (rows) => change({ put: rows, drop: [] }),
    async giveVectors(embedder, vectors) {
      if (vectors.size === 0) return
      await database.write(async (tables) => {
        const dimensions = vectors.values().next().value!.length
        if ((await dimensionsOf(tables.table('memories'))) !== dimensions) await dropVectors(tables, dimensions)
        const rows = await readAll(filtered(tables.table('memories'), isIn('id', [...vectors.keys()])).select(PASSAGE_COLUMNS))
        const fresh = rows.map((row) => checkRow(layout.memories, { ...row, embedder, vector: vectors.get(String(row['id'])) }))
        if (fresh.length > 0) await tables.table('memories').mergeInsert('id').whenMatchedUpdateAll().execute(await tableFor(tables, fresh))
      })
      haveVectors()
    },
    async rowsOf(sourceId, files, embedder) {
      const rows: PassageRow[] = []
      for (let start = 0; start < files.length; start += PORTION) {
        const where = all([is('sourceId', sourceId), isIn('file', files.slice(start, start + PORTION))])
        for (const row of await find(where, [...PASSAGE_COLUMNS, 'embedder', 'vector'])) rows.push((row['embedder'] === embedder ? row : { ...row, embedder: '', vector: null }) as PassageRow)
      }
      return rows
    },
    async waiting(sourceId, embedder, files) {
      const rows = await find(all([is('sourceId', sourceId), not(is('embedder', embedder)), ...(files ? [isIn('file', files)] : [])]), ['id', 'date'])
      return rows.sort((a, b) => Number(b['date'] ?? 0) - Number(a['date'] ?? 0)).map((row) => String(row['id']))
    },
    async vectorsOf(embedder, texts) {
      const found = new Map<string, Float32Array>()
      for (let start = 0; start < texts.length; start += PORTION) {
        const where = all([is('embedder', embedder), isIn('text', texts.slice(start, start + PORTION))])
        for (const { text, vector } of await find(where, ['text', 'vector'])) found.set(String(text), vector as Float32Array)
      }
      return found
    },
  }
}

function dimensionsIn(rows: readonly PassageRow[]): number | null {
  const dimensions = rows.find(({ vector }) => vector !== null)?.vector?.length ?? null
  const odd = rows.find(({ vector }) => vector !== null && vector.length !== dimensions)
  if (odd?.vector) throw new AppError('INPUT_INVALID', `The vector of memory ${odd.id} has ${odd.vector.length} numbers, others of the same batch have ${dimensions}.`)
  return dimensions
}

export async function dimensionsOf(table: Table): Promise<number> {
  const { fields } = await table.schema()
  return (fields.find(({ name }) => name === 'vector')!.type as FixedSizeList).listSize
}

async function tableFor(tables: Work, rows: readonly PassageRow[]) {
  return tableOf(memoriesSchema(await dimensionsOf(tables.table('memories'))), rows)
}

/** Makes room for vectors of another length: passages stay, their vectors go, and they count as read by no embedder. */
async function dropVectors(tables: Work, dimensions: number): Promise<void> {
  const { table, before } = await tables.renew('memories', memoriesSchema(dimensions))
  for await (const rows of decoded(before.query().select(PASSAGE_COLUMNS))) {
    if (rows.length > 0) await table.add((rows as Passage[]).map((row) => ({ ...row, embedder: '', vector: null })))
  }
}
