import type { Passage, Range, SearchHit } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import { areAlike } from '../propose/alike.ts'
import type { Store } from '../store/types.ts'

export type Hit = Omit<SearchHit, 'passage'> & Readonly<{ passage: Passage }>

type Wanted = Readonly<{ query: string; limit: number; sourceId?: string; speaker?: Passage['speaker'] }>

/** Below this cosine a passage is near by chance only: of forty questions about what a vault of real notes does not hold, three found more. */
const LEAST_SIMILARITY = 0.35
/** Reciprocal rank fusion, 1 / (60 + rank) (Cormack, Clarke and Büttcher 2009, section 2). */
const RANK_OFFSET = 60
/** Each list is read further than what is shown, so that what is in both can rise. */
const DEPTH = 3
/** So many times what is shown is looked through for copies. */
const LOOKED_AT = 2

/** Passages that hold the words of the query, and passages that mean the like, as one list, the best first; copies of one are folded into it. */
export async function search({ store, embedder }: Readonly<{ store: Store; embedder: Pick<Embedder, 'id' | 'embed'> }>, { query, limit, ...where }: Wanted): Promise<readonly Hit[]> {
  const count = limit * DEPTH
  const [words, [vector]] = await Promise.all([store.memories.search(query, { count, ...where }), embedder.embed([query], undefined, 'query')])
  const near = await store.memories.nearest(vector!, { count, embedder: embedder.id, ...where })
  const meaning = near.filter(({ similarity }) => similarity >= LEAST_SIMILARITY).map(({ row }) => row)
  const hits = fuse(words, meaning).slice(0, limit * LOOKED_AT)
  const vectors = new Map((await store.memories.withVectors(embedder.id, hits.map(({ passage }) => passage.id))).map(({ id, vector: own }) => [id, own]))
  return folded(hits, vectors, limit).map((hit) => ({ ...hit, ranges: rangesOf(query, hit.passage.text) }))
}

/** A note that lies in two places, or a snippet that was pasted into several, stands once, where it was found first. */
function folded(hits: readonly Found[], vectors: ReadonlyMap<string, Float32Array>, limit: number): readonly Found[] {
  const kept: { hit: Found; alike: { id: string; file: string }[] }[] = []
  const told = ({ passage: { id, text } }: Found) => ({ text, vector: vectors.get(id) ?? null })
  for (const hit of hits) {
    const { id, file, speaker } = hit.passage
    const first = kept.find((other) => other.hit.passage.speaker === speaker && areAlike(told(other.hit), told(hit)))
    if (first) first.alike.push({ id, file })
    else if (kept.length < limit) kept.push({ hit, alike: [] })
  }
  return kept.map(({ hit, alike }) => (alike.length === 0 ? hit : { ...hit, alike }))
}

type Found = Omit<Hit, 'ranges'>

function fuse(words: readonly Passage[], meaning: readonly Passage[]): readonly Found[] {
  const hits = new Map<string, Readonly<{ passage: Passage; by: Hit['by']; score: number }>>()
  for (const [rank, passage] of words.entries()) hits.set(passage.id, { passage, by: 'words', score: 1 / (RANK_OFFSET + rank + 1) })
  for (const [rank, passage] of meaning.entries()) {
    const known = hits.get(passage.id)
    hits.set(passage.id, { passage, by: known ? 'both' : 'meaning', score: (known?.score ?? 0) + 1 / (RANK_OFFSET + rank + 1) })
  }
  return [...hits.values()].sort((a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1)).map(({ passage, by }) => ({ passage, by }))
}

/** Where the words of the query stand in the text, from the first, as [start, end) in UTF-16 units; case and accents aside. */
export function rangesOf(query: string, text: string): readonly Range[] {
  const words = [...new Set((query.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(plain))].filter((word) => word !== '')
  // Folding may change lengths, so each character remembers the one that it came from.
  const characters = [...text.matchAll(/\P{M}\p{M}*/gu)].map(({ 0: character, index }) => ({ plain: plain(character), start: index, end: index + character.length }))
  const line = characters.map((character) => character.plain).join('')
  const origin = characters.flatMap((character) => Array.from({ length: character.plain.length }, () => character))
  const found: Range[] = words.flatMap((word) => {
    const ranges: Range[] = []
    for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + word.length)) ranges.push([origin[at]!.start, origin[at + word.length - 1]!.end])
    return ranges
  })
  return merged(found.toSorted((a, b) => a[0] - b[0]))
}

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

function merged(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = []
  for (const [start, end] of ranges) {
    const last = out.at(-1)
    if (last && start <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], end)]
    else out.push([start, end])
  }
  return out
}
