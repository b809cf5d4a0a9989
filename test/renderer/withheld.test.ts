import { describe, expect, it } from 'vitest'
import type { KeptQuiet } from '../../src/agent/contract/index.ts'
import { bestSinceYesterday } from '../../src/renderer/words/quiet.ts'

const NOW = new Date(2026, 10, 21, 9).getTime()
const HOUR = 3_600_000
const held = (id: string, hoursAgo: number, more: Partial<KeptQuiet>): KeptQuiet => ({
  id, at: NOW - hoursAgo * HOUR, text: id, topic: 'home', reason: 'limit', chance: 0.5, threshold: 0.4, worth: 1, cost: 0.5, canBePut: true, ...more,
})

describe('the best one withheld since yesterday', () => {
  it('is the one whose worth is furthest above its cost, of those that count', () => {
    const all = [held('near', 1, {}), held('best', 30, { worth: 2 }), held('old', 34, { worth: 9 }), held('unsure', 2, { worth: 9, reason: 'unsure' }), held('alike', 2, { worth: 9, reason: 'alike' })]
    expect(bestSinceYesterday(all, NOW)?.id).toBe('best')
  })

  it('is the latest where a principle forbids them all, and nothing where nothing counts', () => {
    expect(bestSinceYesterday([held('later', 1, { reason: 'principle', canBePut: false }), held('earlier', 3, { reason: 'principle', canBePut: false, worth: 2 })], NOW)?.id).toBe('later')
    expect(bestSinceYesterday([held('unsure', 1, { reason: 'unsure' })], NOW)).toBeNull()
  })
})
