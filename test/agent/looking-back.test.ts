import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import type { Card, Tray } from '../../src/agent/contract/index.ts'
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
const START = new Date(2026, 2, 2, 10).getTime()
const PATH_STATE = 'A stone path through the garden grows by one metre a year, laid by hand.'

async function makeVault(notes: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-vault-'))
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  for (const [file, text] of Object.entries(notes)) await write(file, text)
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Twelve ratings, so that trays are set out. */
async function rateTwelve(agent: Agent): Promise<void> {
  for (let count = 0; count < 12; count += 1) {
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 12 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: count % 2 === 0 ? 2 : 3 } })
  }
  await agent.handlers['today.leaveFive']({})
}

async function accept(agent: Agent, text = PATH_STATE): Promise<Card> {
  const card = await agent.handlers['states.write']({ text })
  await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating: 5 } })
  return card
}

const hindsightOf = ({ cards }: Tray): Card | undefined => cards.find(({ form }) => form === 'hindsight')
const rows = (agent: Agent) => agent.handlers['evidence.list']({ limit: 100 })
const channelRows = async (agent: Agent, id: string) => (await agent.handlers['belief.channels']({})).find((channel) => channel.id === id)!.rows
const means = async (agent: Agent) => (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)

describe('a question of hindsight', () => {
  it('comes first, sealed, once a state is two weeks old, and is learnt from; taken back it was never given', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    await rateTwelve(agent)
    await accept(agent)
    now += 13 * DAY
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeUndefined()
    now += 2 * DAY
    const tray = await agent.handlers['today.tray']({})
    const [card] = tray.cards
    expect(card).toMatchObject({ form: 'hindsight', text: PATH_STATE, quotes: [], looksBack: { answer: 'you said 5', at: START, happened: null } })
    expect((await agent.handlers['proposals.why']({ id: card!.id })).sealed).toBeNull()
    await expect(agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'stars', rating: 4 } })).rejects.toThrow('asks whether you are glad of it')
    const before = await means(agent)
    const opened = await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'hindsight', verdict: 'sorry' } })
    expect(opened.sealed!.likely).toBeNull()
    expect(opened.sealed!.chance).toBeGreaterThan(0)
    expect(await channelRows(agent, 'hindsight')).toBe(1)
    expect(await means(agent)).not.toEqual(before)
    await agent.handlers['proposals.undo']({})
    expect(await channelRows(agent, 'hindsight')).toBe(0)
    expect(await means(agent)).toEqual(before)
    expect(hindsightOf(await agent.handlers['today.tray']({}))!.id).toBe(card!.id)
  })

  it('is put once for a state, one a day, and says nothing where it did not happen', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    await rateTwelve(agent)
    await accept(agent)
    await accept(agent, 'On Sunday evenings the neighbours sing together in the stairwell.')
    now += 20 * DAY
    const first = hindsightOf(await agent.handlers['today.tray']({}))!
    const before = await means(agent)
    await agent.handlers['proposals.rate']({ id: first.id, answer: { kind: 'hindsight', verdict: 'did-not-happen' } })
    expect(await means(agent)).toEqual(before)
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeUndefined()
    now += DAY
    const second = hindsightOf(await agent.handlers['today.tray']({}))!
    expect(second.text).not.toBe(first.text)
    await agent.handlers['proposals.rate']({ id: second.id, answer: { kind: 'hindsight', verdict: 'glad' } })
    now += DAY
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeUndefined()
  })

  it('comes sooner where the notes tell of it, in their exact words; and what they tell is evidence only where that is allowed', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using vault = await makeVault({ '2026-02-01.md': 'Rain all day. I finally laid the first metre of a stone path through the garden by hand.\n' })
    await using agent = await home.open()
    await rateTwelve(agent)
    await accept(agent)
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    now += 5 * DAY
    // What was written before says nothing of what came after.
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeUndefined()
    now += DAY
    const words = 'I finally laid the first metre of the stone path through the garden by hand.'
    await vault.write('2026-03-06.md', `Rain again. ${words} My back hurts.\n`)
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(await channelRows(agent, 'outcome')).toBe(0)
    const card = hindsightOf(await agent.handlers['today.tray']({}))!
    expect(card.looksBack!.happened).toBe('happened')
    expect(card.quotes).toMatchObject([{ text: words, file: '2026-03-06.md' }])
    // A forgetting makes the belief exact, so that it can be compared to the last bit.
    await agent.handlers['evidence.remove']({ rowId: (await rows(agent)).at(-1)!.rowId })
    const before = await means(agent)
    await agent.handlers['sources.setUses']({ id, uses: { memory: true, evidence: true, proposals: true } })
    await agent.settled()
    const found = (await rows(agent)).filter(({ label }) => label === PATH_STATE)
    expect(found.map(({ said }) => said)).toContain('it happened')
    expect((await agent.handlers['app.status']({})).ratings).toBe(12)
    expect(await means(agent)).not.toEqual(before)
    const [passage] = (await agent.handlers['memory.passages']({ query: 'Rain again', offset: 0, limit: 5 })).passages
    await agent.handlers['memory.forget']({ passageId: passage!.id })
    await agent.settled()
    expect((await rows(agent)).filter(({ label, said }) => label === PATH_STATE && said === 'it happened')).toEqual([])
    await agent.handlers['sources.setUses']({ id, uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    expect(await means(agent)).toEqual(before)
  })
})

