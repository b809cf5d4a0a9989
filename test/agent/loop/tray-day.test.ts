import { describe, expect, it } from 'vitest'
import { NO_LIMITS } from '../../../src/agent/game/budget.ts'
import { isSetOut, setOut } from '../../../src/agent/loop/tray-day.ts'
import type { SettingRow, Store } from '../../../src/agent/store/types.ts'

const NOON = new Date(2026, 9, 12, 12).getTime()
const HOUR = 3_600_000
const [UNKNOWN, KNOWN] = [1, 64]
const said = (at: number) => ({ at, answer: 'none' as const })
const storeWith = ({ key, value }: SettingRow) => ({ settings: new Map([[key, { value }]]) }) as unknown as Pick<Store, 'settings'>

describe('the tray of a day', () => {
  it('is set out once where no limit cut it short, and anew on the next day', () => {
    const store = storeWith(setOut([said(NOON)], KNOWN, NO_LIMITS, NOON))
    expect(isSetOut(store, NO_LIMITS, NOON + 6 * HOUR)).toBe(true)
    expect(isSetOut(store, NO_LIMITS, NOON + 13 * HOUR)).toBe(false)
  })

  it('is added to once the hour that cut it short is over', () => {
    const limits = { day: null, hour: 1 }
    const store = storeWith(setOut([said(NOON)], KNOWN, limits, NOON))
    expect(isSetOut(store, limits, NOON + HOUR - 1)).toBe(true)
    expect(isSetOut(store, limits, NOON + HOUR)).toBe(false)
  })

  it('waits for the hour of yesterday, and not for the next day, where it was looked for earlier than yesterday', () => {
    const store = storeWith(setOut([said(NOON - 23 * HOUR)], UNKNOWN, NO_LIMITS, NOON))
    expect(isSetOut(store, NO_LIMITS, NOON + HOUR / 2)).toBe(true)
    expect(isSetOut(store, NO_LIMITS, NOON + HOUR)).toBe(false)
  })

  it('is looked at again where the person changes the limit that cut it short', () => {
    const none = { day: 0, hour: null }
    const store = storeWith(setOut([], KNOWN, none, NOON))
    expect(isSetOut(store, none, NOON + 6 * HOUR)).toBe(true)
    expect(isSetOut(store, { day: 2, hour: null }, NOON + 1)).toBe(false)
  })

  it('is not set out where nothing says so, or what says so cannot be read', () => {
    expect(isSetOut(storeWith({ key: 'other', value: null }), NO_LIMITS, NOON)).toBe(false)
    expect(isSetOut(storeWith({ key: 'tray', value: { day: 'today' } }), NO_LIMITS, NOON)).toBe(false)
  })
})
