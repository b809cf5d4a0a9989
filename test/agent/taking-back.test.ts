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
const FIVE = { form: 'state', count: 12 } as const

describe('taking back', () => {
  it('takes a reason that was given twice back with its answer', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const before = (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { card, chips } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    await agent.handlers['proposals.reason']({ id: card.id, chips: [chips[0]!.id, chips[0]!.id] })
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(2)
    await agent.handlers['proposals.undo']({})
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toEqual([])
    expect((await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)).toEqual(before)
  })

  it('leaves no card behind when another deck is opened', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    await agent.handlers['today.five'](FIVE)
    await agent.handlers['today.five']({ form: 'pair', count: 12 })
    expect((await agent.handlers['today.leaveFive']({})).cards).toEqual([])
  })

  it('shows what a row’s removal would do to the last bit, with the rows that go with it', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { card, chips, undoId } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    await agent.handlers['proposals.reason']({ id: card.id, chips: [chips[0]!.id] })
    const { axisId } = chips[0]!
    const without = await agent.handlers['evidence.without']({ rowId: undoId!, axisId })
    const after = (await agent.handlers['evidence.remove']({ rowId: undoId! })).axes.find(({ id }) => id === axisId)!
    expect(without).toEqual({ mean: after.mean, low: after.low, high: after.high })
  })

  it('removes several rows at once, as it was shown, and none where one of them is not there', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    for (const rating of [5, 1, 4] as const) {
      const { cards } = await agent.handlers['today.five'](FIVE)
      await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating } })
    }
    const [kept, ...going] = (await agent.handlers['evidence.list']({ limit: 10 })).map(({ rowId }) => rowId)
    const axisId = (await agent.handlers['belief.you']({})).axes[0]!.id
    await expect(agent.handlers['evidence.remove']({ rowId: kept!, also: [9999] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const without = await agent.handlers['evidence.without']({ rowId: going[0]!, also: going.slice(1), axisId })
    const after = (await agent.handlers['evidence.remove']({ rowId: going[0]!, also: going.slice(1) })).axes.find(({ id }) => id === axisId)!
    expect(without).toEqual({ mean: after.mean, low: after.low, high: after.high })
    expect((await agent.handlers['evidence.list']({ limit: 10 })).map(({ rowId }) => rowId)).toEqual([kept])
  })

  it('puts removed rows back as they were, with their cards and reasons, also after a restart', async () => {
    await using home = await makeHome(embedder, () => NOW)
    const first = await home.open()
    const given: { id: string; rowId: number; axisId: string }[] = []
    for (const rating of [5, 1, 4] as const) {
      const { cards } = await first.handlers['today.five'](FIVE)
      const { card, chips, undoId } = await first.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating } })
      if (chips[0]) await first.handlers['proposals.reason']({ id: card.id, chips: [chips[0].id] })
      given.push({ id: card.id, rowId: undoId!, axisId: chips[0]?.axisId ?? 'company' })
    }
    await first[Symbol.asyncDispose]()
    const agent = await home.open()
    const before = await agent.handlers['belief.you']({})
    const rows = await agent.handlers['evidence.list']({ limit: 20 })
    const [a, b] = [given[0]!, given[2]!]

    const without = await agent.handlers['evidence.without']({ rowId: a.rowId, also: [b.rowId], axisId: a.axisId })
    const one = await agent.handlers['evidence.takeBack']({ rowId: a.rowId, also: [b.rowId] })
    const axis = one.axes.find(({ id }) => id === a.axisId)!
    expect(without).toEqual({ mean: axis.mean, low: axis.low, high: axis.high })
    expect(one.removals).toMatchObject([{ rows: rows.length - one.rows, said: 'rated 5' }])
    expect((await agent.handlers['proposals.list']({ limit: 9 })).filter(({ answer }) => answer !== null).map(({ card }) => card.id)).toEqual([given[1]!.id])
    await expect(agent.handlers['evidence.takeBack']({ rowId: a.rowId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const two = await agent.handlers['evidence.takeBack']({ rowId: given[1]!.rowId })
    expect([two.rows, two.removals.length]).toEqual([0, 2])
    await agent[Symbol.asyncDispose]()

    await using again = await home.open()
    const { removals } = await again.handlers['belief.you']({})
    expect(removals).toEqual(two.removals)
    for (const { undoId } of removals) await again.handlers['evidence.putBack']({ undoId })
    const after = await again.handlers['belief.you']({})
    expect(after.axes.map(({ mean, low, high }) => [mean, low, high])).toEqual(before.axes.map(({ mean, low, high }) => [mean, low, high]))
    expect(after.removals).toEqual([])
    expect(await again.handlers['evidence.list']({ limit: 20 })).toEqual(rows)
    expect((await again.handlers['proposals.list']({ limit: 9 })).filter(({ answer }) => answer !== null)).toHaveLength(3)
    await expect(again.handlers['evidence.putBack']({ undoId: removals[0]!.undoId })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
  })

  it('forgets no row that takes others back, which would count again', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { undoId } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    await agent.handlers['proposals.undo']({})
    await expect(agent.handlers['evidence.remove']({ rowId: undoId! + 1 })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toEqual([])
  })

  it('counts two reasons that say the same of one axis once', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { card } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 3 } })
    const [more, less] = ['own:company:left:more', 'own:company:right:less'] as const
    const { chips } = await agent.handlers['proposals.reason']({ id: card.id, chips: [more, less] })
    expect(chips.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual([more])
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(2)
  })

  it('can still forget for good what was removed, and then offers it no more', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { undoId } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'edit', text: 'On Tuesdays a ZEBRAQUUX sings in the kitchen until nine.' } })
    const { removals } = await agent.handlers['evidence.takeBack']({ rowId: undoId! })
    expect(removals).toHaveLength(1)
    expect(await agent.handlers['evidence.previewRemove']({ rowId: undoId! })).toEqual({ rows: 2, proposals: 1 })
    expect((await agent.handlers['evidence.remove']({ rowId: undoId! })).removals).toEqual([])
    expect((await home.files()).filter(({ bytes }) => bytes.includes('ZEBRAQUUX'))).toEqual([])
  })

  it('takes back an answer of earlier today by the list of them, and opens its card again', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const texts: string[] = []
    for (let round = 0; round < 3; round++) {
      const { cards } = await agent.handlers['today.five'](FIVE)
      texts.push(cards[0]!.text)
      await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 4 } })
    }
    const first = (await agent.handlers['proposals.list']({ limit: 50 })).find(({ card }) => card.text === texts[0])!
    const tray = await agent.handlers['proposals.undo']({ undoId: first.answer!.undoId! })
    expect(tray.cards[0]!.text).toBe(texts[0])
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(2)
  })

  it('lists what was answered last first, however long ago it was set out', async () => {
    let now = NOW
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const long = await agent.handlers['states.write']({ text: 'A lamp by the door is lit at dusk.' })
    for (const text of ['The kitchen is quiet at noon.', 'A kettle of tea stands on the stove.']) {
      now += 1000
      await agent.handlers['states.write']({ text })
    }
    now += 1000
    await agent.handlers['proposals.rate']({ id: long.id, answer: { kind: 'stars', rating: 4 } })
    expect((await agent.handlers['proposals.list']({ limit: 1 })).map(({ card }) => card.id)).toEqual([long.id])
  })
})

