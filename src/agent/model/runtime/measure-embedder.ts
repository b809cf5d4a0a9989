import { openEmbedder } from '../embedder.ts'
import type { MeasureEmbedderJob } from './messages.ts'

/** Texts that are given at a time, as when notes are read. */
const BATCH = 32

/** Reads the texts again and again for so long; the time in which the file is opened does not count. */
export async function measureEmbedder({ file, texts, forMs }: MeasureEmbedderJob, signal: AbortSignal): Promise<Readonly<{ embeddingsPerSecond: number }>> {
  await using embedder = await openEmbedder(file, { signal })
  await embedder.embed(texts.slice(0, 1), signal)
  const begun = performance.now()
  let count = 0
  while (performance.now() - begun < forMs) {
    const batch = Array.from({ length: BATCH }, (_, at) => texts[(count + at) % texts.length]!)
    await embedder.embed(batch, signal)
    count += batch.length
  }
  return { embeddingsPerSecond: count / ((performance.now() - begun) / 1000) }
}
