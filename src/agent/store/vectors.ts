import { AppError } from '../contract/errors.ts'
import type { Database } from './database.ts'
import { readAll } from './rows.ts'
import { is, isIn } from './sql.ts'
import type { Vectors } from './types.ts'

const PORTION = 1000

/** Vectors of any length, as the bytes of their floats: little-endian, like every platform of Electron's. */
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

function toBytes(key: string, vector: Float32Array): Uint8Array {
  if (vector.length === 0 || !vector.every(Number.isFinite)) throw new AppError('INPUT_INVALID', `The vector of ${key} is empty or holds a number that is not finite.`)
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}

function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT)
}
