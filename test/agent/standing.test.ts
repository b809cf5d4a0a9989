import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STANDING_FILE } from '../../src/agent/contract/standing.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { keepStanding, removeStanding } from '../../src/agent/standing.ts'
import { openStanding } from '../../src/main/standing.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const NOW = Date.UTC(2026, 9, 12, 10)

describe('what stands when the agent closes', () => {
  it('is what the window was shown last, and what the next agent shows: the same sealed card', async () => {
    await using home = await makeHome(embedder, () => NOW)
    let version: string
    let shown
    {
      await using agent = await home.open()
      shown = await agent.handlers['today.five']({ form: 'state', count: 5 })
      await keepStanding(home.path, agent.standing())
      version = agent.standing().version
      expect(agent.standing().status).toEqual(await agent.handlers['app.status']({}))
    }
    const standing = openStanding(home.path, version, NOW + 1)
    expect(standing.answer('today.tray')).toEqual(shown)
    await removeStanding(home.path)
    expect(await readdir(home.path)).not.toContain(STANDING_FILE)
    await using agent = await home.open()
    expect((await agent.handlers['today.tray']({})).cards[0]).toEqual(shown.cards[0])
  })

  it('chooses and seals nothing by itself: where a card is due, no tray stands', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 4 } })
    expect(agent.standing().tray).toBeNull()
    const next = await agent.handlers['today.tray']({})
    expect(agent.standing().tray).toEqual(next)
  })

  it('holds nothing of a card that was left', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
    await agent.handlers['today.leaveFive']({})
    expect(JSON.stringify(agent.standing())).not.toContain(cards[0]!.text)
  })
})
