// Searching the memories: what is found in real notes, by words, by meaning and by both; and how long it takes among 100,000.

import { join } from 'node:path'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { search as searchBoth } from '../../src/agent/loop/search.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { resource } from '../../src/agent/paths.ts'
import type { Options } from './bench.ts'
import { nearestRows } from './nearest.ts'
import { readPassages } from './passages.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const TEN = 10
const LEAST_PASSAGES = 2
const PORTION = 256
/** Of two words or more, and not a date. */
const TITLE = /^(?!\d{4})\p{L}.*\s\p{L}/u

/** `data` is a folder of notes; defaults to the sample vault. */
export async function search({ data, seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('search')
  const found = await foundRows(join(folder.path, 'notes'), data ?? resource('sample-vault'), seed, say)
  return [...found, ...(await nearestRows(join(folder.path, 'many'), seed, say))]
}

/** A note's title is the query, and its passages, which do not hold the title itself, are what should be found. */
async function foundRows(home: string, notes: string, seed: number, say: (line: string) => void): Promise<readonly Row[]> {
  const passages = await readPassages(notes, seed)
  await using embedder = await openEmbedder(embedderFile())
  await using store = await openStore(home)
  say(`embedding ${passages.length} passages …`)
  for (let start = 0; start < passages.length; start += PORTION) {
    const portion = passages.slice(start, start + PORTION)
    const vectors = await embedder.embed(portion.map(({ text }) => text))
    await store.memories.put(portion.map((passage, at) => ({ ...passage, sourceId: 'bench', fileHash: passage.file, embedder: embedder.id, vector: vectors[at]! })))
  }
  await store.compact()
  const titles = new Map<string, number>()
  for (const { file } of passages) titles.set(file, (titles.get(file) ?? 0) + 1)
  const asked = [...titles].filter(([file, count]) => count >= LEAST_PASSAGES && TITLE.test(titleOf(file))).map(([file]) => file)
  const ways = { both: [] as number[], words: [] as number[], meaning: [] as number[] }
  for (const file of asked) {
    const query = titleOf(file)
    const [vector] = await embedder.embed([query])
    const answers = {
      both: (await searchBoth({ store, embedder }, { query, limit: TEN })).map(({ passage }) => passage),
      words: await store.memories.search(query, { count: TEN }),
      meaning: (await store.memories.nearest(vector!, { count: TEN, embedder: embedder.id })).map(({ row }) => row),
    }
    for (const way of ['both', 'words', 'meaning'] as const) {
      const rank = answers[way].findIndex((passage) => passage.file === file)
      ways[way].push(rank === -1 ? 0 : 1 / (rank + 1))
    }
  }
  const hit = (reciprocals: readonly number[]): readonly number[] => reciprocals.map((value) => Number(value > 0))
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  return [
    rowOf('found@10', hit(ways.both), { baseline: { name: 'by words alone', value: mean(hit(ways.words)) } }),
    differenceRow('found@10.gain', hit(ways.both), hit(ways.words), { baseline: { name: 'by meaning alone', value: mean(hit(ways.meaning)) } }),
    rowOf('rank', ways.both, { unit: 'mean of 1/rank', baseline: { name: 'by words alone', value: mean(ways.words) } }),
    rowOf('rank.meaning', ways.meaning, { unit: 'mean of 1/rank' }),
  ]
}

function titleOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '').replace(/[-_]/g, ' ')
}