describe('words of the person’s own', () => {
  it('leave every file when their rows are removed, the reasons of other cards too', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'edit', text: 'On Tuesdays a ZEBRAQUUX sings in the kitchen until nine.' } })
    const own = await agent.handlers['states.write']({ text: 'There is a ZEBRAQUUX in the garden every single morning.' })
    await agent.handlers['proposals.rate']({ id: own.id, answer: { kind: 'stars', rating: 5 } })
    await agent.handlers['states.write']({ text: 'There is a ZEBRAQUUX by the pond at noon.' })
    const rated: string[] = []
    for (let round = 0; round < 3; round++) {
      const deck = await agent.handlers['today.five'](FIVE)
      const card = deck.cards.find(({ kind }) => kind !== 'own')!
      await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating: 4 } })
      rated.push(card.id)
    }
    const reasons = async () => JSON.stringify(await Promise.all(rated.map((id) => agent.handlers['proposals.why']({ id }))))
    const holding = async () => (await home.files()).filter(({ bytes }) => bytes.includes('ZEBRAQUUX')).map(({ path }) => path)
    expect(await reasons()).toContain('ZEBRAQUUX')
    expect(await holding()).not.toEqual([])
    for (;;) {
      const row = (await agent.handlers['evidence.list']({ limit: 50 })).find(({ label }) => label.includes('ZEBRAQUUX'))
      if (!row) break
      await agent.handlers['evidence.remove']({ rowId: row.rowId })
    }
    expect(await reasons()).not.toContain('ZEBRAQUUX')
    expect((await agent.handlers['today.tray']({})).cards.filter(({ kind }) => kind === 'own')).toEqual([])
    expect(await holding()).toEqual([])
  })

  it('can be forgotten after they were taken back', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five'](FIVE)
    const { undoId } = await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'edit', text: 'On Tuesdays a ZEBRAQUUX sings in the kitchen until nine.' } })
    await agent.handlers['proposals.undo']({})
    for (const rowId of [undoId!, undoId! - 1]) await agent.handlers['evidence.remove']({ rowId })
    expect((await home.files()).filter(({ bytes }) => bytes.includes('ZEBRAQUUX'))).toEqual([])
  })
})
