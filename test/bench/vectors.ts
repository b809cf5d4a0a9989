import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { appRoot } from '../../src/agent/paths.ts'

const BATCH = 256

/** Unit vectors of texts by the built-in embedder, kept in `build/bench/` by the embedder and the texts' content. */
export async function vectorsOf(texts: readonly string[], say: (line: string) => void): Promise<ReadonlyMap<string, Float32Array>> {
  await using embedder = await openEmbedder(embedderFile())
  const distinct = [...new Set(texts)]
  const file = join(appRoot(), 'build', 'bench', `vectors-${textKey(JSON.stringify([embedder.id, distinct]))}.f32`)
  const known = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const all = known === null ? await compute(embedder, distinct, file, say) : new Float32Array(known.buffer.slice(known.byteOffset, known.byteOffset + known.byteLength))
  return new Map(distinct.map((text, i) => [text, all.slice(i * embedder.dimension, (i + 1) * embedder.dimension)]))
}

async function compute(embedder: Embedder, texts: readonly string[], file: string, say: (line: string) => void): Promise<Float32Array> {
  const all = new Float32Array(texts.length * embedder.dimension)
  for (let start = 0; start < texts.length; start += BATCH) {
    const vectors = await embedder.embed(texts.slice(start, start + BATCH))
    for (const [i, vector] of vectors.entries()) all.set(vector, (start + i) * embedder.dimension)
    say(`embedded ${Math.min(texts.length, start + BATCH)} of ${texts.length} texts`)
  }
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(`${file}.part`, new Uint8Array(all.buffer))
  await rename(`${file}.part`, file)
  return all
}
