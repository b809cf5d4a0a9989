import { dot } from './vectors.ts'

/**
 * Vectors of length one, asked for those near another. Where they are many a sketch of each is compared first: the signs of 256
 * projections, of which two vectors at an angle θ differ in a share of θ/π (Charikar 2002, section 3). The projections are rows of a
 * Hadamard matrix behind random signs (Ailon and Chazelle 2009). Of a thousand that are only just near enough one is overlooked.
 */
export type Nearness = Readonly<{
  /** Its index is the count of those before it. */
  add: (vector: Float32Array) => void
  /** Those from the cosine `least` on, in order; of the `marked` indices those from their own. */
  near: (vector: Float32Array, least: number, marked?: Readonly<{ indices: readonly number[]; least: number }>) => readonly Near[]
}>
export type Near = Readonly<{ index: number; cosine: number }>

const BITS = 256
const WORDS = BITS / 32
/** Standard deviations that a sketch may be off. */
const SLACK = 3.1
/** Fewer are compared themselves. */
const FEW = 1000

export function openNearness(): Nearness {
  const vectors: Float32Array[] = []
  let sketches = new Uint32Array(WORDS * FEW)
  let asked = new Uint32Array(FEW)
  let question = 0
  let sketch: Sketch | null = null
  const own = new Uint32Array(WORDS)

  return {
    add: (vector) => {
      sketch ??= openSketch(vector.length)
      if (vectors.length === asked.length) {
        sketches = doubled(sketches)
        asked = doubled(asked)
      }
      sketch(vector, sketches, WORDS * vectors.length)
      vectors.push(vector)
    },
    near: (vector, least, marked = { indices: [], least }) => {
      const found: Near[] = []
      question += 1
      for (const index of marked.indices) asked[index] = question
      const isMany = vectors.length > FEW
      if (isMany) sketch!(vector, own, 0)
      const [most, mostMarked] = [mostApart(least), mostApart(marked.least)]
      for (let index = 0; index < vectors.length; index += 1) {
        const isMarked = asked[index] === question
        if (isMany && apart(own, sketches, WORDS * index) > (isMarked ? mostMarked : most)) continue
        const cosine = dot(vectors[index]!, vector)
        if (cosine >= (isMarked ? marked.least : least)) found.push({ index, cosine })
      }
      return found
    },
  }
}

function doubled(before: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const after = new Uint32Array(2 * before.length)
  after.set(before)
  return after
}

/** In how many bits two sketches may differ where the cosine is this or more. */
function mostApart(cosine: number): number {
  const share = Math.acos(Math.min(1, cosine)) / Math.PI
  return BITS * share + SLACK * Math.sqrt(BITS * share * (1 - share))
}

function apart(one: Uint32Array, others: Uint32Array, at: number): number {
  let count = 0
  for (let word = 0; word < WORDS; word += 1) {
    let bits = one[word]! ^ others[at + word]!
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

type Sketch = (vector: Float32Array, into: Uint32Array, at: number) => void

/** The same for all who ask. */
function openSketch(dimension: number): Sketch {
  let state = 0x9e3779b9
  const random = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const size = Math.max(BITS, 2 ** Math.ceil(Math.log2(dimension)))
  const signs = Float32Array.from({ length: dimension }, () => (random() < 0.5 ? -1 : 1))
  const rows = Array.from({ length: size }, (_, row) => ({ row, rank: random() })).sort((a, b) => a.rank - b.rank).slice(0, BITS).map(({ row }) => row)
  const sums = new Float32Array(size)
  return (vector, into, at) => {
    sums.fill(0)
    for (let index = 0; index < dimension; index += 1) sums[index] = vector[index]! * signs[index]!
    transform(sums)
    into.fill(0, at, at + WORDS)
    for (const [bit, row] of rows.entries()) if (sums[row]! > 0) into[at + (bit >>> 5)]! |= 1 << (bit & 31)
  }
}

/** The product with the Hadamard matrix, in place (fast Walsh-Hadamard transform). */
function transform(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let start = 0; start < values.length; start += 2 * half) {
      for (let index = start; index < start + half; index += 1) {
        const [one, other] = [values[index]!, values[index + half]!]
        values[index] = one + other
        values[index + half] = one - other
      }
    }
  }
}
