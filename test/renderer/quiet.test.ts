import { describe, expect, it } from 'vitest'
import type { AcceptanceWeek, KeptQuiet } from '../../src/agent/contract/index.ts'
import { acceptanceFinding, bestHeld, quietArithmetic, quietFinding } from '../../src/renderer/words/quiet.ts'

const held = (changes: Partial<KeptQuiet>): KeptQuiet => ({ id: 'a', at: 0, text: 'A lamp in the shed.', topic: 'home', reason: 'limit', chance: 0.58, threshold: 0.31, worth: 0.9, cost: 0.5, canBePut: true, ...changes })
const week = (shown: number, accepted: number, unasked = 0): AcceptanceWeek => ({ from: 0, until: 1, shown, accepted, unasked: { shown: unasked, accepted: 0 } })

describe('what was kept quiet', () => {
  it('is counted by reason, the commonest first', () => {
    const { heading, under } = quietFinding([held({}), held({ reason: 'unsure' }), held({ reason: 'unsure' })])
    expect(heading).toBe('Kept quiet 3 times')
    expect(under).toBe('In the last 30 days: 2 not sure enough, 1 the day’s limit. The best one:')
  })

  it('says of a state that is likely enough why it was not sure all the same', () => {
    expect(quietArithmetic(held({ reason: 'unsure', chance: 0.2 }))).toBe('20 in 100 that you want it; it needs 31 in 100. Worth 0.90 against a cost of 0.50.')
    expect(quietArithmetic(held({ reason: 'unsure', chance: 0.6 }))).toContain('90 days ago')
    expect(quietArithmetic(held({ reason: 'unsure', chance: 0.6, worth: 0.499 }))).toBe('60 in 100 that you want it, but it is worth no more than its cost of 0.50.')
    expect(quietArithmetic(held({ reason: 'unsure', chance: 0.6, worth: 0.3 }))).toBe('60 in 100 that you want it, but worth 0.30 against a cost of 0.50.')
  })

  it('offers the best of those that can be put in the tray, and no other', () => {
    expect(bestHeld([held({ id: 'a', worth: 2, canBePut: false }), held({ id: 'b', worth: 1 }), held({ id: 'c', worth: 0.8 })])?.id).toBe('b')
    expect(bestHeld([held({ canBePut: false })])).toBeNull()
  })
})

describe('acceptance', () => {
  it('compares the last four weeks with the first four', () => {
    const weeks = [week(6, 2), week(6, 2), week(6, 2), week(6, 2), week(4, 2), week(4, 2), week(4, 2), week(4, 2, 2)]
    expect(acceptanceFinding(weeks)).toEqual({ heading: 'Two shown for each you accept', under: 'Three in the first weeks. 2 came unasked, 0 of them welcome.' })
  })

  it('divides by nothing where nothing was accepted', () => {
    expect(acceptanceFinding([week(5, 0)]).heading).toBe('None accepted of five')
    expect(acceptanceFinding([]).heading).toBe('Nothing was shown yet')
  })
})
