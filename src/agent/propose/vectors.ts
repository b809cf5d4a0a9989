/** The inner product; of unit vectors, their cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!
  return sum
}

/** The mean of the `count` largest values; 0 of none. */
export function meanOfLargest(values: readonly number[], count: number): number {
  const largest = [...values].sort((a, b) => b - a).slice(0, count)
  return largest.length === 0 ? 0 : largest.reduce((total, value) => total + value, 0) / largest.length
}
