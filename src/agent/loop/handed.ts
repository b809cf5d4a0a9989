// A refit done elsewhere, with what it found out on the way: where each text lies among the landmarks. To find that out again
// would take a second on a long ledger, and the next card would wait for it.

import type { Belief } from '../game/belief.ts'
import { coordinates, remember } from '../game/features.ts'
import { textsOf } from '../game/human.ts'
import type { Evidence } from '../game/types.ts'

/** `coordinates`: L⁻¹k(x) of each text of the rows, then of the pool, end to end, in memory that both threads see; of none without a pool. */
export type Handed = Readonly<{ belief: Belief; coordinates: Float64Array }>

type Texts = Readonly<{ rows: readonly Evidence[]; pool?: readonly Float32Array[] }>

const vectorsOf = ({ rows, pool }: Texts): readonly Float32Array[] => (pool === undefined ? [] : [...rows.flatMap(textsOf).map(({ vector }) => vector), ...pool])

export function handOver(belief: Belief, texts: Texts): Handed {
  const vectors = vectorsOf(texts)
  const width = belief.basis.length
  const all = new Float64Array(new SharedArrayBuffer(vectors.length * width * Float64Array.BYTES_PER_ELEMENT))
  for (const [i, vector] of vectors.entries()) all.set(coordinates(belief.prior, belief.basis, vector), i * width)
  return { belief, coordinates: all }
}

/** The belief, after the same texts were told where they lie. */
export function takeOver({ belief, coordinates: all }: Handed, texts: Texts): Belief {
  const width = belief.basis.length
  for (const [i, vector] of vectorsOf(texts).entries()) remember(belief.basis, vector, all.subarray(i * width, (i + 1) * width))
  return belief
}
