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

const OWN = 'On two mornings a week I draw alone for an hour, and the telephone is off.'

describe('a pair of which neither is it', () => {
  it('is answered by a wording of one’s own, which stands over both, opens the seal, and can be undone', async () => {
    await using home = await makeHome(embedder)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'pair', count: 3 })
    const card = cards[0]!
    const before = (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)
    const opened = await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'edit', text: OWN } })
    expect(opened).toMatchObject({ answer: { kind: 'edit', text: OWN }, sealed: { likely: null }, isSurprise: false })
    const rows = await agent.handlers['evidence.list']({ limit: 10 })
    expect(rows.map(({ label, said }) => [label, said])).toEqual([[OWN, 'rewrote it'], [OWN, 'rewrote it']])
    expect((await agent.handlers['belief.channels']({})).find(({ id }) => id === 'edit')?.rows).toBe(2)
    expect((await agent.handlers['app.status']({})).ratings).toBe(1)
    expect((await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)).not.toEqual(before)
    const tray = await agent.handlers['proposals.undo']({})
    expect(tray.cards.map(({ id }) => id)).toContain(card.id)
    expect((await agent.handlers['evidence.list']({ limit: 10 }))).toEqual([])
    expect((await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)).toEqual(before)
  })

  it('takes neither of the two as it stands', async () => {
    await using home = await makeHome(embedder)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'pair', count: 1 })
    for (const text of [cards[0]!.text, cards[0]!.other!]) {
      await expect(agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'edit', text } })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    }
  })
})

describe('a reason in one’s own words', () => {
  it('is read as a chip that teaches once it is confirmed, and goes with its words when the answer is taken back', async () => {
    await using home = await makeHome(embedder)
    await using agent = await home.open()
    const { id } = await agent.handlers['states.write']({ text: OWN })
    await expect(agent.handlers['proposals.readReason']({ id, text: 'too late in the evening' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 2 } })
    const rows = (await agent.handlers['evidence.list']({ limit: 10 })).length
    const [chip, ...more] = await agent.handlers['proposals.readReason']({ id, text: 'too late in the evening' })
    expect([chip, more]).toMatchObject([{ label: 'evening, less', axisId: 'daytime', sign: -1, chosen: false }, []])
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(rows)

    const opened = await agent.handlers['proposals.reason']({ id, chips: [chip!.id], note: 'too late in the evening' })
    expect(opened.note).toBe('too late in the evening')
    expect(opened.chips.find((each) => each.chosen)).toMatchObject({ axisId: 'daytime', sign: -1 })
    expect((await agent.handlers['evidence.list']({ limit: 10 }))[0]).toMatchObject({ said: 'gave as a reason' })
    expect((await agent.handlers['proposals.reason']({ id, chips: [chip!.id] })).note).toBe('too late in the evening')
    expect((await agent.handlers['proposals.reason']({ id, chips: [], note: null })).note).toBeUndefined()
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(rows)

    await agent.handlers['proposals.reason']({ id, chips: [], note: 'because of Anna' })
    expect(await agent.handlers['evidence.list']({ limit: 10 })).toHaveLength(rows)
    await agent.handlers['proposals.undo']({})
    expect((await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 2 } })).note).toBeUndefined()
    await expect(agent.handlers['proposals.reason']({ id, chips: ['own:daytime:up:more'] })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})
