import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { openAgent } from '../../src/agent/agent.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'

// The whole agent on its real store, embedder, library and sample vault.

let embedder: Embedder
let home: string
let agent: Agent

const open = (): Promise<Agent> => openAgent({ home, openStore, embedder })

beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  home = await mkdtemp(join(tmpdir(), 'tacit-loop-'))
  agent = await open()
})

afterAll(async () => {
  await agent[Symbol.asyncDispose]()
  await embedder[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

describe('a first session', () => {
  it('shows a sample card, opens its envelope on a rating, and keeps nothing of it', async () => {
    const card = await agent.handlers['sample.card']({})
    expect(card.kind).toBe('sample')
    const opened = await agent.handlers['sample.rate']({ rating: 5 })
    expect(opened.sealed?.likely?.[0]).toBeLessThan(opened.sealed!.likely![1])
    expect(opened.moves.length).toBeGreaterThan(0)
    expect((await agent.handlers['belief.you']({})).rows).toBe(0)
  })

  it('reads the sample notes after consent and quotes them to the letter', async () => {
    const dry = await agent.handlers['sources.dryRun']({ path: null, seed: 0 })
    expect(dry.notes).toBeGreaterThan(60)
    expect(await agent.handlers['sources.list']({})).toEqual([])
    await agent.handlers['sources.add']({ path: null, folders: dry.folders.map((folder) => folder.path), uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    const [source] = await agent.handlers['sources.list']({})
    expect(source).toMatchObject({ state: 'current', isSample: true })
    expect(source!.passages).toBeGreaterThan(100)
    const tray = await agent.handlers['today.five']({ form: 'grounded', count: 5 })
    const card = tray.cards[0]!
    expect(card.quotes.length).toBeGreaterThan(0)
    for (const quote of card.quotes) {
      const passage = await agent.handlers['memory.passage']({ id: quote.passageId })
      expect(passage.text).toContain(quote.text)
    }
  })

  it('sends nothing of the prediction before the answer, and all of it after', async () => {
    const tray = await agent.handlers['today.tray']({})
    const card = tray.cards[0]!
    expect(Object.keys(card).sort()).toEqual(['form', 'id', 'isSample', 'kind', 'looksBack', 'origin', 'other', 'quotes', 'sealedAt', 'text', 'topics'])
    const before = await agent.handlers['proposals.why']({ id: card.id })
    expect(before.sealed).toBeNull()
    expect(before.reasons).toBeNull()
    const opened = await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating: 5 } })
    expect(opened.sealed).not.toBeNull()
    expect(opened.reasons!.contributions.length).toBeGreaterThan(0)
    expect(opened.moves.length).toBeGreaterThan(0)
    expect(opened.moves.every((move) => move.by > 0)).toBe(true)
  })

  it('takes an answer back and gives it again with the old seal', async () => {
    const skill = await agent.handlers['belief.skill']({})
    const you = await agent.handlers['belief.you']({})
    const tray = await agent.handlers['today.tray']({})
    const { id } = tray.cards[0]!
    const first = await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 1 } })
    const back = await agent.handlers['proposals.undo']({})
    expect(back.cards[0]!.id).toBe(id)
    expect((await agent.handlers['belief.you']({})).axes.map((axis) => axis.mean)).toEqual(you.axes.map((axis) => axis.mean))
    const second = await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 2 } })
    expect(second.sealed).toEqual({ ...first.sealed, openedEarly: true })
    // Whoever has seen the prediction no longer tests it.
    expect((await agent.handlers['belief.skill']({})).opened).toBe(skill.opened)
  })

  it('learns from a reason, a dismissal, an edit and a state of the person’s own, and keeps each apart', async () => {
    const next = async () => (await agent.handlers['today.five']({ form: 'state', count: 8 })).cards[0]!
    const liked = await next()
    const opened = await agent.handlers['proposals.rate']({ id: liked.id, answer: { kind: 'stars', rating: 4 } })
    const chip = opened.chips[0]!
    const reasoned = await agent.handlers['proposals.reason']({ id: liked.id, chips: [chip.id] })
    expect(reasoned.chips.find((each) => each.id === chip.id)?.chosen).toBe(true)
    const dismissed = await next()
    await agent.handlers['proposals.rate']({ id: dismissed.id, answer: { kind: 'dismiss' } })
    const edited = await next()
    await agent.handlers['proposals.rate']({ id: edited.id, answer: { kind: 'edit', text: `${edited.text} Alone, in the evening.` } })
    const own = await agent.handlers['states.write']({ text: 'On Sunday evenings two friends come to play cards at the kitchen table.' })
    expect(own.kind).toBe('own')
    await agent.handlers['proposals.rate']({ id: own.id, answer: { kind: 'stars', rating: 5 } })
    const said = (await agent.handlers['evidence.list']({ limit: 50 })).map((row) => row.said)
    expect(said).toEqual(expect.arrayContaining(['gave as a reason', 'dismissed', 'rewrote it', 'wrote it', 'rated 5']))
    const list = await agent.handlers['proposals.list']({ limit: 50 })
    expect(list.filter(({ card }) => card.kind === 'own')).toHaveLength(1)
  })

  it('says not-now and can’t-say without moving the belief', async () => {
    const before = (await agent.handlers['belief.you']({})).axes.map((axis) => axis.mean)
    for (const kind of ['not-now', 'cannot-say'] as const) {
      const { cards } = await agent.handlers['today.tray']({})
      await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind } })
    }
    expect((await agent.handlers['belief.you']({})).axes.map((axis) => axis.mean)).toEqual(before)
  })

  it('has everything that was said after a new start', async () => {
    const before = await agent.handlers['evidence.list']({ limit: 50 })
    const list = await agent.handlers['proposals.list']({ limit: 50 })
    await agent[Symbol.asyncDispose]()
    agent = await open()
    expect((await agent.handlers['evidence.list']({ limit: 50 })).map(({ rowId, said }) => [rowId, said])).toEqual(before.map(({ rowId, said }) => [rowId, said]))
    expect(await agent.handlers['proposals.list']({ limit: 50 })).toEqual(list)
  })

  it('exports a profile that names what it was learnt from and holds no note', async () => {
    const { json, markdown } = await agent.handlers['profile.export']({})
    expect(JSON.parse(json).axes).toHaveLength(14)
    expect(markdown).toContain('#')
    const { passages } = await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 200 })
    for (const passage of passages) expect(json + markdown).not.toContain(passage.text)
  })

  it('forgets the sample notes with all that came from them', async () => {
    const [source] = await agent.handlers['sources.list']({})
    const gone = await agent.handlers['sources.remove']({ id: source!.id })
    expect(gone.passages).toBeGreaterThan(100)
    expect((await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 1 })).total).toBe(0)
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
    expect(cards[0]!.quotes).toEqual([])
  })
})
