import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between, cumulative, quantile } from '../../../src/agent/game/normal.ts'
import { mixture, moments } from '../../../src/agent/game/reading.ts'
import type { Reading } from '../../../src/agent/game/reading.ts'
import { integrate } from './dense.ts'

describe('the normal distribution', () => {
  it('has the values of the tables, in the tail too', () => {
    expect(cumulative(0)).toBeCloseTo(0.5, 15)
    expect(cumulative(1.96)).toBeCloseTo(0.9750021048517795, 14)
    expect(cumulative(-5) / 2.8665157187919333e-7).toBeCloseTo(1, 9)
    expect(cumulative(-10) / 7.61985302416047e-24).toBeCloseTo(1, 8)
    expect(between(8, 9) / (6.220960574271785e-16 - 1.1285884059538324e-19)).toBeCloseTo(1, 7)
  })

  it('has a quantile that is its inverse', () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => Math.abs(cumulative(quantile(p)) - p) < 1e-12))
    expect(() => quantile(1)).toThrow(/probability/)
  })
})

const likelihood = (reading: Reading, u: number): number =>
  reading.kind === 'value'
    ? Math.exp((-0.5 * (reading.value - u) ** 2) / reading.variance) / Math.sqrt(2 * Math.PI * reading.variance)
    : between(reading.low - reading.slope * u, reading.high - reading.slope * u)

describe('the moments of a reading', () => {
  const readings: Reading[] = [
    { kind: 'interval', slope: 1.3, low: -0.4, high: 0.7 },
    { kind: 'interval', slope: 0.8, low: 0.2, high: Infinity },
    { kind: 'interval', slope: 2, low: -Infinity, high: -1 },
    { kind: 'value', value: 0.6, variance: 0.5 },
  ]
  it('are those of numerical integration', () => {
    for (const reading of readings) {
      for (const [mean, variance] of [[0, 1], [1.5, 0.3], [-2, 2]] as const) {
        const mass = integrate((u) => likelihood(reading, u), mean, variance)
        const first = integrate((u) => u * likelihood(reading, u), mean, variance) / mass
        const second = integrate((u) => u * u * likelihood(reading, u), mean, variance) / mass
        const { logEvidence, gain, shrink } = moments(reading, mean, variance)
        expect(logEvidence).toBeCloseTo(Math.log(mass), 8)
        expect(mean + variance * gain).toBeCloseTo(first, 8)
        expect(variance - variance * variance * shrink).toBeCloseTo(second - first * first, 8)
      }
    }
  })

  it('of a mixture are those of numerical integration, unless they would widen the belief', () => {
    const weights = [0.3, 0.7]
    const parts = [readings[0]!, readings[1]!]
    const [mean, variance] = [0.3, 0.9]
    const both = (u: number): number => weights.reduce((sum, weight, i) => sum + weight * likelihood(parts[i]!, u), 0)
    const mass = integrate(both, mean, variance)
    const first = integrate((u) => u * both(u), mean, variance) / mass
    const second = integrate((u) => u * u * both(u), mean, variance) / mass
    const mixed = mixture(weights, parts.map((part) => moments(part, mean, variance)))
    expect(mean + variance * mixed.gain).toBeCloseTo(first, 8)
    expect(variance - variance * variance * mixed.shrink).toBeCloseTo(second - first * first, 8)
  })

  it('stay finite however surprising the answer', () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.constantFrom(0, 0.1, 1, 3.2), (mean, variance, slope) => {
        for (const [low, high] of [[-Infinity, -1.5], [-0.5, 0.5], [1.5, Infinity]] as const) {
          const { logEvidence, gain, shrink } = moments({ kind: 'interval', slope, low, high }, mean, variance)
          expect(Number.isFinite(logEvidence) && Number.isFinite(gain)).toBe(true)
          expect(shrink).toBeGreaterThanOrEqual(0)
          expect(shrink * variance).toBeLessThan(1)
        }
      }),
    )
  })
})
