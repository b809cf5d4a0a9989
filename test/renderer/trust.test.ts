import { describe, expect, it } from 'vitest'
import type { Skill } from '../../src/agent/contract/index.ts'
import { calibrationFinding, coverageSentence, earlyWords, shareRange, skillFinding, topicWords, trustLede } from '../../src/renderer/words/trust.ts'

const skill = (changes: Partial<Skill>): Skill => ({
  ratings: 0, opened: 0, held: 0, early: 0, odds: 1, logLoss: null, baseLogLoss: null, anchors: { opened: 0, held: 0, calibration: [] }, topics: [], calibration: [], ...changes,
})
const group = (said: number, came: number, n: number) => ({ low: said - 0.1, high: said + 0.1, said, came, n })

const width = (n: number): number => shareRange(0.5, n)[1] - shareRange(0.5, n)[0]

describe('trust in words', () => {
  it('claims nothing from nothing, and too little from few', () => {
    expect(trustLede(skill({}))).toBe('Nothing to check yet: 0 sealed predictions opened.')
    expect(trustLede(skill({ opened: 9, held: 9 }))).toBe('Too few to judge: 9 of 20 sealed predictions opened.')
    expect(trustLede(skill({ opened: 49, held: 39 }))).toBe('Its four-in-five intervals held your rating 39 times in 49.')
  })

  it('finds calibrated what came about as often as was said', () => {
    const { heading, under } = calibrationFinding([group(0.12, 1, 11), group(0.5, 8, 14), group(0.69, 8, 13)])
    expect(heading).toBe('When it said about 50 in 100, it came true 8 times in 14.')
    expect(under).toMatch(/^Over all 38, off by /)
  })

  it('says that it is too sure where what it was sure of did not come', () => {
    expect(calibrationFinding([group(0.7, 4, 13), group(0.3, 4, 12)]).heading).toBe('It is too sure: when it said about 70 in 100, it came true 4 times in 13.')
  })

  it('never calls a small group wrong', () => {
    expect(calibrationFinding([group(0.9, 0, 5), group(0.5, 10, 20)]).heading).toBe('When it said about 50 in 100, it came true 10 times in 20.')
  })

  it('says how many envelopes are left out because they were opened early', () => {
    expect(earlyWords(0)).toMatch(/^None was open before you answered/)
    expect(earlyWords(1)).toBe('1 envelope that was open before you answered is left out.')
    expect(earlyWords(3)).toBe('3 envelopes that were open before you answered are left out.')
  })

  it('says when ranges are too narrow or too wide, and nothing while they may be right', () => {
    expect(coverageSentence({ opened: 100, held: 60 })).toContain('too narrow')
    expect(coverageSentence({ opened: 100, held: 95 })).toContain('wider')
    expect(coverageSentence({ opened: 100, held: 78 })).toBeNull()
    expect(coverageSentence({ opened: 10, held: 1 })).toBeNull()
  })

  it('keeps the range of a share within what a share can be, and narrows it with more cases', () => {
    const [low, high] = shareRange(1, 5)
    expect(low).toBeGreaterThan(0.5)
    expect(high).toBeCloseTo(1, 9)
    expect(high).toBeLessThanOrEqual(1)
    expect(width(100)).toBeLessThan(width(10))
  })

  it('counts the topics that it knows', () => {
    const topics = [{ topic: 'making', n: 19, odds: 64, logLoss: 1.21, baseLogLoss: 1.43 }, { topic: 'money', n: 8, odds: 0.6, logLoss: 1.5, baseLogLoss: 1.43 }]
    expect(skillFinding(skill({ topics }))).toBe('It knows you in one topic of two')
    expect(skillFinding(skill({ topics: [topics[1]!] }))).toBe('It does not know you better than a guess yet')
    expect(skillFinding(skill({}))).toBe('No topic was rated yet')
    expect(skillFinding(skill({ topics: [{ ...topics[0]!, odds: 20 }] }))).toBe('It does not know you better than a guess yet')
  })

  it('says what the odds of a topic rest on: how many predictions, and both surprises', () => {
    expect(topicWords({ n: 19, logLoss: 1.2149, baseLogLoss: 1.43 })).toBe('19 predictions opened. Surprise per prediction 1.21; guessing your usual ratings gives 1.43. Lower is better.')
    expect(topicWords({ n: 0, logLoss: null, baseLogLoss: null })).toBe('0 predictions opened.')
  })
})
