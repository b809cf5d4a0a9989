import { describe, expect, it } from 'vitest'
import type { AxisView } from '../../src/agent/contract/index.ts'
import { axisSentence, groupAxes, halfWidth, likely, toward } from '../../src/renderer/words/axes.ts'

const axis = (changes: Partial<AxisView>): AxisView => ({
  id: 'company', left: 'solitary', right: 'social', kind: 'taste', mean: 0, low: -1, high: 1, isSure: false, rows: 0, locked: false, history: [], ...changes,
})

describe('an axis in words', () => {
  it('names the pole that a value leans to, without a sign', () => {
    expect(toward(axis({}), -0.43)).toBe('0.43 toward solitary')
    expect(toward(axis({}), 0.1)).toBe('0.10 toward social')
    expect(toward(axis({}), 0.004)).toBe('even')
  })

  it('gives the likely range from the near end to the far one on either side', () => {
    expect(likely(axis({}), { low: -0.65, high: -0.21 })).toBe('0.21 to 0.65')
    expect(likely(axis({}), { low: 0.21, high: 0.65 })).toBe('0.21 to 0.65')
  })

  it('names both poles where the range crosses zero', () => {
    expect(likely(axis({}), { low: -0.2, high: 0.1 })).toBe('0.20 toward solitary to 0.10 toward social')
  })

  it('calls half of the range plus or minus', () => {
    expect(halfWidth({ low: -0.65, high: -0.21 })).toBe('±0.22')
  })

  it('reads a row out as the specification has it', () => {
    const row = axis({ mean: -0.43, low: -0.65, high: -0.21, isSure: true, rows: 24 })
    expect(axisSentence(row)).toBe('solitary to social: 0.43 toward solitary, likely 0.21 to 0.65, 24 rows of evidence')
  })

  it('puts the sure ones first, and within a group the clearest', () => {
    const wide = axis({ id: 'wide', mean: 0.9, low: -0.1, high: 1.9 })
    const clear = axis({ id: 'clear', mean: -0.5, low: -0.6, high: -0.4, isSure: true })
    const less = axis({ id: 'less', mean: 0.5, low: 0.1, high: 0.9, isSure: true })
    const none = axis({ id: 'none' })
    const { sure, unsure } = groupAxes([none, less, wide, clear])
    expect(sure.map(({ id }) => id)).toEqual(['clear', 'less'])
    expect(unsure.map(({ id }) => id)).toEqual(['wide', 'none'])
  })
})
