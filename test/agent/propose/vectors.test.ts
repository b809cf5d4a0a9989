import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dot, openAbove } from '../../../src/agent/propose/vectors.ts'

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values) || 1
  return Float32Array.from(values, (value) => value / length)
}
const vectorOf = (size: number): fc.Arbitrary<Float32Array> => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }).map(unit)

describe('what lies above a bound', () => {
  it('is what comparing with each would find, whatever the bound and however long the vectors are', () => {
    const world = fc.integer({ min: 1, max: 17 }).chain((size) => fc.record({ vectors: fc.array(vectorOf(size), { maxLength: 30 }), asked: vectorOf(size), least: fc.double({ min: -1, max: 1, noNaN: true }) }))
    fc.assert(
      fc.property(world, ({ vectors, asked, least }) => {
        const each = vectors.flatMap((vector, index) => (dot(vector, asked) > least ? [index] : []))
        expect(openAbove(vectors, least)(asked)).toEqual(each)
        // Where it lies on the bound itself, no rounding decides otherwise.
        for (const vector of vectors) {
          const own = dot(vector, asked)
          expect(openAbove(vectors, own)(asked)).toEqual(vectors.flatMap((other, index) => (dot(other, asked) > own ? [index] : [])))
        }
      }),
      { numRuns: 60 },
    )
  })
})
