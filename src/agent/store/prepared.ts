import { AppError } from '../contract/errors.ts'
import { toBytes, toFloats } from './bytes.ts'
import type { Database } from './database.ts'
import { PASSAGE_COLUMNS } from './passage-rows.ts'
import { decoded, filtered, readAll } from './rows.ts'
import { any, is, isIn, not } from './sql.ts'
import { memoriesSchema } from './tables.ts'
import type { Layout } from './tables.ts'
import type { Prepared } from './types.ts'

const PORTION = 1000

/** The vectors that passages will have, beside those that they have: by the passage's id, which stands for its words. */
export function createPrepared(database: Database, layout: Layout, haveChanged: () => void): Prepared {
  const find = (where: string | undefined, columns: readonly string[]) => database.read((table) => readAll(filtered(table('prepared'), where).select([...columns])))

  async function clear(): Promise<void> {
    if ((await database.read((table) => table('prepared').countRows())) === 0) return
    await database.write(async (tables) => {
      await tables.renew('prepared', layout.prepared.schema)
      await tables.prune(['prepared'])
    })
  }

  return {
    async waiting(embedder) {
      const [passages, rows] = await Promise.all([database.read((table) => readAll(filtered(table('memories'), undefined).select(['id', 'date']))), find(undefined, ['id', 'embedder'])])
      const here = new Set(passages.map(({ id }) => String(id)))
      const gone = rows.filter((row) => row['embedder'] !== embedder || !here.has(String(row['id']))).map(({ id }) => String(id))
      for (let start = 0; start < gone.length; start += PORTION) {
        const where = any([not(is('embedder', embedder)), isIn('id', gone.slice(start, start + PORTION))])!
        await database.write((tables) => tables.table('prepared').delete(where))
      }
      const done = new Set(rows.flatMap((row) => (row['embedder'] === embedder ? [String(row['id'])] : [])))
      const waiting = passages.filter(({ id }) => !done.has(String(id))).sort((a, b) => Number(b['date'] ?? 0) - Number(a['date'] ?? 0)).map(({ id }) => String(id))
      return { ids: waiting, done: passages.length - waiting.length }
    },
    async put(embedder, passages) {
      if (passages.length === 0) return
      const rows = passages.map(({ id, sourceId, vector }) => ({ id, sourceId, embedder, vector: toBytes(`the passage ${id}`, vector) }))
      await database.write((tables) => tables.table('prepared').mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows))
    },
    async moveIn(embedder) {
      const [first] = await database.read((table) => readAll(filtered(table('prepared'), is('embedder', embedder)).select(['vector']).limit(1)))
      if (!first) return 0
      let moved = 0
      await database.write(async (tables) => {
        const dimensions = toFloats(first['vector'] as Uint8Array).length
        const ready = tables.table('prepared')
        const { table, before } = await tables.renew('memories', memoriesSchema(dimensions))
        for await (const rows of decoded(before.query().select([...PASSAGE_COLUMNS, 'embedder', 'vector']))) {
          for (let start = 0; start < rows.length; start += PORTION) {
            const some = rows.slice(start, start + PORTION)
            const where = `${is('embedder', embedder)} AND ${isIn('id', some.map(({ id }) => String(id)))}`
            const vectors = new Map((await readAll(ready.query().where(where).select(['id', 'vector']))).map(({ id, vector }) => [id, toFloats(vector as Uint8Array)]))
            const odd = [...vectors].find(([, vector]) => vector.length !== dimensions)
            // LanceDB would take it, and fill it up with whatever lies behind.
            if (odd) throw new AppError('INPUT_INVALID', `The prepared vector of passage ${String(odd[0])} has ${odd[1].length} numbers, others of ${embedder} have ${dimensions}.`)
            moved += vectors.size
            await table.add(some.map((row) => {
              const vector = vectors.get(row['id']) ?? (row['embedder'] === embedder ? row['vector'] : null)
              return { ...row, embedder: vector === null ? '' : embedder, vector }
            }) as Record<string, unknown>[])
          }
        }
        await tables.renew('prepared', layout.prepared.schema)
        await tables.prune(['memories', 'prepared'])
      })
      haveChanged()
      return moved
    },
    clear,
  }
}
