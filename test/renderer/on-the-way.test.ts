import { describe, expect, it } from 'vitest'
import { openOnTheWay } from '../../src/renderer/stores/on-the-way.ts'

type Value = Readonly<{ theme: string; charts: readonly string[] }>

const FIRST: Value = { theme: 'light', charts: [] }

describe('changes on their way to the assistant', () => {
  it('hold at once, and an answer to an earlier one takes back no later one', () => {
    const way = openOnTheWay<Value>()
    way.told(FIRST)
    const [on, off]: Partial<Value>[] = [{ charts: ['skill'] }, { charts: [] }]
    expect(way.sent(on!)?.charts).toEqual(['skill'])
    expect(way.sent(off!)?.charts).toEqual([])
    expect(way.told({ ...FIRST, charts: ['skill'] }).charts).toEqual([])
    expect(way.over(on!)?.charts).toEqual([])
    expect(way.told(FIRST).charts).toEqual([])
    expect(way.over(off!)).toEqual(FIRST)
  })

  it('are gone where they failed, and others stay', () => {
    const way = openOnTheWay<Value>()
    way.told(FIRST)
    const [refused, kept]: Partial<Value>[] = [{ theme: 'dark' }, { charts: ['skill'] }]
    way.sent(refused!)
    way.sent(kept!)
    expect(way.over(refused!)).toEqual({ theme: 'light', charts: ['skill'] })
    way.told({ theme: 'light', charts: ['skill'] })
    expect(way.over(kept!)).toEqual({ theme: 'light', charts: ['skill'] })
  })

  it('are nothing yet where nothing was said', () => {
    expect(openOnTheWay<Value>().sent({ theme: 'dark' })).toBeNull()
  })
})
