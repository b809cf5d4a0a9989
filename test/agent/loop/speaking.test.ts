import { describe, expect, it } from 'vitest'
import { COSTS, thresholdOf } from '../../../src/agent/game/policy.ts'
import type { Proposal } from '../../../src/agent/loop/proposals.ts'
import { costsOf, replayCost, replayPresets, spokeAt } from '../../../src/agent/loop/speaking.ts'

const NOW = Date.UTC(2026, 9, 12)
const answered = (chance: number, rating: number, daysAgo = 1): Proposal =>
  ({ card: { form: 'state', kind: 'proposal' }, sealed: { chance }, data: { answer: { kind: 'stars', rating }, answeredAt: NOW - daysAgo * 86_400_000 } }) as unknown as Proposal

describe('the presets of speaking', () => {
  it('differ by what a wrong interruption costs, and the middle one is the policy as it was measured', () => {
    expect(costsOf({ speaking: 'even', interruptionCost: null })).toEqual(COSTS)
    const thresholds = (['reserved', 'even', 'forthcoming'] as const).map((preset) => thresholdOf(costsOf({ speaking: preset, interruptionCost: null })))
    expect(thresholds[0]).toBeGreaterThan(thresholds[1]!)
    expect(thresholds[1]).toBeGreaterThan(thresholds[2]!)
  })

  it('are replayed over what was sealed and answered in the last four weeks', () => {
    const replay = replayPresets([answered(0.9, 5), answered(0.4, 4), answered(0.4, 1), answered(0.2, 2), answered(0.9, 5, 40)], NOW)
    expect(replay.map(({ preset, shown, accepted }) => [preset, shown, accepted])).toEqual([['reserved', 1, 1], ['even', 3, 2], ['forthcoming', 4, 2]])
    expect(replay[0]!.answered).toBe(4)
    for (const { cost, threshold } of replay) expect(replayCost([], NOW, cost).threshold).toBe(threshold)
  })

  it('give way to a cost of the person’s own, which is replayed in the same way', () => {
    expect(costsOf({ speaking: 'reserved', interruptionCost: COSTS.wrong })).toEqual(COSTS)
    const past = [answered(0.9, 5), answered(0.4, 4), answered(0.4, 1), answered(0.2, 2)]
    const [, even] = replayPresets(past, NOW)
    expect({ preset: 'even', cost: COSTS.wrong, ...replayCost(past, NOW, COSTS.wrong) }).toEqual(even)
    const shown = [0.25, 0.5, 1, 2, 4].map((cost) => replayCost(past, NOW, cost).shown)
    expect(shown).toEqual(shown.toSorted((a, b) => b - a))
  })
})

describe('when it spoke', () => {
  it('is when something came unasked in the last four weeks, and still stands', () => {
    const spoken = (daysAgo: number, deck = 'tray', form = 'state', status = 'answered') => ({ at: NOW - daysAgo * 86_400_000, card: { form }, status, data: { deck } }) as unknown as Proposal
    expect(spokeAt([spoken(1), spoken(3), spoken(40), spoken(2, 'five'), spoken(2, 'tray', 'hindsight'), spoken(2, 'tray', 'state', 'withdrawn')], NOW)).toEqual([NOW - 3 * 86_400_000, NOW - 86_400_000])
  })
})
