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
import { all, is, isIn, isPlacedIn, not } from './sql.ts'
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

type Standing = Readonly<{ passage: Passage; place: bigint }>
/** To be called when the table holds what it did not: `haveCome` of passages that are new alone. */
type Listeners = Readonly<{ haveCome: (rows: readonly PassageRow[]) => void; haveChanged: () => void; haveVectors: () => void }>

/** How the passages of files come in and change. */
export function createPassageRows(database: Database, layout: Layout, { haveCome, haveChanged, haveVectors }: Listeners): Pick<Memories, 'put' | 'change' | 'get' | 'giveVectors' | 'rowsOf' | 'passagesOf' | 'waiting' | 'countWaiting' | 'vectorsOf' | 'gather'> {
  /** Where passages that wait were seen, by id: to look for an id reads the ids of all rows. Merging moves rows, so what stands at a place is checked. */
  let places: ReadonlyMap<string, bigint> = new Map()

  /** Passages by id, each with its place; in no order. */
  async function standing(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const wanted = new Set(ids)
    const found = new Map<string, Standing>()
    const take = (rows: readonly PlainRow[]): void => {
      for (const { _rowid: place, ...passage } of rows as readonly (Passage & { _rowid: bigint })[]) if (wanted.delete(passage.id)) found.set(passage.id, { passage, place })
    }
    const known = ids.flatMap((id) => places.get(id) ?? [])
    if (known.length > 0) take(await readAll(table.takeRowIds(known).select(PASSAGE_COLUMNS).withRowId()))
    if (wanted.size > 0) take(await readAll(table.query().where(isIn('id', [...wanted])).select(PASSAGE_COLUMNS).withRowId()))
    return found
  }

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
      const gone = [...drop, ...fresh.map(({ id }) => id)]
      await replace(tables, portionsOf(gone).map((ids) => isIn('id', ids)), [...fresh, ...added])
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
    async get(ids) {
      if (ids.length === 0) return []
      const found = await database.read((table) => standing(table('memories'), ids))
      return ids.flatMap((id) => found.get(id)?.passage ?? [])
    },
    async giveVectors(embedder, vectors) {
      if (vectors.size === 0) return
      await database.write(async (tables) => {
        const dimensions = vectors.values().next().value!.length
        if ((await dimensionsOf(tables.table('memories'))) !== dimensions) await dropVectors(tables, dimensions)
        const rows = [...(await standing(tables.table('memories'), [...vectors.keys()])).values()]
        const fresh = rows.map(({ passage }) => checkRow(layout.memories, { ...passage, embedder, vector: vectors.get(passage.id)! }))
        if (fresh.length > 0) await replace(tables, [isPlacedIn(rows.map(({ place }) => place))], fresh)
      })
      haveVectors()
    },
    async rowsOf(sourceId, files, embedder) {
      const rows: PassageRow[] = []
      for (const some of portionsOf(files)) {
        const where = all([is('sourceId', sourceId), isIn('file', some)])
        for (const row of await find(where, [...PASSAGE_COLUMNS, 'embedder', 'vector'])) rows.push((row['embedder'] === embedder ? row : { ...row, embedder: '', vector: null }) as PassageRow)
      }
      return rows
    },
    async passagesOf(sourceId, files) {
      const passages: Passage[] = []
      for (const some of portionsOf(files)) passages.push(...((await find(all([is('sourceId', sourceId), isIn('file', some)]), PASSAGE_COLUMNS)) as Passage[]))
      return passages
    },
    async waiting(sourceId, embedder, { files, most } = {}) {
      const newest = (table: Table) => filtered(table, isWaiting(sourceId, embedder, files)).select(['id']).withRowId().orderBy(NEWEST)
      const rows = await database.read((table) => readAll(most === undefined ? newest(table('memories')) : newest(table('memories')).limit(most)))
      if (most !== undefined) places = new Map(rows.map((row) => [String(row['id']), row['_rowid'] as bigint]))
      return rows.map((row) => String(row['id']))
    },
    countWaiting: (sourceId, embedder, files) => database.read((table) => table('memories').countRows(isWaiting(sourceId, embedder, files))),
    async gather() {
      const { numRows, fragmentStats } = await database.read((table) => table('memories').stats())
      if (fragmentStats.numFragments > MOST_FRAGMENTS + numRows / ROWS_A_FRAGMENT) await database.write((tables) => tables.prune(['memories']))
    },
    async vectorsOf(embedder, texts) {
      const found = new Map<string, Float32Array>()
      for (const some of portionsOf(texts)) {
        const where = all([is('embedder', embedder), isIn('text', some)])
        for (const { text, vector } of await find(where, ['text', 'vector'])) found.set(String(text), vector as Float32Array)
      }
      return found
    },
  }
}

const portionsOf = (all: readonly string[]): readonly (readonly string[])[] => Array.from({ length: Math.ceil(all.length / PORTION) }, (_, at) => all.slice(at * PORTION, (at + 1) * PORTION))

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

/** What readers meet is either the rows that were there or those that take their place. To merge rows by a key LanceDB takes 150 MB among a million. */
async function replace(tables: Work, gone: readonly string[], rows: readonly PassageRow[]): Promise<void> {
  const made = rows.length > 0 ? await tableFor(tables, rows) : null
  await tables.inOneStep('memories', async (table) => {
    for (const where of gone) await table.delete(where)
    if (made !== null) await table.add(made)
  })
}

/** Makes room for vectors of another length: passages stay, their vectors go, and they count as read by no embedder. */
async function dropVectors(tables: Work, dimensions: number): Promise<void> {
  const { table, before } = await tables.renew('memories', memoriesSchema(dimensions))
  for await (const rows of decoded(before.query().select(PASSAGE_COLUMNS))) {
    if (rows.length > 0) await table.add((rows as Passage[]).map((row) => ({ ...row, embedder: '', vector: null })))
  }
}
