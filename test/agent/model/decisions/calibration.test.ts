import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, fitScaling, scaled, scoresOf } from '../../../../src/agent/model/decisions/calibration.ts'
import type { Judged } from '../../../../src/agent/model/decisions/calibration.ts'
import { randomOf } from '../../../bench/random.ts'

const softmax = (scores: readonly number[]): readonly number[] => {
  const weights = scores.map(Math.exp)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** Texts whose right option follows `softmax(scores)`, while the model says `softmax(loudness · scores + leaning)`. */
function texts(seed: string, { count = 400, options = 4, loudness = 3, leaning = [0, 0, 0, 0], telling = 1.5 }: Partial<Readonly<{ count: number; options: number; loudness: number; leaning: readonly number[]; telling: number }>> = {}): readonly Judged[] {
  const random = randomOf('calibration', seed)
  return Array.from({ length: count }, () => {
    const scores = Array.from({ length: options }, () => telling * random.normal())
    const truth = softmax(scores)
    let left = random.uniform()
    const answer = truth.findIndex((p) => (left -= p) <= 0)
    return { probabilities: softmax(scores.map((score, option) => loudness * score + leaning[option]!)), answer: answer < 0 ? options - 1 : answer }
  })
}

describe('the calibration of a model’s answers', () => {
  it('finds the temperature of a model that is three times too sure', () => {
    const { sharpness } = fitScaling(texts('loud', { count: 1200 }))
    expect(sharpness).toBeGreaterThan(0.28)
    expect(sharpness).toBeLessThan(0.38)
  })

  it('takes off a leaning to one option', () => {
    const leaning = [4, 0, -3, 0]
    const known = texts('leaning', { count: 600, leaning })
    const scaling = fitScaling(known)
    const after = texts('leaning, later', { count: 600, leaning }).map(({ probabilities, answer }) => ({ answer, probabilities: scaled(scaling, probabilities) }))
    expect(scoresOf(after).calibrationError).toBeLessThan(0.05)
  })

  it('makes answers that are too sure better by every measure', () => {
    const { before, after, base, isOn } = calibrate(texts('a'), texts('b'))
    expect(after.logLoss).toBeLessThan(before.logLoss)
    expect(after.brier).toBeLessThan(before.brier)
    expect(after.calibrationError).toBeLessThan(before.calibrationError)
    expect(after.logLoss).toBeLessThan(base.logLoss)
    expect(isOn).toBe(true)
  })

  it('switches off a model that says the same whatever it reads, and one that guesses', () => {
    const guesses = Array.from({ length: 20 }, (_, seed) => calibrate(guessed(`known ${seed}`), guessed(`held out ${seed}`)))
    expect(guesses.filter(({ isOn }) => isOn)).toHaveLength(0)
    const same = texts('same').map(({ answer }) => ({ answer, probabilities: [0.7, 0.1, 0.1, 0.1] }))
    expect(calibrate(same.slice(0, 200), same.slice(200)).isOn).toBe(false)
  })

  it('does not turn a model round that is right less often than chance', () => {
    const backwards = texts('backwards', { loudness: -1 })
    expect(fitScaling(backwards).sharpness).toBe(0)
  })

  it('gives probabilities that keep their order where no option is favoured', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 14 }), fc.double({ min: 0.05, max: 3, noNaN: true }), (weights, sharpness) => {
      const sum = weights.reduce((a, b) => a + b, 0)
      const given = weights.map((weight) => weight / sum)
      const found = scaled({ sharpness, bias: given.map(() => 0) }, given)
      expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
      for (const [a, p] of given.entries()) for (const [b, q] of given.entries()) if (p > q) expect(found[a]!).toBeGreaterThanOrEqual(found[b]!)
    }))
  })

  it('gives the same answers whatever the model adds to an option in every text', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 4 }), (leaning) => {
      const plain = texts('shift', { count: 60, loudness: 0.7 })
      const shifted = plain.map(({ probabilities, answer }) => ({ answer, probabilities: softmax(probabilities.map((p, option) => Math.log(p) + leaning[option]!)) }))
      const [one, other] = [fitScaling(plain), fitScaling(shifted)]
      for (const [index, { probabilities }] of plain.entries()) {
        const [a, b] = [scaled(one, probabilities), scaled(other, shifted[index]!.probabilities)]
        for (const option of a.keys()) expect(a[option]!).toBeCloseTo(b[option]!, 2)
      }
    }), { numRuns: 8 })
  })

  it('refuses to be made of nothing', () => {
    expect(() => calibrate([], [])).toThrow('A calibration needs two texts to fit')
  })
})

function guessed(seed: string): readonly Judged[] {
  const random = randomOf('guessed', seed)
  return Array.from({ length: 80 }, () => ({ probabilities: softmax(Array.from({ length: 5 }, () => 2 * random.normal())), answer: Math.floor(5 * random.uniform()) }))
}
