import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { acceptanceByWeek } from '../../src/agent/loop/acceptance.ts'
import type { Proposal } from '../../src/agent/loop/proposals.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const MONDAY = new Date(2026, 9, 12, 10).getTime()
const DAY = 86_400_000

async function rateFourteen(agent: Agent): Promise<void> {
  for (let answered = 0; answered < 14; answered++) {
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 14 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: answered % 4 === 0 ? 2 : 5 } })
  }
}

describe('what is kept quiet', () => {
  it('is kept with its reason and its arithmetic, across a restart, and can be put in the tray once', async () => {
    let now = MONDAY
    await using home = await makeHome(embedder, () => now)
    {
      await using agent = await home.open()
      expect(await agent.handlers['quiet.list']({})).toEqual([])
      await rateFourteen(agent)
      now += DAY
      await agent.handlers['today.leaveFive']({})
    }
    await using agent = await home.open()
    const held = await agent.handlers['quiet.list']({})
    expect(held.length).toBeGreaterThan(0)
    expect(new Set(held.map(({ id }) => id)).size).toBe(held.length)
    for (const each of held) {
      expect(each.text).not.toBe('')
      if (each.reason === 'limit') expect(each.chance).toBeGreaterThanOrEqual(each.threshold)
      if (each.reason === 'limit' || each.reason === 'moment') expect(each.worth).toBeGreaterThan(each.cost)
    }
    const wanted = held.find(({ canBePut }) => canBePut)!
    const tray = await agent.handlers['quiet.put']({ id: wanted.id, isForetold: true })
    const { id } = tray.cards.find(({ text }) => text === wanted.text)!
    expect((await agent.handlers['proposals.why']({ id })).sealed).toMatchObject({ openedEarly: true })
    const { early, ratings, odds, logLoss } = await agent.handlers['belief.skill']({})
    await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 4 } })
    expect(await agent.handlers['belief.skill']({})).toMatchObject({ early: early + 1, ratings, odds, logLoss })
    expect((await agent.handlers['belief.channels']({})).find(({ id }) => id === 'stars')).toMatchObject({ rows: 15 })
    expect((await agent.handlers['quiet.list']({})).map(({ id }) => id)).not.toContain(wanted.id)
    await expect(async () => agent.handlers['quiet.put']({ id: wanted.id, isForetold: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a limit that the person set', () => {
  it('keeps the tray empty, is the reason of all that it kept, and holds no longer than it is set', async () => {
    let now = MONDAY
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    await rateFourteen(agent)
    await agent.handlers['settings.set']({ dayLimit: 0 })
    now += DAY
    const none = await agent.handlers['today.leaveFive']({})
    expect([none.mode, none.cards]).toEqual(['tray', []])
    expect((await agent.handlers['app.status']({})).silence).toEqual({ isQuiet: true, text: 'Quiet: none a day, as you set it' })
    const kept = (await agent.handlers['quiet.list']({})).filter(({ reason }) => reason === 'limit')
    expect(kept.length).toBeGreaterThan(0)
    expect((await agent.handlers['app.status']({})).keptQuiet).toBe(kept.length)

    await agent.handlers['settings.set']({ dayLimit: null })
    const { cards } = await agent.handlers['today.tray']({})
    const { earned } = await agent.handlers['app.status']({})
    expect(cards.length).toBeGreaterThan(0)
    expect(cards.length).toBeLessThanOrEqual(earned)
    expect((await agent.handlers['today.tray']({})).cards).toEqual(cards)
  })
})

describe('acceptance by week', () => {
  const shown = (at: number, rating: number, deck: 'tray' | 'five'): Proposal =>
    ({ status: 'answered', card: { form: 'state', kind: 'proposal' }, data: { deck, answer: { kind: 'stars', rating }, answeredAt: at } }) as unknown as Proposal

  it('counts what was shown and welcome from Monday to Monday, and apart what came unasked', () => {
    const weeks = acceptanceByWeek([shown(MONDAY, 5, 'tray'), shown(MONDAY + DAY, 2, 'five'), shown(MONDAY - 7 * DAY, 4, 'five'), shown(MONDAY - 7 * DAY, 3, 'tray')], MONDAY + 3 * DAY)
    expect(weeks.map(({ shown: all, accepted, unasked }) => [all, accepted, unasked.shown, unasked.accepted])).toEqual([[2, 1, 1, 0], [2, 1, 1, 1]])
    expect(new Date(weeks[1]!.from).getDay()).toBe(1)
    expect(weeks[0]!.until).toBe(weeks[1]!.from)
  })

  it('is empty where nothing was shown', () => expect(acceptanceByWeek([], MONDAY)).toEqual([]))
})
