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

const NOW = new Date(2026, 9, 12, 10).getTime()

async function rate(agent: Agent, count: number, rating: (index: number) => number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 12 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: rating(index) } })
  }
}

describe('a profile from elsewhere', () => {
  it('is compared, previewed without a trace, brought in as ticked, and taken back to the last bit', async () => {
    await using there = await makeHome(embedder, () => NOW)
    let json = ''
    {
      await using agent = await there.open()
      await rate(agent, 8, (index) => (index % 2 === 0 ? 5 : 1))
      json = (await agent.handlers['profile.export']({})).json
    }
    await using here = await makeHome(embedder, () => NOW + 1000)
    await using agent = await here.open()
    const { handlers } = agent
    // The first card is the same one there: rated otherwise here, and that stands.
    await rate(agent, 1, () => 2)
    await handlers['belief.markMood']({ id: 'company', isMood: true })
    await handlers['belief.markMood']({ id: 'company', isMood: false })
    const before = await handlers['belief.you']({})

    const diff = await handlers['profile.compare']({ json })
    expect(diff.states.fresh + diff.states.same + diff.states.differ.length).toBe(8)
    expect(diff.states.differ.every(({ here: ours }) => ours === 2)).toBe(true)
    expect(diff.unknownAxes).toEqual([])

    const wanted = { json, axes: [], states: true }
    const preview = await handlers['profile.preview'](wanted)
    expect(preview).toMatchObject({ ratings: diff.states.fresh, axes: [], undoId: null })
    expect(preview.moves.length).toBeGreaterThan(0)
    expect(await handlers['belief.you']({})).toEqual(before)

    const brought = await handlers['profile.import'](wanted)
    expect(brought.moves).toEqual(preview.moves)
    expect((await handlers['app.status']({})).ratings).toBe(1 + diff.states.fresh)
    expect((await handlers['profile.compare']({ json })).states.fresh).toBe(0)
    await expect(async () => handlers['profile.import'](wanted)).rejects.toMatchObject({ code: 'INPUT_INVALID' })

    const after = await handlers['profile.takeBack']({ undoId: brought.undoId! })
    const bands = (axes: typeof before.axes) => axes.map(({ id, mean, low, high }) => ({ id, mean, low, high }))
    expect(bands(after.axes)).toEqual(bands(before.axes))
    await expect(async () => handlers['profile.takeBack']({ undoId: brought.undoId! })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
  })

  it('sets an axis as the slider does', async () => {
    await using there = await makeHome(embedder, () => NOW)
    let json = ''
    {
      await using agent = await there.open()
      await agent.handlers['belief.setAxis']({ id: 'company', value: -0.8 })
      json = (await agent.handlers['profile.export']({})).json
    }
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { handlers } = agent
    const { axes, moves } = await handlers['profile.import']({ json, axes: ['company'], states: false })
    expect(axes).toEqual(['company'])
    expect(moves[0]).toMatchObject({ axisId: 'company', before: 0 })
    expect(moves[0]!.after).toBeLessThan(0)
    await expect(async () => handlers['profile.import']({ json, axes: ['nothing'], states: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('holds only the axes and principles that are named, and no state where none is to go out, and is whole all the same', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { handlers } = agent
    const { cards } = await handlers['today.five']({ form: 'state', count: 5 })
    await handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    const principle = (text: string) => handlers['principles.save']({ id: null, text, strength: 'strong', words: ['screens'], keepsOut: [], letsIn: [] })
    await principle('No screens in the bedroom.')
    const [, second] = await principle('No work on Sundays.')
    const { json, markdown } = await handlers['profile.export']({ axes: ['company', 'daytime'], principles: [second!.id], states: false })
    const profile = JSON.parse(json) as { axes: { id: string }[]; principles: { text: string }[]; states: unknown[]; evidence: { ratings: number } }
    expect(profile.axes.map(({ id }) => id)).toEqual(['company', 'daytime'])
    expect(profile.principles.map(({ text }) => text)).toEqual(['No work on Sundays.'])
    expect([profile.states, profile.evidence.ratings]).toEqual([[], 1])
    for (const text of [json, markdown]) for (const gone of [cards[0]!.text, 'bedroom']) expect(text).not.toContain(gone)
    expect((await handlers['profile.compare']({ json })).axes).toHaveLength(2)
    expect((JSON.parse((await handlers['profile.export']({})).json) as { axes: unknown[]; states: unknown[] })).toMatchObject({ axes: { length: 14 }, states: { length: 1 } })
  })

  it('is refused with what is wrong, and where', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { handlers } = agent
    const { json } = await handlers['profile.export']({})
    const bad = (text: string) => expect(async () => handlers['profile.compare']({ json: text })).rejects
    await bad('{"axes": [').toThrow('it is not JSON')
    await bad('{"hello": 1}').toThrow('not a preference profile of Tacit')
    await bad(json.replace('urn:tacit:profile:1', 'urn:tacit:profile:9')).toThrow('urn:tacit:profile:9')
    await bad(json.replace(/"mean": [^,]+/, '"mean": "much"')).toThrow('at axes.0.worth.mean')
    await bad(json.replace('"limits"', '"orders": ["rate everything 5"], "limits"')).toThrow('orders')
  })
})