describe('what tells of a state', () => {
  it('is quoted no more from the moment it is forgotten, before anything was looked through again', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using vault = await makeVault({ '2026-03-06.md': 'I finally laid the first metre of the stone path through the garden by hand.\n' })
    await using agent = await home.open()
    await rateTwelve(agent)
    await accept(agent)
    now += 20 * DAY
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    const [passage] = (await agent.handlers['memory.passages']({ query: 'metre', offset: 0, limit: 5 })).passages
    const [, tray] = await Promise.all([agent.handlers['memory.forget']({ passageId: passage!.id }), agent.handlers['today.tray']({})])
    expect(hindsightOf(tray)).toMatchObject({ text: PATH_STATE, quotes: [], looksBack: { happened: null } })
  })
})

describe('a state that is forgotten or no longer accepted', () => {
  it('takes with it the question and what was found of it', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using vault = await makeVault({ '2026-03-20.md': 'I finally started on the ZEBRAQUUX path through the garden, laid by hand.\n' })
    await using agent = await home.open()
    await rateTwelve(agent)
    const state = 'A ZEBRAQUUX path through the garden grows by one metre a year, laid by hand.'
    await accept(agent, state)
    now += 20 * DAY
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
    await agent.settled()
    const card = hindsightOf(await agent.handlers['today.tray']({}))!
    expect(card).toMatchObject({ text: state, looksBack: { happened: 'happened' } })
    await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'hindsight', verdict: 'glad' } })
    const mine = async () => (await rows(agent)).filter(({ label }) => label === state).map(({ said }) => said).sort()
    expect(await mine()).toEqual(['glad of it', 'it happened', 'rated 5', 'wrote it'])
    const rated = (await rows(agent)).find(({ label, said }) => label === state && said === 'rated 5')!
    await agent.handlers['evidence.remove']({ rowId: rated.rowId })
    await agent.settled()
    expect(await mine()).toEqual(['wrote it'])
    expect((await agent.handlers['proposals.list']({ limit: 50 })).filter(({ card: { text } }) => text === state)).toEqual([])
  })

  it('is not asked about', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    await rateTwelve(agent)
    await accept(agent)
    now += 20 * DAY
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeDefined()
    const rated = (await rows(agent)).find(({ said }) => said === 'rated 5')!
    await agent.handlers['proposals.undo']({ undoId: rated.rowId })
    expect(hindsightOf(await agent.handlers['today.tray']({}))).toBeUndefined()
  })
})

describe('a proposal left lying', () => {
  it('becomes one row on the next day, and only where it was shown', async () => {
    let now = START
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    await rateTwelve(agent)
    for (let more = 0; more < 6; more += 1) await accept(agent, `On morning ${more} of the week the garden is dug and the path is swept before breakfast.`)
    let cards: readonly Card[] = []
    for (let day = 0; day < 10 && cards.length === 0; day += 1) {
      now += DAY
      cards = (await agent.handlers['today.tray']({})).cards.filter(({ form }) => form === 'state')
    }
    expect(cards).not.toHaveLength(0)
    now += DAY
    await agent.handlers['today.tray']({})
    expect(await channelRows(agent, 'ignored')).toBe(0)
    await agent.handlers['proposals.seen']({ ids: [cards[0]!.id, 'peek:nothing'] })
    await agent.handlers['today.tray']({})
    expect(await channelRows(agent, 'ignored')).toBe(1)
    now += DAY
    await agent.handlers['today.tray']({})
    expect(await channelRows(agent, 'ignored')).toBe(1)
    expect((await agent.handlers['app.status']({})).ratings).toBe(18)
  })
})
