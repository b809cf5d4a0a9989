import { toBytes, toFloats } from './bytes.ts'
import type { Database } from './database.ts'
import { readAll } from './rows.ts'
import { is, isIn } from './sql.ts'
import type { Vectors } from './types.ts'

const PORTION = 1000

export function createVectors(database: Database): Vectors {
  return {
    async get(embedder, keys) {
      const found = new Map<string, Float32Array>()
      for (let start = 0; start < keys.length; start += PORTION) {
        const where = `${is('embedder', embedder)} AND ${isIn('key', keys.slice(start, start + PORTION))}`
        const rows = await database.read((table) => readAll(table('vectors').query().where(where).select(['key', 'vector'])))
        for (const { key, vector } of rows) found.set(String(key), toFloats(vector as Uint8Array))
      }
      return found
    },
    async keys() {
      const rows = await database.read((table) => readAll(table('vectors').query().select(['key'])))
      return [...new Set(rows.map(({ key }) => String(key)))]
    },
    async put(embedder, vectors) {
      if (vectors.size === 0) return
      const rows = [...vectors].map(([key, vector]) => ({ key, embedder, vector: toBytes(key, vector) }))
      await database.write((tables) => tables.table('vectors').mergeInsert(['embedder', 'key']).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows))
    },
  }
}
