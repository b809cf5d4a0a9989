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

const DAY = 86_400_000
const TEXTS = [
  'On winter evenings there is one hour of quiet reading in the armchair.',
  'A paper novel lies beside the bed and is read before the lamp goes out.',
  'Two evenings a week are for reading, with the phone in another room.',
  'The library card is used every Saturday, and three books come home.',
  'A shelf by the window holds only books that are still to be read.',
  'On Sunday afternoons a long novel is read on the sofa until dark.',
]

/** Writes states about reading and rates each; one answer an hour. */
async function rateReading(agent: Agent, rating: number, from: number, count: number, tick: () => void): Promise<void> {
  for (let index = 0; index < count; index++) {
    const card = await agent.handlers['states.write']({ text: `${TEXTS[index % TEXTS.length]} (${from + index})` })
    await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating } })
    tick()
  }
}

describe('a change of mind', () => {
  it('is asked about once, and a yes makes the older ratings of the topic weigh less', async () => {
    let now = Date.UTC(2026, 4, 4, 10)
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const hour = (): void => void (now += 3_600_000 / 4)
    await rateReading(agent, 5, 0, 18, hour)
    now += DAY
    await rateReading(agent, 1, 100, 6, hour)
    now += 2 * DAY
    const { cards } = await agent.handlers['today.tray']({})
    const question = cards.find((card) => card.form === 'change')
    expect(question?.text).toContain('Has this changed for you?')
    await expect(agent.handlers['proposals.rate']({ id: question!.id, answer: { kind: 'stars', rating: 3 } })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const before = (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)
    const opened = await agent.handlers['proposals.rate']({ id: question!.id, answer: { kind: 'change', answer: 'yes' } })
    expect(opened.sealed).toBeNull()
    expect((await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)).not.toEqual(before)
    now += 2 * DAY
    const later = await agent.handlers['today.tray']({})
    expect(later.cards.filter((card) => card.form === 'change')).toEqual([])
  })

  it('is asked about once even where nobody answers, and not while it is quiet', async () => {
    let now = new Date(2026, 4, 4, 10).getTime()
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const tick = (): void => void (now += 3_600_000 / 4)
    await rateReading(agent, 5, 0, 18, tick)
    now += DAY
    await rateReading(agent, 1, 100, 6, tick)
    const at = (day: number, hour: number) => new Date(2026, 4, 7 + day, hour).getTime()
    now = at(0, 6)
    expect((await agent.handlers['today.tray']({})).cards).toEqual([])
    const questions: number[] = []
    for (let day = 0; day < 12; day++) {
      now = at(day, 9 + day)
      const { cards } = await agent.handlers['today.tray']({})
      questions.push(cards.filter(({ form }) => form === 'change').length)
      expect(cards.length - questions.at(-1)!).toBeLessThanOrEqual(3)
      const question = cards.find(({ form }) => form === 'change')
      if (day === 8) await agent.handlers['proposals.rate']({ id: question!.id, answer: { kind: 'dismiss' } })
    }
    expect(questions).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
  })
})
