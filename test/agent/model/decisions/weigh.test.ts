import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weighed } from '../../../../src/agent/model/decisions/weigh.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })
const options = fc.integer({ min: 2, max: 14 })
const logOdds = (p: number): number => Math.log(p / (1 - p))

describe('what cues found beside what a model makes of it', () => {
  it('is what the cues found where the model says nothing', () => {
    fc.assert(fc.property(probability, options, (cues, count) => weighed(cues, null, count) === cues))
  })

  it('stays where the model cannot tell', () => {
    expect(weighed(0.7, 1 / 5, 5)).toBeCloseTo(0.7, 9)
  })

  it('rises and falls with the model, and stays a probability', () => {
    fc.assert(fc.property(probability, probability, probability, options, (cues, a, b, count) => {
      const [low, high] = [weighed(cues, Math.min(a, b), count), weighed(cues, Math.max(a, b), count)]
      expect(low).toBeLessThanOrEqual(high)
      expect(low).toBeGreaterThan(0)
      expect(high).toBeLessThan(1)
    }))
  })

  it('moves by a bounded weight of evidence, whatever a text made the model say', () => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), probability, fc.constantFrom(4, 5), (cues, said, count) => {
      expect(Math.abs(logOdds(weighed(cues, said, count)) - logOdds(cues))).toBeLessThan(2.7)
    }))
  })
})
