import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetOf, earnedOf, freeAt, NO_LIMITS } from '../../../src/agent/game/budget.ts'
import type { Limits, Spoken } from '../../../src/agent/game/budget.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 100 * DAY
const [UNKNOWN, KNOWN] = [1, 64]
const ago = (hours: number): Spoken => ({ at: NOW - hours * HOUR, answer: 'none' })

const spoken = fc.array(fc.record({ at: fc.integer({ min: NOW - 5 * DAY, max: NOW }), answer: fc.constantFrom('welcome', 'unwelcome', 'none') }), { maxLength: 8 }) as fc.Arbitrary<readonly Spoken[]>
const limits = fc.record({ day: fc.option(fc.integer({ min: 0, max: 3 })), hour: fc.option(fc.integer({ min: 1, max: 3 })) })
const odds = fc.constantFrom(UNKNOWN, KNOWN)

describe('the limits that a person sets', () => {
  it('lower what was earned, and never raise it', () => {
    expect(budgetOf([], NOW, KNOWN, { day: 2, hour: null }).left).toBe(2)
    expect(budgetOf([], NOW, KNOWN, { day: null, hour: 1 }).left).toBe(1)
    expect(budgetOf([], NOW, UNKNOWN, { day: 3, hour: 3 }).left).toBe(1)
    fc.assert(
      fc.property(spoken, limits, odds, (past, own, known) => {
        const [free, limited] = [budgetOf(past, NOW, known), budgetOf(past, NOW, known, own)]
        expect(limited.left).toBeGreaterThanOrEqual(0)
        expect(limited.left).toBeLessThanOrEqual(free.left)
        expect(free.left).toBeLessThanOrEqual(earnedOf(known))
      }),
    )
  })

  it('count what came in the last hour and in the last day, and name which of them binds', () => {
    expect(budgetOf([ago(0.5)], NOW, KNOWN, { day: null, hour: 1 })).toMatchObject({ left: 0, binds: 'hour' })
    expect(budgetOf([ago(1.5)], NOW, KNOWN, { day: null, hour: 1 })).toMatchObject({ left: 1, binds: 'hour' })
    expect(budgetOf([ago(1.5)], NOW, KNOWN, { day: 1, hour: 1 })).toMatchObject({ left: 0, binds: 'limit' })
    expect(budgetOf([ago(25)], NOW, KNOWN, { day: 1, hour: null })).toMatchObject({ left: 1, binds: 'limit' })
    expect(budgetOf([], NOW, KNOWN, { day: 0, hour: null })).toMatchObject({ left: 0, binds: 'limit' })
  })

  it('say when it may speak next, which is the first moment at which it may', () => {
    expect(freeAt([ago(0.5)], NOW, KNOWN, { day: null, hour: 1 })).toBe(NOW + 0.5 * HOUR)
    expect(freeAt([ago(2)], NOW, UNKNOWN, NO_LIMITS)).toBe(NOW + 22 * HOUR)
    expect(freeAt([ago(2)], NOW, KNOWN, { day: 0, hour: null })).toBeNull()
    fc.assert(
      fc.property(spoken, limits, odds, (past, own, known) => {
        fc.pre(budgetOf(past, NOW, known, own).left === 0)
        const at = freeAt(past, NOW, known, own)
        const before = (at ?? NOW + 10 * DAY) - 1
        expect(budgetOf(past, before, known, own).left).toBe(0)
        if (at !== null) expect(budgetOf(past, at, known, own).left).toBeGreaterThan(0)
        else expect((own as Limits).day).toBe(0)
      }),
    )
  })
})
