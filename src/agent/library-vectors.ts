import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { appRoot } from './paths.ts'

const indexSchema = z.object({ embedder: z.string(), dimension: z.int(), keys: z.array(z.string()) })

/** Vectors of the library's texts, computed when the app was built; empty where they are of another embedder or were not built. */
export async function readBundledVectors(embedder: string, folder = join(appRoot(), 'build', 'embedder')): Promise<ReadonlyMap<string, Float32Array>> {
  let index: z.infer<typeof indexSchema>
  let bytes: Buffer
  try {
    index = indexSchema.parse(JSON.parse(await readFile(join(folder, 'library.json'), 'utf8')))
    bytes = await readFile(join(folder, 'library.f32'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
  if (index.embedder !== embedder) return new Map()
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return new Map(index.keys.map((key, at) => [key, all.slice(at * index.dimension, (at + 1) * index.dimension)]))
}
