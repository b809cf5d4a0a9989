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

const NOW = new Date(2026, 9, 12, 10).getTime()
const DAY = 86_400_000

describe('what the person says was a mood', () => {
  it('moves their recent rows from what they stand by to what felt good lately, and back to the last bit', async () => {
    let now = NOW
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const { handlers } = agent
    for (let answered = 0; answered < 14; answered++) {
      const { cards } = await handlers['today.five']({ form: 'state', count: 14 })
      await handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: answered % 3 === 0 ? 1 : 5 } })
    }
    // A belief that was refitted, so that what comes back can be compared to the last bit.
    now += 1000
    await handlers['belief.markMood']({ id: 'company', isMood: false })
    const before = await handlers['belief.moods']({})
    const leaning = before.filter(({ recent }) => recent > 1).toSorted((a, b) => Math.abs(b.stands.mean) - Math.abs(a.stands.mean))[0]!
    expect(leaning.marked).toBe(0)

    const marked = (await handlers['belief.markMood']({ id: leaning.axisId, isMood: true })).find(({ axisId }) => axisId === leaning.axisId)!
    expect([marked.recent, marked.marked]).toEqual([0, leaning.recent])
    expect(Math.abs(marked.stands.mean)).toBeLessThan(Math.abs(leaning.stands.mean))
    expect(marked.stands.high - marked.stands.low).toBeGreaterThan(leaning.stands.high - leaning.stands.low)

    await handlers['belief.markMood']({ id: leaning.axisId, isMood: false })
    await handlers['belief.markMood']({ id: leaning.axisId, isMood: true })
    expect((await handlers['belief.moods']({})).find(({ axisId }) => axisId === leaning.axisId)).toEqual(marked)
  })

  it('leaves what is older than two weeks alone', async () => {
    let now = NOW
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 5 } })
    now += 15 * DAY
    expect((await agent.handlers['belief.moods']({})).every(({ recent }) => recent === 0)).toBe(true)
    await expect(async () => agent.handlers['belief.markMood']({ id: 'nothing', isMood: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
