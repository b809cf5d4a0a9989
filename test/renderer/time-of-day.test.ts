import { describe, expect, it } from 'vitest'
import { movedTime, readTime } from '../../src/renderer/words/time-of-day.ts'

describe('a time of day', () => {
  it('is read as people type it, and written in 24 hours', () => {
    expect(['7', '07', '730', '0730', '7:30', '7.30', ' 22:05 ', '0:00', '23h59'].map(readTime)).toEqual(['07:00', '07:00', '07:30', '07:30', '07:30', '07:30', '22:05', '00:00', '23:59'])
  })

  it('is not guessed from what is none', () => {
    expect(['', '24:00', '7:60', '7:5', '10 PM', '-1', '123456', 'noon'].map(readTime)).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('moves to the next step of its minutes, and round midnight', () => {
    expect(movedTime('07:30', 15)).toBe('07:45')
    expect(movedTime('07:31', 15)).toBe('07:45')
    expect(movedTime('07:31', -15)).toBe('07:30')
    expect(movedTime('07:30', -15)).toBe('07:15')
    expect(movedTime('23:50', 15)).toBe('00:00')
    expect(movedTime('00:00', -15)).toBe('23:45')
    expect(movedTime('00:00', -60)).toBe('23:00')
    expect(movedTime('22:10', 60)).toBe('23:00')
  })
})
