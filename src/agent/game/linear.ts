// Dense linear algebra on flat arrays. A symmetric or lower triangular matrix is packed: the rows of its lower
// triangle end to end, (i, j) at i(i+1)/2 + j, so that one more coordinate is one more row at the end.

export const rowStart = (row: number): number => (row * (row + 1)) / 2

/** Σ a[atA + i]·b[atB + i]. Four running sums, so that additions do not wait for each other: most of the game's time is spent here. */
const dotFrom = (a: Float64Array, atA: number, b: Float64Array, atB: number, length: number): number => {
  const whole = length - (length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += a[atA + i]! * b[atB + i]!
    s1 += a[atA + i + 1]! * b[atB + i + 1]!
    s2 += a[atA + i + 2]! * b[atB + i + 2]!
    s3 += a[atA + i + 3]! * b[atB + i + 3]!
  }
  for (let i = whole; i < length; i += 1) s0 += a[atA + i]! * b[atB + i]!
  return s0 + s1 + (s2 + s3)
}

export const dot = (a: Float64Array, b: Float64Array, length = Math.min(a.length, b.length)): number => dotFrom(a, 0, b, 0, length)

/** The same for vectors of texts. */
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
  for (let i = 0; i < size; i += 1) {
    const at = rowStart(i)
    const ai = a[i]!
    product[i] = dotFrom(packed, at, a, 0, i + 1)
    if (ai !== 0) for (let j = 0; j < i; j += 1) product[j]! += packed[at + j]! * ai
  }
  return product
}

/** aᵀS·a for a packed symmetric S. */
export const quadratic = (packed: Float64Array, a: Float64Array): number => {
  let total = 0
  for (let i = 0; i < a.length; i += 1) {
    const ai = a[i]!
    if (ai === 0) continue
    const at = rowStart(i)
    total += ai * (2 * dotFrom(packed, at, a, 0, i) + packed[at + i]! * ai)
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

/** S += Σ scales[i]·rows[i]·rows[i]ᵀ in place, S packed; four rows at a time, so that S is read and written a quarter as often. */
export const addOuters = (packed: Float64Array, rows: readonly Float64Array[], scales: Float64Array): void => {
  const whole = rows.length - (rows.length % 4)
  for (let r = 0; r < whole; r += 4) {
    const [a, b, c, d] = [rows[r]!, rows[r + 1]!, rows[r + 2]!, rows[r + 3]!]
    let at = 0
    for (let i = 0; i < a.length; i += 1) {
      const [fa, fb, fc, fd] = [scales[r]! * a[i]!, scales[r + 1]! * b[i]!, scales[r + 2]! * c[i]!, scales[r + 3]! * d[i]!]
      for (let j = 0; j <= i; j += 1) packed[at + j]! += fa * a[j]! + fb * b[j]! + (fc * c[j]! + fd * d[j]!)
      at += i + 1
    }
  }
  for (let r = whole; r < rows.length; r += 1) addOuter(packed, rows[r]!, scales[r]!)
}

/** The packed L of S = L·Lᵀ. Throws where S is not positive definite. */
export const cholesky = (packed: Float64Array, size: number): Float64Array => {
  const factor = packed.slice()
  for (let i = 0; i < size; i += 1) {
    const ri = rowStart(i)
    for (let j = 0; j < i; j += 1) {
      const rj = rowStart(j)
      factor[ri + j] = (factor[ri + j]! - dotFrom(factor, ri, factor, rj, j)) / factor[rj + j]!
    }
    const pivot = factor[ri + i]! - dotFrom(factor, ri, factor, ri, i)
    if (!(pivot > 0)) throw new RangeError(`A matrix of size ${size} is not positive definite: pivot ${i} is ${pivot}.`)
    factor[ri + i] = Math.sqrt(pivot)
  }
  return factor
}

/** The packed inverse of S from its Cholesky factor L: (L⁻¹)ᵀ·L⁻¹. */
export const inverseFromCholesky = (factor: Float64Array, size: number): Float64Array => {
  // Column j of L⁻¹ is kept as a row, so that both loops run along memory.
  const columns = Array.from({ length: size }, (_, j) => {
    const column = new Float64Array(size)
    column[j] = 1 / factor[rowStart(j) + j]!
    for (let i = j + 1; i < size; i += 1) column[i] = -dotFrom(factor, rowStart(i) + j, column, j, i - j) / factor[rowStart(i) + i]!
    return column
  })
  const inverse = new Float64Array(rowStart(size))
  for (let i = 0; i < size; i += 1) for (let j = 0; j <= i; j += 1) inverse[rowStart(i) + j] = dotFrom(columns[i]!, i, columns[j]!, i, size - i)
  return inverse
}
