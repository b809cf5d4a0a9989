// Texts read per second by the app's embedder, beside bare loops over node-llama-cpp on the same file with as many threads.

import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import type { Llama, LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { resource } from '../../src/agent/paths.ts'
import type { Options } from './bench.ts'
import { quantileRow, ratioOfMedians, roundsOf, roundsRow, timed } from './durations.ts'
import { readPassages } from './passages.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine } from './surroundings.ts'

const MOST_THREADS = 4
const ROUNDS = 12
const LEAST_ROUNDS = 4
const ROUNDS_MS = 90_000
/** As many as the app embeds at a time when it reads notes. */
const TEXTS = 64
/** Threads that wait for each other take many times longer where other programs want the processor; fewer texts do. */
const TEXTS_OF_ONE = 16
const OPENINGS = 3
/** What the app's embedder reads of a text; longer passages are left out, so that nobody reads more of them. */
const CONTEXT = 256
const MARKS = 3

export async function embed({ data, model: named, seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  const file = named ?? embedderFile()
  await using bare = await openBare(file)
  const { threads } = bare
  const passages = await readPassages(data ?? resource('sample-vault'), seed)
  const texts = randomOf('embed', seed).shuffled(passages.map(({ text }) => text).filter((text) => bare.length(text) <= CONTEXT - MARKS))
  const tokens = texts.reduce((sum, text) => sum + bare.length(text), 0)
  say(`${texts.length} of ${passages.length} passages, ${Math.round(tokens / texts.length)} tokens on average, ${threads} threads`)

  await using embedder = await openEmbedder(file, { threads })
  const ways = [
    { rates: [] as number[], count: TEXTS, read: async (batch: readonly string[]) => void (await embedder.embed(batch)) },
    { rates: [] as number[], count: TEXTS, read: bare.side },
    { rates: [] as number[], count: TEXTS_OF_ONE, read: bare.one },
  ]
  const perText = tokens / texts.length
  const start = performance.now()
  for (let round = -1; round < ROUNDS && (round < LEAST_ROUNDS || performance.now() - start < ROUNDS_MS); round += 1) {
    const batch = Array.from({ length: TEXTS }, (_, i) => texts[((round + 1) * TEXTS + i) % texts.length]!)
    // Each goes first as often as the others; round −1 warms up.
    for (let turn = 0; turn < ways.length; turn += 1) {
      const way = ways[(turn + round + 1) % ways.length]!
      const part = batch.slice(0, way.count)
      const { ms } = await timed(() => way.read(part))
      const read = part.reduce((sum, text) => sum + bare.length(text), 0) / perText
      if (round >= 0) way.rates.push((1000 * read) / ms)
    }
  }
  const [ours, side, one] = ways.map(({ rates }) => rates) as [number[], number[], number[]]
  say('opening …')
  const openings = await timeOpenings(file, threads, texts[0]!)
  sayMachine(say)
  return [
    quantileRow('throughput', ours, { unit: 'texts/s', baseline: { name: `bare, one context of ${threads} threads`, values: one } }),
    roundsRow('throughput.ratio', roundsOf(ours, one), ratioOfMedians, { unit: '×', baseline: { name: 'bare, one context', value: 1 }, goal: 0.95 }),
    roundsRow('throughput.lanes', roundsOf(ours, side), ratioOfMedians, { unit: '×', baseline: { name: `bare, ${threads} contexts of one thread`, value: 1 }, goal: 0.95 }),
    quantileRow('load', openings.ours, { baseline: { name: 'bare: model, context, one text', values: openings.bare } }),
  ]
}

type Bare = AsyncDisposable &
  Readonly<{
    threads: number
    length: (text: string) => number
    /** One context that uses all threads, text after text: the loop of the library's own documentation. */
    one: (texts: readonly string[]) => Promise<void>
    /** As many contexts as threads, side by side, each of one thread. */
    side: (texts: readonly string[]) => Promise<void>
  }>

const startLlama = (): Promise<Llama> => getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.error })
const contextOf = (model: LlamaModel, threads: number): Promise<LlamaEmbeddingContext> => model.createEmbeddingContext({ contextSize: CONTEXT, threads })

/** llama.cpp's embedding of the same file without anything around it. */
export async function openBare(file: string): Promise<Bare> {
  const llama = await startLlama()
  const threads = Math.min(MOST_THREADS, llama.cpuMathCores)
  llama.maxThreads = threads
  const model = await llama.loadModel({ modelPath: file })
  const whole = await contextOf(model, threads)
  const single = await Promise.all(Array.from({ length: threads }, () => contextOf(model, 1)))
  const length = (text: string): number => model.tokenize(text).length
  return {
    threads,
    length,
    one: async (texts) => {
      for (const text of texts) await whole.getEmbeddingFor(text)
    },
    side: async (texts) => {
      const left = texts.values()
      await Promise.all(
        single.map(async (context) => {
          for (const text of left) await context.getEmbeddingFor(text)
        }),
      )
    },
    [Symbol.asyncDispose]: () => llama.dispose(),
  }
}

/** From nothing to the first vector; the native library itself is in the process already. */
async function timeOpenings(file: string, threads: number, text: string): Promise<Readonly<{ ours: readonly number[]; bare: readonly number[] }>> {
  const ours: number[] = []
  const bare: number[] = []
  for (let n = 0; n < OPENINGS; n += 1) {
    const app = await timed(async () => {
      const embedder = await openEmbedder(file, { threads })
      await embedder.embed([text])
      return embedder
    })
    ours.push(app.ms)
    await app.result[Symbol.asyncDispose]()
    const plain = await timed(async () => {
      const llama = await startLlama()
      const context = await contextOf(await llama.loadModel({ modelPath: file }), threads)
      await context.getEmbeddingFor(text)
      return llama
    })
    bare.push(plain.ms)
    await plain.result.dispose()
  }
  return { ours, bare }
}
