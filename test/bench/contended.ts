// What a model on the processor still writes while other programs take every core, which they do only once it is loaded.

import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openRuntime } from '../../src/agent/model/runtime/runtime.ts'
import type { ModelFile, RuntimeOptions } from '../../src/agent/model/runtime/runtime.ts'
import { quantileRow } from './durations.ts'
import type { Row } from './rows.ts'

const ROUNDS = 3
const ALONE_MS = 3000
/** What it takes to notice does not count. */
const NOTICING_MS = 1500
const COUNTED_MS = 6000

/** Beside threads that were counted once, when nobody else computed. */
export async function contendedRow(file: ModelFile, hardware: RuntimeOptions['hardware']): Promise<Row> {
  const following: number[] = []
  const fixed: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    following.push(await piecesPerSecond(file, { hardware, idleMs: () => 600_000 }))
    fixed.push(await piecesPerSecond(file, { hardware, idleMs: () => 600_000, threads: cpus().length }))
  }
  return quantileRow('tokens.contended', following, { unit: 'tokens/s', baseline: { name: 'as many threads as cores, whoever computes', values: fixed } })
}

async function piecesPerSecond(file: ModelFile, options: RuntimeOptions): Promise<number> {
  await using runtime = openRuntime(options)
  const model = runtime.open(file)
  await model.write({ system: '', prompt: 'Say yes.', maxTokens: 1, temperature: 0, priority: 'person' })
  const stopped = new AbortController()
  let pieces = 0
  const writing = model.write({ system: 'You tell long stories.', prompt: 'Tell a long story about a harbour.', maxTokens: 3000, temperature: 0.8, priority: 'person', signal: stopped.signal, onText: () => (pieces += 1) })
  const ended = writing.catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error
  })
  await wait(ALONE_MS)
  const others = cpus().map(() => new Worker('for (;;);', { eval: true }))
  await wait(NOTICING_MS)
  const before = pieces
  const begun = performance.now()
  await wait(COUNTED_MS)
  const rate = (1000 * (pieces - before)) / (performance.now() - begun)
  await Promise.all(others.map((other) => other.terminate()))
  stopped.abort()
  await ended
  return rate
}
