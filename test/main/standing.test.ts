import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Tray } from '../../src/agent/contract/index.ts'
import { STANDING_FILE } from '../../src/agent/contract/standing.ts'
import { openStanding, trayOn } from '../../src/main/standing.ts'

const AT = new Date(2026, 10, 21, 22, 30).getTime()
const NEXT_DAY = AT + 9 * 3_600_000

const tray = (mode: Tray['mode'], cards: readonly string[]): Tray =>
  ({ lede: 'Rate five.', mode, cards: cards.map((id) => ({ id })), answered: 2, total: 5, last: { answer: null }, keptQuiet: 3, end: null, candidates: 900 }) as unknown as Tray

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-standing-'))
})
afterEach(() => rm(home, { recursive: true }))

const keep = (text: string): Promise<void> => writeFile(join(home, STANDING_FILE), text)
const kept = { version: '1.2.3', at: AT, status: { ratings: 4 }, settings: { theme: 'dark' }, tray: tray('five', ['a', 'b']) }

describe('what stood when Tacit closed', () => {
  it('answers each thing that the page begins with once, until the agent is there', async () => {
    await keep(JSON.stringify(kept))
    const standing = openStanding(home, '1.2.3', AT + 1)
    expect(standing.answer('app.status')).toEqual({ ratings: 4 })
    expect(standing.answer('app.status')).toBeUndefined()
    expect(standing.answer('today.tray')).toEqual(kept.tray)
    expect(standing.answer('proposals.rate')).toBeUndefined()
    expect(standing.end()).toBe(true)
    expect(standing.answer('settings.get')).toBeUndefined()
  })

  it('needs no second look where nothing of it was shown', async () => {
    await keep(JSON.stringify(kept))
    expect(openStanding(home, '1.2.3', AT + 1).end()).toBe(false)
  })

  it.each([
    ['there is none', null, '1.2.3', AT + 1],
    ['it is cut off', JSON.stringify(kept).slice(0, 40), '1.2.3', AT + 1],
    ['another version wrote it', JSON.stringify(kept), '1.2.4', AT + 1],
    ['the clock was set back', JSON.stringify(kept), '1.2.3', AT - 1],
  ])('is left to the agent where %s', async (_why, text, version, now) => {
    if (text !== null) await keep(text)
    const standing = openStanding(home, version, now)
    expect(['app.status', 'settings.get', 'today.tray'].map(standing.answer)).toEqual([undefined, undefined, undefined])
    expect(standing.end()).toBe(false)
  })

  it('leaves the tray to the agent where something was due', async () => {
    await keep(JSON.stringify({ ...kept, tray: null }))
    const standing = openStanding(home, '1.2.3', AT + 1)
    expect(standing.answer('today.tray')).toBeUndefined()
    expect(standing.answer('app.status')).toEqual({ ratings: 4 })
  })

  it('keeps on another day only the cards that wait', () => {
    expect(trayOn({ at: AT, tray: tray('five', ['a']) }, AT + 1000)).toEqual(tray('five', ['a']))
    expect(trayOn({ at: AT, tray: tray('five', ['a']) }, NEXT_DAY)).toMatchObject({ answered: 2, total: 5, last: null, keptQuiet: 0 })
    expect(trayOn({ at: AT, tray: tray('tray', ['a', 'b']) }, NEXT_DAY)).toMatchObject({ answered: 0, total: 2, last: null })
    expect(trayOn({ at: AT, tray: tray('tray', []) }, NEXT_DAY)).toBeNull()
  })
})
