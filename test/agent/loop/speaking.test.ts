import { describe, expect, it } from 'vitest'
import { COSTS, thresholdOf } from '../../../src/agent/game/policy.ts'
import type { Proposal } from '../../../src/agent/loop/proposals.ts'
import { costsOf, replayPresets } from '../../../src/agent/loop/speaking.ts'

const NOW = Date.UTC(2026, 9, 12)
const answered = (chance: number, rating: number, daysAgo = 1): Proposal =>
  ({ card: { form: 'state', kind: 'proposal' }, sealed: { chance }, data: { answer: { kind: 'stars', rating }, answeredAt: NOW - daysAgo * 86_400_000 } }) as unknown as Proposal

describe('the presets of speaking', () => {
  it('differ by what a wrong interruption costs, and the middle one is the policy as it was measured', () => {
    expect(costsOf('even')).toEqual(COSTS)
    const thresholds = (['reserved', 'even', 'forthcoming'] as const).map((preset) => thresholdOf(costsOf(preset)))
    expect(thresholds[0]).toBeGreaterThan(thresholds[1]!)
    expect(thresholds[1]).toBeGreaterThan(thresholds[2]!)
  })

  it('are replayed over what was sealed and answered in the last four weeks', () => {
    const replay = replayPresets([answered(0.9, 5), answered(0.4, 4), answered(0.4, 1), answered(0.2, 2), answered(0.9, 5, 40)], NOW)
    expect(replay.map(({ preset, shown, accepted }) => [preset, shown, accepted])).toEqual([['reserved', 1, 1], ['even', 3, 2], ['forthcoming', 4, 2]])
    expect(replay[0]!.answered).toBe(4)
  })
})
