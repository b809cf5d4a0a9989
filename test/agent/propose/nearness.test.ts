import { describe, expect, it } from 'vitest'
import { openNearness } from '../../../src/agent/propose/nearness.ts'
import { dot } from '../../../src/agent/propose/vectors.ts'
import { randomOf } from '../../bench/random.ts'

const random = randomOf('nearness')
const unit = (vector: Float32Array): Float32Array => vector.map((value) => value / Math.hypot(...vector))
const drawn = (): Float32Array => unit(Float32Array.from({ length: 384 }, () => random.normal()))
const near = (to: Float32Array, noise: number): Float32Array => unit(to.map((value) => value + (noise * random.normal()) / Math.sqrt(384)))

describe('what is near a vector', () => {
  const centres = Array.from({ length: 300 }, drawn)
  const vectors = Array.from({ length: 2400 }, (_, index) => near(centres[index % centres.length]!, 0.3 + (0.9 * (index % 8)) / 8))

  it('is found among many as a look at each finds it, but for one in a hundred of those on the edge', () => {
    const nearness = openNearness()
    for (const vector of vectors) nearness.add(vector)
    let expected = 0
    let found = 0
    for (const question of vectors.slice(0, 300)) {
      const all = vectors.flatMap((vector, index) => (dot(vector, question) >= 0.76 ? [index] : []))
      const ours = nearness.near(question, 0.76)
      for (const { index, cosine } of ours) expect(cosine).toBe(dot(vectors[index]!, question))
      expect(all).toEqual(expect.arrayContaining(ours.map(({ index }) => index)))
      expected += all.length
      found += ours.length
    }
    expect(expected).toBeGreaterThan(500)
    expect(found / expected).toBeGreaterThan(0.99)
  })

  it('is exact among few, and looks further for those that are marked', () => {
    const nearness = openNearness()
    const few = vectors.slice(0, 600)
    for (const vector of few) nearness.add(vector)
    const question = few[7]!
    const marked = [1, 300, 307]
    const wanted = few.flatMap((vector, index) => (dot(vector, question) >= (marked.includes(index) ? 0.4 : 0.76) ? [index] : []))
    expect(wanted).toContain(307)
    expect(nearness.near(question, 0.76, { indices: marked, least: 0.4 }).map(({ index }) => index)).toEqual(wanted)
    expect(nearness.near(question, 0.76).map(({ index }) => index)).toEqual(few.flatMap((vector, index) => (dot(vector, question) >= 0.76 ? [index] : [])))
  })
})
