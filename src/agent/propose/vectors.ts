/** The inner product; of unit vectors, their cosine. Of the first `length` numbers alone, where that is given. */
export function dot(a: Float32Array, b: Float32Array, length = a.length): number {
  // Four sums at a time: each addition need not wait for the one before it.
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  const whole = length - (length % 4)
  for (let index = 0; index < whole; index += 4) {
    first += a[index]! * b[index]!
    second += a[index + 1]! * b[index + 1]!
    third += a[index + 2]! * b[index + 2]!
    fourth += a[index + 3]! * b[index + 3]!
  }
  for (let index = whole; index < length; index += 1) first += a[index]! * b[index]!
  return first + second + (third + fourth)
}

/** The mean of the `count` largest values; 0 of none. */
export function meanOfLargest(values: readonly number[], count: number): number {
  return meanOf(Float64Array.from(values).sort().toReversed().slice(0, count))
}

/** For each vector the mean cosine of the `count` others that are nearest, or of all where they are fewer. Each pair is computed once. */
export function crowds(vectors: readonly Float32Array[], count: number): readonly number[] {
  const size = Math.min(count, vectors.length - 1)
  // The largest of each so far, the largest first.
  const kept = vectors.map(() => new Float64Array(size).fill(-Infinity))
  for (const [index, vector] of vectors.entries()) {
    const own = kept[index]!
    for (let other = index + 1; other < vectors.length; other += 1) {
      const cosine = dot(vector, vectors[other]!)
      if (cosine > own[size - 1]!) insert(own, cosine)
      if (cosine > kept[other]![size - 1]!) insert(kept[other]!, cosine)
    }
  }
  return kept.map(meanOf)
}

/** Puts a value where it belongs, for the least. */
function insert(ordered: Float64Array, value: number): void {
  let at = ordered.length - 1
  for (; at > 0 && ordered[at - 1]! < value; at -= 1) ordered[at] = ordered[at - 1]!
  ordered[at] = value
}

const meanOf = (values: Float64Array): number => (values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length)

/**
 * Asks which of these vectors have an inner product above `least` with another: their indices, the same as by comparing each. The
 * beginnings are compared first, and the rest only where it could still reach so far: a₂·b₂ ≤ |a₂|·|b₂| (Cauchy and Schwarz).
 */
export function openAbove(vectors: readonly Float32Array[], least: number): (vector: Float32Array) => readonly number[] {
  const head = Math.floor((vectors[0]?.length ?? 0) / HEADS)
  const rests = Float64Array.from(vectors, (vector) => restOf(vector, head))
  return (vector) => {
    const rest = restOf(vector, head)
    const found: number[] = []
    for (const [index, other] of vectors.entries()) {
      if (dot(other, vector, head) + rests[index]! * rest >= least - ROUNDING && dot(other, vector) > least) found.push(index)
    }
    return found
  }
}

/** A third is the least after which few are left of vectors that are mostly far apart (measured at a bound of .8). */
const HEADS = 3
/** So that no sum in another order decides. */
const ROUNDING = 1e-6

const restOf = (vector: Float32Array, from: number): number => Math.sqrt(vector.subarray(from).reduce((sum, value) => sum + value * value, 0))
