import { afterEach, describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/agent/contract/index.ts'
import { toward } from '../../src/renderer/words/axes.ts'
import { clock, day, longDay, shortDay } from '../../src/renderer/words/dates.ts'
import { LANGUAGES, writeIn } from '../../src/renderer/words/language.ts'
import { bytes, count, decimal, isZero, signed } from '../../src/renderer/words/numbers.ts'

const AT = new Date(2026, 10, 7, 17, 5).getTime()
const poles = { left: 'alone', right: 'with others' }

afterEach(() => writeIn('en-GB'))

describe('dates and numbers', () => {
  it('are written as the chosen language writes them, and the words stay', () => {
    writeIn('de')
    expect([longDay(AT), count(1204), decimal(-0.43), signed(0.5), bytes(2_500_000_000)]).toEqual(['7. November 2026', '1.204', '−0,43', '+0,50', '2,5 GB'])
    expect(toward(poles, -0.43)).toBe('0,43 toward alone')
    writeIn('en-US')
    expect([day(AT), shortDay(AT, AT), decimal(0.43)]).toEqual(['November 7', 'Nov 7', '0.43'])
  })

  it('follow the system where the setting says so, and are British where the system’s language is not known', () => {
    writeIn('system', 'pt-BR')
    expect(decimal(1.5)).toBe('1,50')
    writeIn('system', 'xx-YY')
    expect([day(AT), decimal(1.5)]).toEqual(['7 November', '1.50'])
  })

  it('keep the clock of 24 hours and Latin digits everywhere', () => {
    for (const tag of [...LANGUAGES, 'ar-EG', 'hi']) {
      writeIn(tag)
      expect(count(1204).replaceAll(/\D/g, '')).toBe('1204')
    }
    writeIn('en-US')
    expect(clock(AT)).toBe('17:05')
    expect(clock(new Date(2026, 10, 7, 0, 5).getTime())).toBe('00:05')
  })

  it('say of zero in every language that it is zero', () => {
    for (const tag of LANGUAGES) {
      writeIn(tag)
      expect([isZero(-0.004), isZero(0.006), toward(poles, 0.004)]).toEqual([true, false, 'even'])
      expect(signed(-0.001)).not.toMatch(/[−+]/)
    }
  })

  it('take a tag of a language and nothing else', () => {
    const takes = (language: string): boolean => settingsSchema.partial().safeParse({ language }).success
    expect(['system', 'de', 'pt-BR', 'zh-Hant-TW'].map(takes)).toEqual([true, true, true, true])
    expect(['', 'de_DE!', 'x'.repeat(50), '../..'].map(takes)).toEqual([false, false, false, false])
  })
})
