// A refit done in another thread: the rows on their way there, and back with the belief what it found out, where each text lies among
// the landmarks. To find that out again would take a second on a long ledger, and the next card would wait for it.

import type { Belief } from '../game/belief.ts'
import { coordinates, remember } from '../game/features.ts'
import { textsOf } from '../game/human.ts'
import type { Evidence } from '../game/types.ts'
import { breathe } from '../observe/breathe.ts'

/** Rows as they go to a thread that has the first `kept` of them already: to copy all of a long ledger would hold up whoever answers. */
export type Sent = Readonly<{ kept: number; rows: readonly Evidence[] }>

/** For whoever sends: a row that went stays the same object for as long as it says the same. */
export function openSending(): (rows: readonly Evidence[], isEmpty: boolean) => Sent {
  let there: readonly Evidence[] = []
  return (rows, isEmpty) => {
    let kept = 0
    while (!isEmpty && kept < rows.length && rows[kept] === there[kept]) kept += 1
    there = rows
    return { kept, rows: rows.slice(kept) }
  }
}

/** For the thread: all rows. Of those that were not sent again nothing stays. */
export function openReceiving(): (sent: Sent) => readonly Evidence[] {
  let all: readonly Evidence[] = []
  return ({ kept, rows }) => {
    if (kept > all.length) throw new RangeError(`The thread has ${all.length} rows of the ledger, and ${kept} were taken to be there.`)
    all = [...all.slice(0, kept), ...rows]
    return all
  }
}

/** `coordinates`: L⁻¹k(x) of each text of the rows, then of the pool, end to end, in memory that both threads see; of none without a pool. */
export type Handed = Readonly<{ belief: Belief; coordinates: Float64Array }>

const TOLD_AT_ONCE = 500

type Texts = Readonly<{ rows: readonly Evidence[]; pool?: readonly Float32Array[] }>

const vectorsOf = ({ rows, pool }: Texts): readonly Float32Array[] => (pool === undefined ? [] : [...rows.flatMap(textsOf).map(({ vector }) => vector), ...pool])

export function handOver(belief: Belief, texts: Texts): Handed {
  const vectors = vectorsOf(texts)
  const width = belief.basis.length
  const all = new Float64Array(new SharedArrayBuffer(vectors.length * width * Float64Array.BYTES_PER_ELEMENT))
  for (const [i, vector] of vectors.entries()) all.set(coordinates(belief.prior, belief.basis, vector), i * width)
  return { belief, coordinates: all }
}

/** The belief, after the same texts were told where they lie; in pieces, since there are thousands. */
export async function takeOver({ belief, coordinates: all }: Handed, texts: Texts): Promise<Belief> {
  const width = belief.basis.length
  for (const [i, vector] of vectorsOf(texts).entries()) {
    if (i % TOLD_AT_ONCE === 0) await breathe()
    remember(belief.basis, vector, all.subarray(i * width, (i + 1) * width))
  }
  return belief
}
