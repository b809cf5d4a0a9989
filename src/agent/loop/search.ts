import type { Passage, Range, SearchHit } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import type { Store } from '../store/types.ts'

export type Hit = Omit<SearchHit, 'passage'> & Readonly<{ passage: Passage }>

type Wanted = Readonly<{ query: string; limit: number; sourceId?: string; speaker?: Passage['speaker'] }>

/** Below this cosine a passage is near by chance only: of forty questions about what a vault of real notes does not hold, three found more. */
const LEAST_SIMILARITY = 0.35
/** Reciprocal rank fusion, 1 / (60 + rank) (Cormack, Clarke and Büttcher 2009, section 2). */
const RANK_OFFSET = 60
/** Each list is read further than what is shown, so that what is in both can rise. */
const DEPTH = 3

/** Passages that hold the words of the query, and passages that mean the like, as one list, the best first. */
export async function search({ store, embedder }: Readonly<{ store: Store; embedder: Pick<Embedder, 'id' | 'embed'> }>, { query, limit, ...where }: Wanted): Promise<readonly Hit[]> {
  const count = limit * DEPTH
  const [words, [vector]] = await Promise.all([store.memories.search(query, { count, ...where }), embedder.embed([query], undefined, 'query')])
  const near = await store.memories.nearest(vector!, { count, embedder: embedder.id, ...where })
  const meaning = near.filter(({ similarity }) => similarity >= LEAST_SIMILARITY).map(({ row }) => row)
  return fuse(words, meaning).slice(0, limit).map((hit) => ({ ...hit, ranges: rangesOf(query, hit.passage.text) }))
}

function fuse(words: readonly Passage[], meaning: readonly Passage[]): readonly Omit<Hit, 'ranges'>[] {
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
  const words = [...new Set((query.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(folded))].filter((word) => word !== '')
  // Folding may change lengths, so each character remembers the one that it came from.
  const characters = [...text.matchAll(/\P{M}\p{M}*/gu)].map(({ 0: character, index }) => ({ folded: folded(character), start: index, end: index + character.length }))
  const plain = characters.map((character) => character.folded).join('')
  const origin = characters.flatMap((character) => Array.from({ length: character.folded.length }, () => character))
  const found: Range[] = words.flatMap((word) => {
    const ranges: Range[] = []
    for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + word.length)) ranges.push([origin[at]!.start, origin[at + word.length - 1]!.end])
    return ranges
  })
  return merged(found.toSorted((a, b) => a[0] - b[0]))
}

const folded = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

function merged(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = []
  for (const [start, end] of ranges) {
    const last = out.at(-1)
    if (last && start <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], end)]
    else out.push([start, end])
  }
  return out
}
