import { openStore } from '../../src/agent/store/store.ts'
import type { MemoryRow, Store } from '../../src/agent/store/types.ts'
import { quantileRow, timed } from './durations.ts'
import { near } from './long-home.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import { mean } from './statistics.ts'

const MEMORIES = 100_000
const PORTION = 10_000
const QUESTIONS = 100
const WARM_UP = 10
const TEN = 10
const EMBEDDER = 'bench'

/** The ten nearest of 100,000 memories, as the store finds them and as a plain look at all of them does. */
export async function nearestRows(home: string, seed: number, say: (line: string) => void): Promise<readonly Row[]> {
  const random = randomOf('nearest', seed)
  const { states } = await readStates(undefined, say)
  // Like texts, which gather around what they are about.
  const another = (): Float32Array => near(states[random.below(states.length)]!.item.vector, random)
  const all = Array.from({ length: MEMORIES }, another)
  await using store = await openStore(home)
  say(`putting ${MEMORIES} memories into a store …`)
  await fill(store, all)
  const questions = Array.from({ length: QUESTIONS + WARM_UP }, another)
  const found: number[] = []
  const flat: number[] = []
  const shares: number[] = []
  for (const [n, question] of questions.entries()) {
    const ours = await timed(() => store.memories.nearest(question, { count: TEN, embedder: EMBEDDER }))
    const plain = await timed(() => lookAtAll(all, question))
    if (n < WARM_UP) continue
    found.push(ours.ms)
    flat.push(plain.ms)
    const ids = new Set(ours.result.map(({ row }) => row.id))
    shares.push(plain.result.filter((at) => ids.has(String(at))).length / TEN)
  }
  return [
    quantileRow('search.p50', found, { baseline: { name: 'a plain look at all', values: flat }, goal: 10 }),
    { name: 'recall@10', goal: 0.95, value: mean(shares), unit: 'share', n: shares.length, baseline: { name: 'a plain look at all', value: 1 } },
  ]
}

async function fill({ memories, compact }: Store, vectors: readonly Float32Array[]): Promise<void> {
  for (let start = 0; start < vectors.length; start += PORTION) {
    await memories.put(vectors.slice(start, start + PORTION).map((vector, i) => memoryOf(start + i, vector)))
  }
  await compact()
}

function memoryOf(at: number, vector: Float32Array): MemoryRow {
  const file = `notes/${Math.floor(at / 20)}.md`
  return { id: String(at), sourceId: 'bench', file, heading: null, lineStart: at % 20, lineEnd: at % 20, text: `Passage ${at} of ${file}.`, date: null, fileHash: file, speaker: 'person', conversation: null, turn: null, marks: null, embedder: EMBEDDER, vector }
}

/** Places of the ten nearest, in no order. */
function lookAtAll(all: readonly Float32Array[], question: Float32Array): readonly number[] {
  const best: { at: number; cosine: number }[] = []
  for (const [at, vector] of all.entries()) {
    let cosine = 0
    for (let i = 0; i < vector.length; i += 1) cosine += vector[i]! * question[i]!
    if (best.length === TEN && cosine <= best[TEN - 1]!.cosine) continue
    best.push({ at, cosine })
    best.sort((a, b) => b.cosine - a.cosine)
    best.length = Math.min(best.length, TEN)
  }
  return best.map(({ at }) => at)
}
