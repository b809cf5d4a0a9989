import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
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
const OWN = ['Two evenings a week with nobody else in the house.', 'A long walk alone before the day begins.', 'The workshop is quiet until noon.']

const believed = async ({ handlers }: Agent) => ({ you: await handlers['belief.you']({}), channels: await handlers['belief.channels']({}) })
const written = async ({ handlers }: Agent) => (await handlers['belief.channels']({})).find(({ id }) => id === 'written')!

describe('a channel that the person switches off', () => {
  it('keeps its rows and teaches nothing, and once it is on again the belief is the same to the last bit', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { handlers } = agent
    const { cards } = await handlers['today.five']({ form: 'state', count: 5 })
    await handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    await handlers['settings.set']({ channelsOff: [] })
    const without = await believed(agent)

    for (const text of OWN) await handlers['states.write']({ text })
    // Refitted, so that what comes back can be compared to the last bit.
    await handlers['settings.set']({ channelsOff: [] })
    const on = await believed(agent)
    expect(on.you.axes.map(({ mean }) => mean)).not.toEqual(without.you.axes.map(({ mean }) => mean))
    expect(await written(agent)).toMatchObject({ rows: 3, learns: 'on' })

    await handlers['settings.set']({ channelsOff: ['written'] })
    const off = await believed(agent)
    expect(off.you.axes).toEqual(without.you.axes)
    expect(await written(agent)).toMatchObject({ rows: 3, learns: 'off' })
    const ledger = await handlers['evidence.list']({ limit: 100 })
    expect(ledger.filter(({ isOff }) => isOff).map(({ label, effect }) => [label, effect])).toEqual(OWN.toReversed().map((text) => [text, 0]))
    expect(ledger.filter(({ isOff }) => !isOff)).toHaveLength(off.you.rows)
    expect(off.channels.filter(({ id }) => id !== 'written')).toEqual(without.channels.filter(({ id }) => id !== 'written'))

    await handlers['settings.set']({ channelsOff: [] })
    expect(await believed(agent)).toEqual(on)
  })

  it('learns nothing of what is written meanwhile, nor after the agent opens again', async () => {
    await using home = await makeHome(embedder, () => NOW)
    const before = await (async () => {
      await using agent = await home.open()
      await agent.handlers['settings.set']({ channelsOff: ['written'] })
      const { you } = await believed(agent)
      await agent.handlers['states.write']({ text: OWN[0]! })
      expect((await believed(agent)).you.axes).toEqual(you.axes)
      expect(await written(agent)).toMatchObject({ rows: 1, learns: 'off' })
      return you
    })()
    await using again = await home.open()
    expect((await believed(again)).you.axes).toEqual(before.axes)
  })

  it('is one of those that are observed; a rating always counts', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const channels = await agent.handlers['belief.channels']({})
    expect(channels.filter(({ learns }) => learns === 'on').map(({ id }) => id).toSorted()).toEqual(['ignored', 'outcome', 'revision', 'thumb', 'wish', 'written'])
    expect(channels.find(({ id }) => id === 'stars')!.learns).toBe('always')
  })
})
