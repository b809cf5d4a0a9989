import type { Table } from '@lancedb/lancedb'
import type { FixedSizeList } from 'apache-arrow'
import type { Passage } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { breathe } from '../observe/breathe.ts'
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

/** Each is a file and a part of every version; a scan of 400 took ten times as long as one of a few. */
const MOST_FRAGMENTS = 64
/** The more there is to merge, the more seldom it is done. */
const ROWS_A_FRAGMENT = 8192
const NEWEST = [{ columnName: 'date', ascending: false, nullsFirst: false }, { columnName: 'id', ascending: true }]

const isWaiting = (sourceId: string, embedder: string, files?: readonly string[]): string => all([is('sourceId', sourceId), not(is('embedder', embedder)), ...(files ? [isIn('file', files)] : [])])!

/** To be called when the table holds what it did not: `haveCome` of passages that are new alone. */
type Listeners = Readonly<{ haveCome: (rows: readonly PassageRow[]) => void; haveChanged: () => void; haveVectors: () => void }>

/** How the passages of files come in and change. */
export function createPassageRows(database: Database, layout: Layout, { haveCome, haveChanged, haveVectors }: Listeners): Pick<Memories, 'put' | 'change' | 'giveVectors' | 'rowsOf' | 'passagesOf' | 'waiting' | 'countWaiting' | 'vectorsOf' | 'gather'> {
  async function find(where: string | undefined, columns: readonly string[]): Promise<PlainRow[]> {
    return database.read((table) => readAll(filtered(table('memories'), where).select([...columns])))
  }

  async function change({ put, drop, add = [], mayStay = () => () => true }: Parameters<Memories['change']>[0]): Promise<void> {
    if (put.length === 0 && drop.length === 0 && add.length === 0) return
    const all = [await checked(put), await checked(add)] as const
    // From here to the queue nothing may come between.
    const stays = mayStay()
    const [fresh, added] = [all[0].filter(stays), all[1].filter(stays)]
    const dimensions = dimensionsIn([...fresh, ...added])
    await database.write(async (tables) => {
      if (dimensions !== null && (await dimensionsOf(tables.table('memories'))) !== dimensions) await dropVectors(tables, dimensions)
      if (drop.length > 0) await tables.table('memories').delete(isIn('id', drop))
      if (fresh.length > 0) await tables.table('memories').mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(await tableFor(tables, fresh))
      if (added.length > 0) await tables.table('memories').add(await tableFor(tables, added))
    })
    if (fresh.length === 0 && drop.length === 0) haveCome(added)
    else haveChanged()
  }

  async function checked(rows: readonly PassageRow[]): Promise<readonly PassageRow[]> {
    const good: PassageRow[] = []
    for (const row of rows) {
      good.push(checkRow(layout.memories, row))
      await breathe()
    }
    return lastOfEach(good, layout.memories.key)
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
    async passagesOf(sourceId, files) {
      const passages: Passage[] = []
      for (let start = 0; start < files.length; start += PORTION) passages.push(...((await find(all([is('sourceId', sourceId), isIn('file', files.slice(start, start + PORTION))]), PASSAGE_COLUMNS)) as Passage[]))
      return passages
    },
    async waiting(sourceId, embedder, { files, most } = {}) {
      const newest = (table: Table) => filtered(table, isWaiting(sourceId, embedder, files)).select(['id']).orderBy(NEWEST)
      const rows = await database.read((table) => readAll(most === undefined ? newest(table('memories')) : newest(table('memories')).limit(most)))
      return rows.map((row) => String(row['id']))
    },
    countWaiting: (sourceId, embedder, files) => database.read((table) => table('memories').countRows(isWaiting(sourceId, embedder, files))),
    async gather() {
      const { numRows, fragmentStats } = await database.read((table) => table('memories').stats())
      if (fragmentStats.numFragments > MOST_FRAGMENTS + numRows / ROWS_A_FRAGMENT) await database.write((tables) => tables.prune(['memories']))
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
