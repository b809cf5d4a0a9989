// Dense linear algebra on flat arrays. A symmetric or lower triangular matrix is packed: the rows of its lower
// triangle end to end, (i, j) at i(i+1)/2 + j, so that one more coordinate is one more row at the end.

export const rowStart = (row: number): number => (row * (row + 1)) / 2

export const dot = (a: Float64Array, b: Float64Array, length = Math.min(a.length, b.length)): number => {
  let sum = 0
  for (let i = 0; i < length; i += 1) sum += a[i]! * b[i]!
  return sum
}

/** Four running sums: this is the inner loop of the kernel. */
export const dotFloat = (a: Float32Array, b: Float32Array): number => {
  const length = a.length
  const whole = length - (length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!
    s1 += a[i + 1]! * b[i + 1]!
    s2 += a[i + 2]! * b[i + 2]!
    s3 += a[i + 3]! * b[i + 3]!
  }
  for (let i = whole; i < length; i += 1) s0 += a[i]! * b[i]!
  return s0 + s1 + (s2 + s3)
}

/** S·a for a packed symmetric S. */
export const symmetricTimes = (packed: Float64Array, a: Float64Array): Float64Array => {
  const size = a.length
  const product = new Float64Array(size)
  let at = 0
  for (let i = 0; i < size; i += 1) {
    const ai = a[i]!
    let sum = 0
    for (let j = 0; j < i; j += 1) {
      const entry = packed[at]!
      sum += entry * a[j]!
      product[j]! += entry * ai
      at += 1
    }
    product[i]! += sum + packed[at]! * ai
    at += 1
  }
  return product
}

/** aᵀS·a for a packed symmetric S. */
export const quadratic = (packed: Float64Array, a: Float64Array): number => {
  let total = 0
  let at = 0
  for (let i = 0; i < a.length; i += 1) {
    const ai = a[i]!
    if (ai === 0) {
      at += i + 1
      continue
    }
    let sum = 0
    for (let j = 0; j < i; j += 1) sum += packed[at + j]! * a[j]!
    total += ai * (2 * sum + packed[at + i]! * ai)
    at += i + 1
  }
  return total
}

/** S += scale·a·aᵀ in place, S packed. */
export const addOuter = (packed: Float64Array, a: Float64Array, scale: number): void => {
  let at = 0
  for (let i = 0; i < a.length; i += 1) {
    const factor = scale * a[i]!
    if (factor === 0) {
      at += i + 1
      continue
    }
    for (let j = 0; j <= i; j += 1) packed[at + j]! += factor * a[j]!
    at += i + 1
  }
}

/** The packed L of S = L·Lᵀ. Throws where S is not positive definite. */
export const cholesky = (packed: Float64Array, size: number): Float64Array => {
  const factor = packed.slice()
  for (let i = 0; i < size; i += 1) {
    const ri = rowStart(i)
    for (let j = 0; j <= i; j += 1) {
      const rj = rowStart(j)
      let sum = factor[ri + j]!
      for (let k = 0; k < j; k += 1) sum -= factor[ri + k]! * factor[rj + k]!
      if (j < i) factor[ri + j] = sum / factor[rj + j]!
      else if (sum > 0) factor[ri + i] = Math.sqrt(sum)
      else throw new RangeError(`A matrix of size ${size} is not positive definite: pivot ${i} is ${sum}.`)
    }
  }
  return factor
}

/** The packed inverse of S from its Cholesky factor L: (L⁻¹)ᵀ·L⁻¹. */
export const inverseFromCholesky = (factor: Float64Array, size: number): Float64Array => {
  // Column j of L⁻¹ is kept as row j, so that both loops run along memory.
  const columns = Array.from({ length: size }, () => new Float64Array(size))
  for (let j = 0; j < size; j += 1) {
    const column = columns[j]!
    column[j] = 1 / factor[rowStart(j) + j]!
    for (let i = j + 1; i < size; i += 1) {
      const ri = rowStart(i)
      let sum = 0
      for (let k = j; k < i; k += 1) sum += factor[ri + k]! * column[k]!
      column[i] = -sum / factor[ri + i]!
    }
  }
  const inverse = new Float64Array(rowStart(size))
  for (let i = 0; i < size; i += 1) {
    const a = columns[i]!
    for (let j = 0; j <= i; j += 1) {
      const b = columns[j]!
      let sum = 0
      for (let k = i; k < size; k += 1) sum += a[k]! * b[k]!
      inverse[rowStart(i) + j] = sum
    }
  }
  return inverse
}
