import { setImmediate as nextTurn } from 'node:timers/promises'

/** How the unit vectors of a space lie: its strongest directions, and the mean square of the vectors along each (the eigenvalues of E[v·vᵀ]). */
export type Spectrum = Readonly<{ directions: readonly Float32Array[]; moments: readonly number[] }>

/** Stretches a space along a few directions, and all the rest of it alike. */
export type Fit = Readonly<{ directions: readonly Float32Array[]; factors: readonly number[]; rest: number }>

/** So many directions hold what texts of any content have in common; those of one space that are not matched differ little. */
const DIRECTIONS = 32
const ROUNDS = 10
const MOST_STRETCH = 8
const TURN_MS = 8

/** By orthogonal iteration from fixed starts, so that the same vectors give the same spectrum; others get their turn meanwhile. */
export async function spectrumOf(vectors: readonly Float32Array[], signal?: AbortSignal): Promise<Spectrum> {
  const dimension = vectors[0]!.length
  const count = Math.min(DIRECTIONS, dimension, vectors.length)
  let directions = Array.from({ length: count }, (_, row) => Float64Array.from({ length: dimension }, (_, at) => Math.sin(1 + row * 7.31 + at * (1 + row))))
  let moments: readonly number[] = []
  let began = performance.now()
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(directions)
    const next = directions.map(() => new Float64Array(dimension))
    for (const vector of vectors) {
      for (const [row, direction] of directions.entries()) {
        const along = dot(direction, vector) / vectors.length
        const sum = next[row]!
        for (let at = 0; at < dimension; at++) sum[at]! += along * vector[at]!
      }
      if (performance.now() - began < TURN_MS) continue
      await nextTurn()
      signal?.throwIfAborted()
      began = performance.now()
    }
    moments = directions.map((direction, row) => dot(direction, next[row]!))
    directions = next
  }
  orthonormalise(directions)
  return { directions: directions.map((direction) => Float32Array.from(direction)), moments }
}

/**
 * The stretch after which a space has the moments of another. Then the mean of cos² over pairs of texts, tr(E[v·vᵀ]²), is the same
 * in both, and so nearly is the mean of cos: what a cosine means in one it means in the other. (That a few directions drown the
 * rest, and that taking them back helps: Mu and Viswanath 2018, "All-but-the-Top".)
 */
export function fitTo({ directions, moments }: Spectrum, reference: readonly number[]): Fit {
  const count = Math.min(moments.length, reference.length)
  const left = (values: readonly number[]): number => Math.max(1e-6, 1 - sum(values.slice(0, count)))
  return {
    directions: directions.slice(0, count),
    factors: moments.slice(0, count).map((moment, row) => bounded(reference[row]! / Math.max(1e-9, moment))),
    rest: bounded(left(reference) / left(moments)),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)
const bounded = (square: number): number => Math.min(MOST_STRETCH, Math.sqrt(square))

/** The unit vector of the stretched one. */
export function stretched(vector: Float32Array, { directions, factors, rest }: Fit): Float32Array {
  const out = vector.map((each) => each * rest)
  for (const [row, direction] of directions.entries()) {
    const along = dot(direction, vector) * (factors[row]! - rest)
    for (let at = 0; at < out.length; at++) out[at]! += along * direction[at]!
  }
  const norm = Math.sqrt(dot(out, out))
  return out.map((each) => each / norm)
}

function orthonormalise(rows: readonly Float64Array[]): void {
  for (const [row, vector] of rows.entries()) {
    for (const before of rows.slice(0, row)) {
      const along = dot(before, vector)
      for (let at = 0; at < vector.length; at++) vector[at]! -= along * before[at]!
    }
    const norm = Math.sqrt(dot(vector, vector))
    // Where the vectors have fewer directions than are asked for, the others are none.
    if (norm < 1e-9) vector.fill(0)
    else for (let at = 0; at < vector.length; at++) vector[at]! /= norm
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}
