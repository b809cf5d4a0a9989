import { describe, expect, it } from 'vitest'
import { costWords, earnedWords, limitChoices, minuteAt, quietSpans, replayWords, stripSentence } from '../../src/renderer/words/speaking.ts'

describe('the strip of quiet hours', () => {
  it('cuts hours that pass midnight in two, and draws none where none is quiet', () => {
    expect(quietSpans('22:00', '07:30')).toEqual([[0, 450], [1320, 1440]])
    expect(quietSpans('13:00', '14:15')).toEqual([[780, 855]])
    expect(quietSpans('00:00', '00:00')).toEqual([])
  })

  it('says how often it spoke and when last, and that it did not', () => {
    const at = new Date(2020, 10, 12, 8, 10).getTime()
    expect(Math.round(minuteAt(at))).toBe(490)
    expect(stripSentence('22:00', '07:30', [at - 86_400_000, at])).toMatch(/^Quiet from 22:00 until 07:30\. It spoke 2 times in the last four weeks, last on .*2020 at 08:10\.$/)
    expect(stripSentence('00:00', '00:00', [])).toBe('No hour is a quiet one. Nothing came unasked in the last four weeks.')
  })
})

describe('the limits of a day and an hour', () => {
  it('offer less than was earned, and what is set', () => {
    expect(limitChoices(3, 0, null)).toEqual([2, 1, 0])
    expect(limitChoices(3, 1, 2)).toEqual([2, 1])
    expect(limitChoices(1, 0, null)).toEqual([0])
    expect(limitChoices(1, 0, 2)).toEqual([2, 0])
    expect(limitChoices(1, 1, null)).toEqual([])
  })

  it('say what was earned, and that it can only be lowered', () => {
    expect(earnedWords(1)).toMatch(/^One a day is what it has until .* 20 to 1; .* You can set less and not more$/)
    expect(earnedWords(3)).toBe('Three a day is what its odds of knowing you have earned. You can set less and not more')
  })
})

describe('the cost of a wrong interruption', () => {
  it('is said against what was measured', () => {
    expect(costWords(1, 1)).toBe('A wrong interruption weighs 1.00 point, as measured')
    expect(costWords(2, 1)).toContain('more than as measured')
    expect(costWords(0.5, 0.75)).toContain('less than as measured')
  })

  it('is replayed in words, or there is nothing to replay', () => {
    expect(replayWords({ threshold: 0.3, answered: 9, shown: 4, accepted: 3 })).toBe('Of 9 states that you answered in the last four weeks it could have set out 4; 3 of them were welcome')
    expect(replayWords({ threshold: 0.3, answered: 0, shown: 0, accepted: 0 })).toMatch(/^Nothing to replay yet/)
    expect(replayWords(null)).toBe('')
  })
})
