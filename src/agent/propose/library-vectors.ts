import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Embedder } from '../model/embedder.ts'
import { appRoot } from '../paths.ts'

const indexSchema = z.object({ embedder: z.string(), dimension: z.int(), keys: z.array(z.string()), crowds: z.record(z.string(), z.number()).default({}) })
type Index = z.infer<typeof indexSchema>

const builtFolder = (): string => join(appRoot(), 'build', 'embedder')

/** Null where it is of another embedder or was not built. */
async function readIndex(embedder: string, folder: string): Promise<Index | null> {
  try {
    const index = indexSchema.parse(JSON.parse(await readFile(join(folder, 'library.json'), 'utf8')))
    return index.embedder === embedder ? index : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Vectors of the library's texts by the key of each, computed when the app was built; empty where they are of another embedder or were not built. */
export async function readBundledVectors(embedder: string, folder = builtFolder()): Promise<ReadonlyMap<string, Float32Array>> {
  const index = await readIndex(embedder, folder)
  if (index === null) return new Map()
  const bytes = await readFile(join(folder, 'library.f32'))
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return new Map(index.keys.map((key, at) => [key, all.slice(at * index.dimension, (at + 1) * index.dimension)]))
}

/** How near each want of the library is to those around it, by the key of its text; empty as above. */
export async function readBundledCrowds(embedder: string, folder = builtFolder()): Promise<ReadonlyMap<string, number>> {
  return new Map(Object.entries((await readIndex(embedder, folder))?.crowds ?? {}))
}

type Bundle = Readonly<{ vectors: ReadonlyMap<string, Float32Array>; crowds: ReadonlyMap<string, number> }>

export async function writeBundle({ id, dimension }: Pick<Embedder, 'id' | 'dimension'>, { vectors, crowds }: Bundle, folder = builtFolder()): Promise<void> {
  await mkdir(folder, { recursive: true })
  const all = new Float32Array(vectors.size * dimension)
  for (const [at, vector] of [...vectors.values()].entries()) all.set(vector, at * dimension)
  await writeFile(join(folder, 'library.f32'), new Uint8Array(all.buffer))
  await writeFile(join(folder, 'library.json'), JSON.stringify({ embedder: id, dimension, keys: [...vectors.keys()], crowds: Object.fromEntries(crowds) } satisfies Index))
}
