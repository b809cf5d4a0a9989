import { MatchQuery, Operator } from '@lancedb/lancedb'
import type { Passage } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { breathe } from '../observe/breathe.ts'
import type { Database } from './database.ts'
import { createPassageOrder } from './passage-order.ts'
import type { Place } from './passage-order.ts'
import { PASSAGE_COLUMNS, createPassageRows, dimensionsOf } from './passage-rows.ts'
import { decodedColumns, filtered, readAll } from './rows.ts'
import type { PlainRow } from './rows.ts'
import { all, holds, is, isAbove, isIn, not } from './sql.ts'
import type { Layout } from './tables.ts'
import type { Memories, MemoryRow, PassageRow } from './types.ts'

const ORDER = ['sourceId', 'file', 'lineStart', 'id'].map((columnName) => ({ columnName, ascending: true }))
const PORTION = 1000
/** Passages whose words are sorted with them: some hundred kilobytes. */
const SHORT = 1000
export const INDEX_PARTITIONS = 4
/** So many times more than is asked for are compared in full. */
const REFINE = 10

/** `haveChanged` is to be called when something else has written the table. */
export function createMemories(database: Database, layout: Layout): Memories & Readonly<{ haveChanged(): void }> {
  const order = createPassageOrder(database)
  const passageRows = createPassageRows(database, layout, { haveCome, haveChanged, haveVectors })
  /** Whether vectors of an embedder are there, and whether other rows are, as long as nothing changes. */
  let spaces = new Map<string, Promise<Readonly<{ isThere: boolean; isAlone: boolean }>>>()

  let lastPage: Readonly<{ key: string; passages: Promise<readonly Passage[]> }> | null = null

  function haveVectors(): void {
    spaces = new Map()
  }

  function haveChanged(): void {
    haveVectors()
    lastPage = null
    order.haveChanged()
  }

  function haveCome(rows: readonly PassageRow[]): void {
    haveVectors()
    order.haveCome(rows)
  }

  function spaceOf(embedder: string): Promise<Readonly<{ isThere: boolean; isAlone: boolean }>> {
    const known = spaces.get(embedder)
    if (known) return known
    const isAny = (where: string): Promise<boolean> => database.read(async (table) => (await readAll(filtered(table('memories'), where).select(['embedder']).limit(1))).length > 0)
    const looking = Promise.all([isAny(is('embedder', embedder)), isAny(not(is('embedder', embedder)))]).then(([isThere, hasOthers]) => ({ isThere, isAlone: !hasOthers }))
    spaces.set(embedder, looking)
    looking.catch(() => spaces.delete(embedder))
    return looking
  }

  function find(where: string | undefined, columns: readonly string[]): Promise<PlainRow[]> {
    return database.read((table) => readAll(filtered(table('memories'), where).select([...columns])))
  }

  /** Of few passages all columns are sorted; of many those that it is sorted by, and what is long is read of the page itself. */
  async function pageOf(where: string | undefined, isShort: boolean, offset: number, limit: number): Promise<readonly Passage[]> {
    if (isShort) return (await database.read((table) => readAll(filtered(table('memories'), where).select(PASSAGE_COLUMNS).orderBy(ORDER).offset(offset).limit(limit)))) as Passage[]
    const rows = await database.read((table) => readAll(filtered(table('memories'), where).select(ORDER.map(({ columnName }) => columnName)).orderBy(ORDER).offset(offset).limit(limit)))
    return passageRows.get(rows.map(({ id }) => String(id)))
  }

  /** A page that is shown is asked for again and again while passages come in elsewhere: counts of its files tell that it is as it was. */
  async function pageAt(place: Place, limit: number): Promise<readonly Passage[]> {
    const key = JSON.stringify([place, limit])
    if (lastPage?.key === key) return lastPage.passages
    const mine = { key, passages: pageOf(place.where, place.passages <= SHORT, place.skipped, limit) }
    lastPage = mine
    mine.passages.catch(() => {
      if (lastPage === mine) lastPage = null
    })
    return mine.passages
  }

  const each = (column: string, where: string | undefined, see: (value: string) => void): Promise<void> =>
    database.read(async (table) => {
      for await (const [values] of decodedColumns(filtered(table('memories'), where).select([column]))) {
        for (const value of values!) see(String(value))
        await breathe()
      }
    })

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

  async function withVectors(embedder: string, ids: readonly string[]): Promise<readonly MemoryRow[]> {
    if (ids.length === 0) return []
    return (await find(all([is('embedder', embedder), isIn('id', ids)]), [...PASSAGE_COLUMNS, 'embedder', 'vector'])) as MemoryRow[]
  }

  return {
    haveChanged,
    ...passageRows,
    deleteFiles,
    async files(sourceId, embedder, only) {
      if (only?.length === 0) return new Map()
      const where = all([is('sourceId', sourceId), ...maybe('embedder', embedder), ...(only ? [isIn('file', only)] : [])])
      const found = new Map<string, string>()
      await database.read(async (table) => {
        for await (const [files, hashes] of decodedColumns(filtered(table('memories'), where).select(['file', 'fileHash']))) {
          for (const [at, file] of files!.entries()) found.set(String(file), String(hashes![at]))
          await breathe()
        }
      })
      return found
    },
    async newestFiles(sourceId, embedder, most) {
      const found = new Map<string, { hash: string; at: number; count: number; embedded: number }>()
      await database.read(async (table) => {
        for await (const [files, hashes, dates, embedders] of decodedColumns(filtered(table('memories'), is('sourceId', sourceId)).select(['file', 'fileHash', 'date', 'embedder']))) {
          for (const [at, name] of files!.entries()) {
            const file = String(name)
            const known = found.get(file) ?? { hash: String(hashes![at]), at: 0, count: 0, embedded: 0 }
            if (known.count === 0) found.set(file, known)
            known.at = Math.max(known.at, Number(dates![at] ?? 0))
            known.count += 1
            if (embedders![at] === embedder) known.embedded += 1
          }
          await breathe()
        }
      })
      const newest = found.size <= most ? [...found] : [...found].sort(([, a], [, b]) => b.at - a.at).slice(0, most)
      return new Map(newest.map(([file, { hash, count, embedded }]) => [file, { hash, count, embedded }]))
    },
    count: (sourceId) => database.read((table) => table('memories').countRows(all(maybe('sourceId', sourceId)))),
    async list({ query = '', sourceId, speaker, offset = 0, limit }) {
      const words = query.split(/\s+/).filter((word) => word !== '')
      const placed = words.length > 0 || speaker !== undefined ? null : await order.placeOf({ sourceId, offset, limit })
      if (placed === null) {
        const where = all([...maybe('sourceId', sourceId), ...maybe('speaker', speaker), ...words.map((word) => holds('text', word))])
        const total = await database.read((table) => table('memories').countRows(where))
        return { total, passages: total <= offset ? [] : await pageOf(where, false, offset, limit) }
      }
      const { total, place } = placed
      return { total, passages: place === null ? [] : await pageAt(place, limit) }
    },
    async search(query, { count, sourceId, speaker }) {
      const words = wordsOf(query)
      if (words.length === 0) return []
      const place = [...maybe('sourceId', sourceId), ...maybe('speaker', speaker)]
      return database.read(async (table) => {
        const whole = () => filtered(table('memories'), all(place)).fullTextSearch(new MatchQuery(words.join(' '), 'text', { operator: Operator.And }))
        const found = database.hasWords('memories') ? (await readAll(whole().select([...PASSAGE_COLUMNS, '_score']).limit(count))).map(({ _score, ...row }) => row as Passage) : []
        if (found.length === count) return found
        const known = new Set(found.map(({ id }) => id))
        const parts = filtered(table('memories'), all([...place, ...words.map((word) => holds('text', word))]))
        const others = (await readAll(parts.select(PASSAGE_COLUMNS).limit(2 * count))) as Passage[]
        return [...found, ...others.filter(({ id }) => !known.has(id))].slice(0, count)
      })
    },
    eachId: (see) => each('id', undefined, see),
    eachText: (embedder, see) => each('text', is('embedder', embedder), see),
    async nearest(vector, { count, embedder, sourceId, speaker }) {
      const { isThere, isAlone } = await spaceOf(embedder)
      if (!isThere) return []
      // Where all memories are of one space the filter would only cost time (4 of 10 ms at 100,000).
      const where = all([...maybe('embedder', isAlone ? undefined : embedder), ...maybe('sourceId', sourceId), ...maybe('speaker', speaker)])
      return database.read(async (table) => {
        const dimensions = await dimensionsOf(table('memories'))
        if (vector.length !== dimensions) throw new AppError('INPUT_INVALID', `A vector of ${vector.length} numbers cannot be compared with the memories of ${embedder}, which have ${dimensions}.`)
        const query = filtered(table('memories'), where).nearestTo(vector).distanceType('cosine').nprobes(INDEX_PARTITIONS).refineFactor(REFINE)
        const rows = await readAll(query.select([...PASSAGE_COLUMNS, '_distance']).limit(count))
        return rows.map(({ _distance, ...row }) => ({ row: row as Passage, similarity: Math.min(1, 1 - Number(_distance)) }))
      })
    },
    async marks(embedder, after) {
      const found = new Map<string, string>()
      // All passages of a file have one mark, and are to share it.
      const marks = new Map<string, string>()
      await database.read(async (table) => {
        const own = filtered(table('memories'), all([is('embedder', embedder), is('speaker', 'person'), ...(after === undefined ? [] : [isAbove('date', after)])]))
        for await (const [ids, sourceIds, files, hashes] of decodedColumns(own.select(['id', 'sourceId', 'file', 'fileHash']))) {
          for (const [at, id] of ids!.entries()) {
            const mark = [sourceIds![at], hashes![at], files![at]].join('\n')
            if (!marks.has(mark)) marks.set(mark, mark)
            found.set(String(id), marks.get(mark)!)
          }
          await breathe()
        }
      })
      return found
    },
    withVectors,
    async *each(embedder, sourceId) {
      const ids = (await find(all([is('embedder', embedder), ...maybe('sourceId', sourceId)]), ['id'])).map((row) => String(row['id'])).sort()
      for (let start = 0; start < ids.length; start += PORTION) {
        yield await withVectors(embedder, ids.slice(start, start + PORTION))
      }
    },
  }
}

/** The words of a query, without what only stands between them. */
function wordsOf(query: string): readonly string[] {
  return query.match(/[\p{L}\p{M}\p{N}]+(?:['’._-][\p{L}\p{M}\p{N}]+)*/gu) ?? []
}

function maybe(column: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [is(column, value)]
}
