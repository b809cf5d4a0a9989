import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const NOW = Date.UTC(2026, 9, 12, 10)

/** The texts that are set out before and after one answer, in a home where nothing else differs. */
async function after(rating: 1 | 5) {
  await using home = await makeHome(embedder, () => NOW)
  await using agent = await home.open()
  const before = await agent.handlers['today.five']({ form: 'state', count: 5 })
  await agent.handlers['proposals.rate']({ id: before.cards[0]!.id, answer: { kind: 'stars', rating } })
  const next = await agent.handlers['today.tray']({})
  return { before: before.cards.map(({ text }) => text), next: next.cards.map(({ text }) => text) }
}

describe('the deck', () => {
  it('differs after a 5 and after a 1 by the belief alone', async () => {
    const liked = await after(5)
    const again = await after(5)
    const disliked = await after(1)
    expect(liked.before).toEqual(disliked.before)
    expect(again).toEqual(liked)
    expect(disliked.next).not.toEqual(liked.next)
  })

  it('sets out the same card whether or not there was time to choose it ahead, and another where something was said meanwhile', async () => {
    const next = async (pauseMs: number, isReasonGiven: boolean) => {
      await using home = await makeHome(embedder, () => NOW)
      await using agent = await home.open()
      const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
      const opened = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 1 } })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      if (isReasonGiven) await agent.handlers['proposals.reason']({ id: cards[0]!.id, chips: [opened.chips[0]!.id] })
      const tray = await agent.handlers['today.tray']({})
      const { mean, likely } = (await agent.handlers['proposals.unseal']({ id: tray.cards[0]!.id })).sealed!
      return { texts: tray.cards.map(({ text }) => text), mean, likely, done: tray.answered }
    }
    const atOnce = await next(0, false)
    expect(await next(2000, false)).toEqual(atOnce)
    const withReason = await next(0, true)
    expect(await next(2000, true)).toEqual(withReason)
    expect(withReason.mean).not.toBe(atOnce.mean)
  })

  it('never shows twice what was answered, and ends after its count', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    let tray = await agent.handlers['today.five']({ form: 'state', count: 5 })
    const shown: string[] = []
    while (tray.cards[0] && tray.end === null) {
      shown.push(tray.cards[0].text)
      await agent.handlers['proposals.rate']({ id: tray.cards[0].id, answer: { kind: 'stars', rating: 3 } })
      tray = await agent.handlers['today.tray']({})
    }
    expect(shown).toHaveLength(5)
    expect(new Set(shown).size).toBe(5)
    expect(tray.end).toBe('Five answered.')
  })

  it('stays quiet before twelve ratings and speaks at most once a day after', async () => {
    let now = NOW
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const left = await agent.handlers['today.leaveFive']({})
    expect(left.cards).toEqual([])
    for (let answered = 0; answered < 12; answered++) {
      const { cards } = await agent.handlers['today.five']({ form: 'state', count: 12 })
      await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: cards[0]!.text.length % 2 === 0 ? 5 : 4 } })
    }
    now += 26 * 3_600_000
    const tray = await agent.handlers['today.leaveFive']({})
    expect(tray.cards.length).toBeLessThanOrEqual(1)
    expect((await agent.handlers['today.tray']({})).cards).toEqual(tray.cards)
  })

  it('asks for a choice between two and refuses a rating of a pair', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'pair', count: 12 })
    const pair = cards[0]!
    expect(pair.form).toBe('pair')
    expect(pair.other).not.toBe(pair.text)
    await expect(agent.handlers['proposals.rate']({ id: pair.id, answer: { kind: 'stars', rating: 3 } })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const opened = await agent.handlers['proposals.rate']({ id: pair.id, answer: { kind: 'pair', choice: 'second' } })
    expect(opened.sealed?.likely).toBeNull()
  })
})

describe('forgetting', () => {
  it('leaves no byte of a removed source, nor of an answer that quoted it', async () => {
    await using home = await makeHome(embedder)
    await using agent = await home.open()
    const dry = await agent.handlers['sources.dryRun']({ path: null, seed: 0 })
    const source = await agent.handlers['sources.add']({ path: null, folders: dry.folders.map(({ path }) => path), uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    const { cards } = await agent.handlers['today.five']({ form: 'grounded', count: 2 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 4 } })
    const canary = Buffer.from(cards[0]!.quotes[0]!.text)
    const holding = async () => (await home.files()).filter(({ bytes }) => bytes.includes(canary)).map(({ path }) => path)
    expect(await holding()).not.toEqual([])
    await agent.handlers['sources.remove']({ id: source.id })
    expect(await holding()).toEqual([])
  })

  it('of a row gives, to the last bit, the belief that would be had it never been said', async () => {
    const rate = async (ratings: readonly number[], forgotten: number | null) => {
      await using home = await makeHome(embedder, () => NOW)
      {
        await using agent = await home.open()
        const rows: number[] = []
        for (const rating of ratings) {
          const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
          rows.push((await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating } })).undoId!)
        }
        if (forgotten !== null) await agent.handlers['evidence.remove']({ rowId: rows[forgotten]! })
      }
      await using agent = await home.open()
      return (await agent.handlers['belief.you']({})).axes.map(({ id, mean, low, high }) => ({ id, mean, low, high }))
    }
    const never = await rate([5, 4], null)
    expect(await rate([5, 4, 1], 2)).toEqual(never)
    expect(await rate([5, 4, 1], null)).not.toEqual(never)
  })
})
