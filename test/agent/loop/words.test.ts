import { describe, expect, it } from 'vitest'
import { dayLede } from '../../../src/agent/loop/words.ts'

const day = { proposals: 0, questions: 0, answeredToday: 0, candidates: 900, keptQuiet: 0, ratings: 40, needed: 12, silence: { isQuiet: false, text: 'At most one a day' } }

describe('the lede of a day without a proposal', () => {
  it('says which of the causes it was', () => {
    expect(dayLede({ ...day, ratings: 3 })).toBe('Nothing today. Tacit stays quiet until 12 ratings; there are three so far.')
    expect(dayLede({ ...day, silence: { isQuiet: true, text: 'Quiet hours until 07:30' } })).toBe('Nothing now. Quiet hours until 07:30.')
    expect(dayLede({ ...day, keptQuiet: 2 })).toBe('Nothing today. Two would have been worth it, and the day’s limit kept them quiet.')
    expect(dayLede(day)).toBe('Nothing today. 900 candidates, none worth an interruption.')
  })
})
