// The plain alternative to the game: a dense Gaussian process on ±1 answers over the texts' vectors. Other code than the learner's.

export type Kernel = Readonly<{
  /** Mean of the answers, and the variance of a person's own level around it. */
  mean: number
  bias: number
  /** Variance of a linear function of the vector, and of a smooth one (squared exponential). */
  linear: number
  smooth: number
  length: number
  noise: number
}>

/** Scales of the research notes, on ±1 answers; linear and smooth in equal parts, which did best on folders other than the largest. */
export const TEXT_KERNEL: Kernel = { mean: 0.45, bias: 0.07, linear: 0.2, smooth: 0.2, length: 0.5, noise: 0.62 }

/** What is asked about: a text, or the difference of two. */
export type Combination = readonly Readonly<{ vector: Float32Array; sign: number }>[]

const textCovariance = (kernel: Kernel, a: Float32Array, b: Float32Array): number => {
  let cosine = 0
  for (let i = 0; i < a.length; i += 1) cosine += a[i]! * b[i]!
  return kernel.bias + kernel.linear * cosine + kernel.smooth * Math.exp((cosine - 1) / kernel.length)
}

const covariance = (kernel: Kernel, a: Combination, b: Combination): number => {
  let sum = 0
  for (const x of a) for (const y of b) sum += x.sign * y.sign * textCovariance(kernel, x.vector, y.vector)
  return sum
}

/** x of K·x = y by Cholesky; K is overwritten. */
function solve(matrix: readonly Float64Array[], y: Float64Array): Float64Array {
  const n = y.length
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!
      for (let k = 0; k < j; k += 1) sum -= matrix[i]![k]! * matrix[j]![k]!
      matrix[i]![j] = i === j ? Math.sqrt(sum) : sum / matrix[j]![j]!
    }
  }
  const x = y.slice()
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= matrix[i]![k]! * x[k]!
    x[i]! /= matrix[i]![i]!
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i]! -= matrix[k]![i]! * x[k]!
    x[i]! /= matrix[i]![i]!
  }
  return x
}

/** Expected answers of the process to new questions. */
export function gpMeans(kernel: Kernel, rated: readonly Readonly<{ of: Combination; value: number }>[], asked: readonly Combination[]): number[] {
  const matrix = rated.map((x, i) => Float64Array.from(rated, (y, j) => covariance(kernel, x.of, y.of) + (i === j ? kernel.noise : 0)))
  const weights = solve(matrix, Float64Array.from(rated, ({ value }) => value - kernel.mean))
  return asked.map((question) => rated.reduce((sum, { of }, i) => sum + weights[i]! * covariance(kernel, of, question), kernel.mean))
}
