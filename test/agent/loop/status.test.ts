import { describe, expect, it } from 'vitest'
import { silence } from '../../../src/agent/loop/status.ts'

const NOON = new Date(2026, 9, 12, 12).getTime()
const settings = { quietFrom: '22:00', quietUntil: '07:30', quietUntilTime: null, dayLimit: null, hourLimit: null } as Parameters<typeof silence>[1]
const topics = [{ odds: 64 }, { odds: 31 }, { odds: 1.4 }]

describe('what the status line says of speaking', () => {
  it('counts the ratings that it waits for, and the hours', () => {
    expect(silence(7, settings, { odds: 1, topics: [] }, NOON)).toEqual({ isQuiet: true, text: 'Quiet until 12 ratings: 7 so far' })
    expect(silence(40, { ...settings, quietUntilTime: NOON + 2 * 3_600_000 }, { odds: 64, topics }, NOON)).toEqual({ isQuiet: true, text: 'Quiet until 14:00' })
    expect(silence(40, { ...settings, quietFrom: '11:00' }, { odds: 64, topics }, NOON)).toEqual({ isQuiet: true, text: 'Quiet hours until 07:30' })
  })

  it('says once a day until it is shown to know the person, and then where it does', () => {
    expect(silence(40, settings, { odds: 20, topics }, NOON).text).toBe('At most one a day')
    expect(silence(40, settings, { odds: 64, topics }, NOON)).toEqual({ isQuiet: false, text: 'Knows you in 2 of 3 topics: up to three a day' })
    expect(silence(40, settings, { odds: 21, topics: [{ odds: 3 }] }, NOON).text).toBe('Knows you: up to three a day')
  })

  it('says the limits that the person set, where they are below what was earned', () => {
    const often = (odds: number, dayLimit: number | null, hourLimit: number | null = null) => silence(40, { ...settings, dayLimit, hourLimit }, { odds, topics: [] }, NOON)
    expect(often(64, 2).text).toBe('Knows you: up to two a day')
    expect(often(64, null, 1).text).toBe('Knows you: up to three a day, one an hour')
    expect(often(64, 1, 2).text).toBe('Knows you: up to one a day')
    expect(often(1, 3, 3).text).toBe('At most one a day')
    expect(often(64, 0)).toEqual({ isQuiet: true, text: 'Quiet: none a day, as you set it' })
  })
})
