import { describe, expect, it } from 'vitest'
import { about, bytes, counted, decimal, inHundred, odds, signed, span, spelled } from '../../src/renderer/words/numbers.ts'

describe('numbers in words', () => {
  it('writes a true minus, and never a minus before zero', () => {
    expect(decimal(-0.431)).toBe('−0.43')
    expect(decimal(-0.001)).toBe('0.00')
    expect(signed(-0.004)).toBe('0.00')
  })

  it('puts a plus before what is above zero only', () => {
    expect(signed(0.12)).toBe('+0.12')
    expect(signed(0.001)).toBe('0.00')
    expect(signed(-0.12)).toBe('−0.12')
  })

  it('gives a range both its ends', () => {
    expect(span([3, 4.66])).toBe('3.0 to 4.7')
    expect(span([-0.21, 0.65], 2)).toBe('−0.21 to 0.65')
  })

  it('counts one thing as one, and groups thousands', () => {
    expect(counted(1, 'row')).toBe('1 row')
    expect(counted(0, 'row')).toBe('0 rows')
    expect(counted(1204, 'passage')).toBe('1,204 passages')
  })

  it('spells small counts in ledes and leaves large ones as numerals', () => {
    expect(spelled(3, 'source')).toBe('three sources')
    expect(spelled(1, 'source')).toBe('one source')
    expect(spelled(13, 'source')).toBe('13 sources')
  })

  it('keeps odds readable at both ends', () => {
    expect(odds(63.7)).toBe('64 to 1')
    expect(odds(6.21)).toBe('6.2 to 1')
    expect(odds(0.63)).toBe('0.6 to 1')
    expect(odds(0.01)).toBe('under 0.1 to 1')
    expect(odds(4e9)).toBe('over a million to 1')
  })

  it('says a probability in hundreds', () => {
    expect(inHundred(0.614)).toBe('61 in 100')
  })

  it('changes the unit of a size before it needs four digits', () => {
    expect(bytes(512)).toBe('512 bytes')
    expect(bytes(999_700)).toBe('1.0 MB')
    expect(bytes(212_400_000)).toBe('212 MB')
  })

  it('says that a duration is an estimate, and never that it is none', () => {
    expect(about(0)).toBe('about a second')
    expect(about(2)).toBe('about 2 s')
    expect(about(34)).toBe('about 35 s')
    expect(about(118)).toBe('about 2 min')
  })
})
