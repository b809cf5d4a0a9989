import { dot } from '../vectors.ts'

const LENGTH = 0.35
/** Below this share a slate says too much of the same: measured on thirty states of the library, .76 where they are drawn at random, .69 where they are of one area. */
export const DIVERSE = 0.68

/**
 * How many different things a list of texts says, as a share of its length: the Vendi score of order 2, n²/Σᵢⱼ k(i, j)² over n, with
 * k = exp((cos − 1)/ℓ) (Pasarkar & Dieng 2024). 1 where no two are alike, 1/n where all are the same, 0 of none.
 */
export function diversity(vectors: readonly Float32Array[]): number {
  const n = vectors.length
  if (n === 0) return 0
  let sum = n
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) sum += 2 * Math.exp((dot(vectors[i]!, vectors[j]!) - 1) / LENGTH) ** 2
  return n / sum
}
