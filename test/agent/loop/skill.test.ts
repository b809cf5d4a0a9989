import { describe, expect, it } from 'vitest'
import { calibrationOf } from '../../../src/agent/loop/skill.ts'
import type { Proposal } from '../../../src/agent/loop/proposals.ts'

const opened = (chance: number, rating: number): Proposal => ({ sealed: { chance }, data: { answer: { kind: 'stars', rating } } }) as unknown as Proposal
const many = (count: number, chance: number, rating: number): readonly Proposal[] => Array.from({ length: count }, () => opened(chance, rating))

describe('calibration', () => {
  it('counts in five groups how often a sealed chance of a 4 or 5 came true', () => {
    const groups = calibrationOf([...many(6, 0.1, 2), ...many(3, 0.7, 5), ...many(2, 0.7, 3), ...many(5, 1, 4)])
    expect(groups.map(({ low, high, n, came }) => [low, high, n, came])).toEqual([[0, 0.2, 6, 0], [0.2, 0.8, 5, 3], [0.8, 1, 5, 5]])
    expect(groups[1]!.said).toBeCloseTo(0.7)
  })

  it('counts the first of a pair and a glad look back as true, and about equal as not', () => {
    const answers = [{ kind: 'pair', choice: 'first' }, { kind: 'pair', choice: 'second' }, { kind: 'pair', choice: 'equal' }, { kind: 'hindsight', verdict: 'glad' }, { kind: 'hindsight', verdict: 'sorry' }]
    const groups = calibrationOf(answers.map((answer) => ({ sealed: { chance: 0.5 }, data: { answer } }) as unknown as Proposal))
    expect(groups.map(({ n, came }) => [n, came])).toEqual([[5, 2]])
  })

  it('joins a group of fewer than five with the next, and the last with the one before', () => {
    expect(calibrationOf([...many(4, 0.1, 5), ...many(5, 0.3, 1), ...many(2, 0.9, 5)]).map(({ low, high, n }) => [low, high, n])).toEqual([[0, 1, 11]])
    expect(calibrationOf(many(2, 0.9, 5)).map(({ low, high, n }) => [low, high, n])).toEqual([[0, 1, 2]])
    expect(calibrationOf([])).toEqual([])
  })
})
