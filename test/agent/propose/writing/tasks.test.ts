import { describe, expect, it } from 'vitest'
import { resource } from '../../../../src/agent/paths.ts'
import { loadAxes } from '../../../../src/agent/propose/library.ts'
import { diversity } from '../../../../src/agent/propose/writing/diversity.ts'
import { taskOfTurn, tasksOf } from '../../../../src/agent/propose/writing/tasks.ts'
import { OPERATORS } from '../../../../src/agent/propose/writing/types.ts'
import type { AnsweredState, Material } from '../../../../src/agent/propose/writing/types.ts'

const axes = await loadAxes(resource('axes.json'))
const NOW = 1_800_000_000_000
const DAY = 86_400_000
const answered = (id: string, changes: Partial<AnsweredState> = {}): AnsweredState => ({ proposalId: id, text: `A state called ${id}`, area: 'music', axes: { liveliness: 1 }, liking: 1, at: NOW - DAY, ...changes })
const NOTHING: Material = { aims: [], answered: [], farFrom: new Map([['music', ['money', 'garden']], ['garden', ['work']]]), axes }
const AIMS: Material['aims'] = [
  { id: 'a', state: 'open', passages: [{ id: 'p1', sentences: ['I want to draw the harbour.'] }] },
  { id: 'b', state: 'moving', passages: [{ id: 'p2', sentences: ['I signed up for cello lessons.'] }] },
  { id: 'c', state: 'stalled', passages: [{ id: 'p3', sentences: ['There was no time for the boat.'] }] },
]
const FULL: Material = { ...NOTHING, aims: AIMS, answered: [answered('one'), answered('two', { area: 'garden' }), answered('three', { liking: -1, axes: {} })] }

describe('what a model is asked for', () => {
  it('is nothing where nothing was written and nothing was liked', () => {
    expect(tasksOf(NOTHING, NOW).size).toBe(0)
    expect(tasksOf({ ...NOTHING, answered: [answered('one', { liking: -1 })] }, NOW).size).toBe(0)
    expect(taskOfTurn(tasksOf(NOTHING, NOW), 3)).toBeNull()
  })

  it('has a way for each kind of material, and quotes no passage where it varies states', () => {
    const tasks = tasksOf(FULL, NOW)
    expect([...tasks.keys()]).toEqual([...OPERATORS])
    expect(tasks.get('rising')!.map(({ pieces }) => pieces[0]!.of)).toEqual(['p1', 'p2'])
    expect(tasks.get('without a constraint')!.map(({ pieces }) => pieces[0]!.of)).toEqual(['p1', 'p3'])
    expect(tasks.get('transfer')!.map(({ wanted }) => /about (\w+)/.exec(wanted)![1])).toEqual(['money', 'garden', 'work'])
    expect(tasks.get('variation')![0]!.wanted).toContain('less lively and more quiet')
    expect(tasks.get('counter-mood')![0]!.wanted).toContain('the opposite in mood: quiet')
    expect(tasks.get('combination')![0]!.pieces.map(({ id, of }) => [id, of])).toEqual([['S1', 'one'], ['S2', 'two']])
    expect(tasks.get('variation')!.every(({ pieces }) => pieces.every(({ kind }) => kind === 'state'))).toBe(true)
  })

  it('does not call a mood recent that is a month old', () => {
    const old = FULL.answered.map((state) => ({ ...state, at: NOW - 40 * DAY }))
    expect(tasksOf({ ...FULL, answered: old }, NOW).has('counter-mood')).toBe(false)
  })

  it('takes every way in its turn, each through all of its own material, and those that lead away more often where all is alike', () => {
    const tasks = tasksOf(FULL, NOW)
    const seen = new Set(Array.from({ length: 60 }, (_, turn) => JSON.stringify(taskOfTurn(tasks, turn))))
    expect(seen.size).toBe([...tasks.values()].flat().length)
    const far = Array.from({ length: 60 }, (_, turn) => taskOfTurn(tasks, turn, true)!.operator).filter((operator) => operator === 'transfer' || operator === 'counter-mood').length
    expect(far).toBeGreaterThanOrEqual(30)
    expect(new Set(Array.from({ length: 200 }, (_, turn) => taskOfTurn(tasks, turn, true)!.operator)).size).toBe(6)
  })
})

describe('diversity', () => {
  const unit = (...values: readonly number[]): Float32Array => Float32Array.from(values)
  it('is one where no two are alike, and one in n where all are the same', () => {
    expect(diversity([])).toBe(0)
    expect(diversity([unit(1, 0)])).toBe(1)
    expect(diversity([unit(1, 0, 0), unit(1, 0, 0), unit(1, 0, 0), unit(1, 0, 0)])).toBeCloseTo(0.25)
    const apart = diversity([unit(1, 0), unit(-1, 0)])
    expect(apart).toBeGreaterThan(0.99)
    expect(diversity([unit(1, 0), unit(0.8, 0.6)])).toBeLessThan(apart)
  })
})
