import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Embedder } from '../model/embedder.ts'
import { appRoot } from '../paths.ts'

const indexSchema = z.object({ embedder: z.string(), dimension: z.int(), keys: z.array(z.string()) })

const builtFolder = (): string => join(appRoot(), 'build', 'embedder')

/** Vectors of the library's texts, computed when the app was built; empty where they are of another embedder or were not built. */
export async function readBundledVectors(embedder: string, folder = builtFolder()): Promise<ReadonlyMap<string, Float32Array>> {
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

export async function writeBundledVectors({ id, dimension }: Pick<Embedder, 'id' | 'dimension'>, vectors: ReadonlyMap<string, Float32Array>, folder = builtFolder()): Promise<void> {
  await mkdir(folder, { recursive: true })
  const all = new Float32Array(vectors.size * dimension)
  for (const [at, vector] of [...vectors.values()].entries()) all.set(vector, at * dimension)
  await writeFile(join(folder, 'library.f32'), new Uint8Array(all.buffer))
  await writeFile(join(folder, 'library.json'), JSON.stringify({ embedder: id, dimension, keys: [...vectors.keys()] }))
}
