import { describe, expect, it } from 'vitest'
import { TRUSTED_AUC, labelText, trainProbes } from '../../../src/agent/propose/probe.ts'

/** A direction that shows one axis, and noise for another. */
const states = Array.from({ length: 120 }, (_, index) => {
  const pole = index % 3 === 0 ? -1 : index % 3 === 1 ? 1 : 0
  const noise = (salt: number): number => Math.sin((index + 1) * salt)
  const raw = Float32Array.from([pole, noise(1.7), noise(2.9), noise(5.3), 1])
  const length = Math.hypot(...raw)
  return { vector: raw.map((each) => each / length), axes: { seen: pole, unseen: noise(91.7) > 0 ? 1 : -1 } }
})

describe('a probe', () => {
  it('labels an axis that it tells apart on states that it never saw, and no other', () => {
    const probes = trainProbes(states, ['seen', 'unseen', 'empty'])
    const [seen, unseen, empty] = probes.map(({ auc }) => auc)
    expect(seen).toBeGreaterThan(TRUSTED_AUC)
    expect(unseen).toBeLessThan(TRUSTED_AUC)
    expect(empty).toBe(0.5)
    const labels = labelText('A bench in the yard.', states[1]!.vector, probes)
    expect(Object.keys(labels)).toEqual(['seen'])
    expect(labels['seen']).toBeGreaterThan(0.3)
    expect(labels['seen']).toBeLessThanOrEqual(1)
  })

  it('leaves to the words what it does not see', () => {
    const none = trainProbes(states, ['daytime'])
    expect(labelText('An hour before breakfast.', states[0]!.vector, none)).toEqual({ daytime: -1 })
  })
})
