// text → φ. z = [w; δ] is laid out as [1 | cues | axes | δ: 1, axes | landmarks], so that a new landmark is one more
// coordinate at the end. φ holds a 1, the cues, the axes and L⁻¹k(x); δ is 0 in it unless the momentary reward is meant.

import { CUES, cues } from './cues.ts'
import { dot, dotFloat } from './linear.ts'
import type { Prior } from './prior.ts'
import type { Item } from './types.ts'

/** A rated text of the kernel basis. `row` is its row of L (K = L·Lᵀ): its coordinates, then what the earlier landmarks leave of it. */
export type Landmark = Readonly<{ vector: Float32Array; row: Float64Array }>
export type Basis = readonly Landmark[]

/** The endorsed reward is what the person stands by, the momentary one what feels good now. */
export type Head = 'endorsed' | 'momentary'
/** `own` counts the text's own cues, `none` sets them to 0: style may explain a rating but not win a choice. */
export type Style = 'own' | 'none'

export const CUE_START = 1
export const AXIS_START = 1 + CUES.length
export const moodStart = (prior: Prior): number => AXIS_START + prior.kinds.length
export const landmarkStart = (prior: Prior): number => moodStart(prior) + 1 + prior.kinds.length

export const checkItem = (prior: Prior, basis: Basis, item: Item): void => {
  const expected = basis[0]?.vector.length ?? item.vector.length
  if (item.vector.length !== expected) {
    throw new RangeError(`A text has a vector of ${item.vector.length} numbers, but the belief's vectors have ${expected}. Was the embedder changed?`)
  }
  if (item.axes.length !== prior.kinds.length) throw new RangeError(`A text has ${item.axes.length} axes, but the belief has ${prior.kinds.length}.`)
  const wrong = item.axes.find((value) => !(Math.abs(value) <= 1))
  if (wrong !== undefined) throw new RangeError(`An axis of a text is ${wrong}; it has to lie between −1 and 1.`)
  const norm = dotFloat(item.vector, item.vector)
  if (!(Math.abs(norm - 1) < 1e-3)) throw new RangeError(`A text's vector has length ${Math.sqrt(norm).toFixed(3)}, not 1.`)
}

/** k(x, y) = variance · exp((cos − 1) / length). */
export const kernel = (prior: Prior, a: Float32Array, b: Float32Array): number =>
  prior.kernel.variance * Math.exp((Math.min(1, dotFloat(a, b)) - 1) / prior.kernel.length)

/** What is known of texts among the landmarks that began with this one: each refit begins anew, and then nobody holds the old one. */
const remembered = new WeakMap<Landmark, WeakMap<Float32Array, { last: Landmark; values: Float64Array }>>()

/** Keeps what is known of L⁻¹k(x). A landmark is made once, after all before it, so the last one tells the whole basis. */
export const remember = (basis: Basis, vector: Float32Array, values: Float64Array): void => {
  const [first] = basis
  const last = basis[values.length - 1]
  if (first === undefined || last === undefined) return
  const texts = remembered.get(first) ?? new WeakMap<Float32Array, { last: Landmark; values: Float64Array }>()
  texts.set(vector, { last, values })
  remembered.set(first, texts)
}

/** L⁻¹k(x) by forward substitution; coordinates for older landmarks never change. */
export const coordinates = (prior: Prior, basis: Basis, vector: Float32Array): Float64Array => {
  const known = basis[0] && remembered.get(basis[0])?.get(vector)
  const isSame = known !== undefined && known.values.length <= basis.length && known.last === basis[known.values.length - 1]
  if (isSame && known.values.length === basis.length) return known.values
  const values = new Float64Array(basis.length)
  if (isSame) values.set(known.values)
  for (let j = isSame ? known.values.length : 0; j < basis.length; j += 1) {
    const { vector: other, row } = basis[j]!
    values[j] = (kernel(prior, other, vector) - dot(row, values, j)) / row[j]!
  }
  remember(basis, vector, values)
  return values
}

/** What the landmarks do not say of a text: k(x, x) − |L⁻¹k(x)|². */
export const rest = (prior: Prior, values: Float64Array): number => Math.max(0, prior.kernel.variance - dot(values, values))

/** A text whose rest is below this share of the kernel's variance adds nothing as a landmark. */
const WORTHWHILE = 1e-6

/** The basis with one more landmark, or the same basis where it is full or knows the text already. */
export const grow = (prior: Prior, basis: Basis, vector: Float32Array): Basis => {
  if (basis.length >= prior.landmarks) return basis
  const values = coordinates(prior, basis, vector)
  const left = rest(prior, values)
  return left < WORTHWHILE * prior.kernel.variance ? basis : [...basis, landmark(vector, values, left)]
}

const landmark = (vector: Float32Array, values: Float64Array, left: number): Landmark => {
  const row = new Float64Array(values.length + 1)
  row.set(values)
  row[values.length] = Math.sqrt(left)
  return { vector, row }
}

/** Landmarks for many texts by pivoted Cholesky: each time the text that the others say least of, the earliest where equal. */
export const chooseBasis = (prior: Prior, vectors: readonly Float32Array[]): Basis => {
  const basis: Landmark[] = []
  const width = Math.min(prior.landmarks, vectors.length)
  const values = vectors.map(() => new Float64Array(width))
  const left = new Float64Array(vectors.length).fill(prior.kernel.variance)
  while (basis.length < width) {
    const pivot = left.indexOf(left.reduce((most, value) => Math.max(most, value), 0))
    if (left[pivot]! < WORTHWHILE * prior.kernel.variance) break
    const at = basis.length
    const chosen = landmark(vectors[pivot]!, values[pivot]!.slice(0, at), left[pivot]!)
    basis.push(chosen)
    for (const [i, vector] of vectors.entries()) {
      const own = values[i]!
      const value = (kernel(prior, chosen.vector, vector) - dot(chosen.row, own, at)) / chosen.row[at]!
      own[at] = value
      left[i] = Math.max(0, left[i]! - value * value)
    }
  }
  for (const [i, vector] of vectors.entries()) remember(basis, vector, values[i]!.slice(0, basis.length))
  return basis
}

const styles = new WeakMap<Item, readonly number[]>()

/** The cues of a text, found once. */
export const styleOf = (item: Item): readonly number[] => {
  const known = styles.get(item) ?? cues(item.text)
  styles.set(item, known)
  return known
}

/** φ(x), as long as z. */
export const features = (prior: Prior, basis: Basis, item: Item, head: Head, style: Style): Float64Array => {
  const phi = new Float64Array(landmarkStart(prior) + basis.length)
  phi[0] = 1
  if (style === 'own') phi.set(styleOf(item), CUE_START)
  phi.set(item.axes, AXIS_START)
  if (head === 'momentary') {
    phi[moodStart(prior)] = 1
    phi.set(item.axes, moodStart(prior) + 1)
  }
  phi.set(coordinates(prior, basis, item.vector), landmarkStart(prior))
  return phi
}
