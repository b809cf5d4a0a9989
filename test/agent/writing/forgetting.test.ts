import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAgent } from '../../../src/agent/agent.ts'
import type { Agent } from '../../../src/agent/agent.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import type { WriteRequest } from '../../../src/agent/model/language-model.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { filesWith } from '../store/homes.ts'
import { answerWith, scripted } from './scripted.ts'

const NOW = new Date(2026, 10, 21, 9).getTime()
const CANARY = 'Zqxerxes7919'
const OTHER = 'Zqother4711'
const NOTES = {
  'bread.md': `I would love to learn to bake rye bread with ${CANARY} before the winter.\n`,
  'harbour.md': `I want to draw the harbour with ${OTHER} every week.\n`,
}

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
}, 60_000)
afterAll(() => embedder[Symbol.asyncDispose]())

/** Writes of what it is given, each time in other words, with the name that stands in it. */
function writes(request: WriteRequest, turn: number): string {
  const material = request.prompt.slice(0, request.prompt.lastIndexOf('</material>'))
  const about = material.includes(CANARY) ? `the rye bread of ${CANARY}` : material.includes(OTHER) ? `the drawings of the harbour by ${OTHER}` : 'a warm kitchen'
  const where = ['On the shelf by the door', 'At nine on Saturdays in the yard', 'Every evening beside the lake', 'In the first week of May at school', 'Under the lamp in the hall', 'At the market each Thursday'][turn % 6]!
  return answerWith(request, `${where} there is room for ${about}.`)
}

type Opened = AsyncDisposable & Readonly<{ agent: Agent; store: Store; home: string; passageOf: (word: string) => Promise<string> }>

async function open(): Promise<Opened> {
  const root = await mkdtemp(join(tmpdir(), 'tacit-written-'))
  const home = join(root, 'home')
  const model = scripted(writes)
  let store: Store | undefined
  const agent = await openAgent({ home, embedder, now: () => NOW, languageModel: () => model, openStore: async (...given) => (store = await openStore(...given)) })
  for (const [file, text] of Object.entries(NOTES)) await writeFile(join(root, file), text)
  await agent.handlers['sources.add']({ path: root, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
  await agent.settled()
  return {
    agent,
    store: store!,
    home,
    passageOf: async (word) => (await agent.handlers['memory.passages']({ query: word, offset: 0, limit: 1 })).passages[0]!.id,
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]()
      await rm(root, { recursive: true, force: true })
    },
  }
}

const holding = ({ store }: Opened, word: string) => store.states.all().filter(({ text }) => text.includes(word))

/** Puts written states on cards until one that holds the word is there, and rates it. */
async function rateOne({ agent }: Opened, word: string): Promise<string> {
  let { cards } = await agent.handlers['today.five']({ form: 'grounded', count: 12 })
  for (let turn = 0; turn < 12; turn += 1) {
    const [card] = cards
    const isIt = card!.origin === 'generated' && card!.text.includes(word)
    await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'stars', rating: isIt ? 5 : 3 } })
    if (isIt) return card!.id
    ;({ cards } = await agent.handlers['today.tray']({}))
  }
  throw new Error(`No card held ${word}.`)
}

describe('a state that a model wrote', () => {
  it('is gone with the passage that it rests on: its card, its rating, its vector, and what was varied from it', async () => {
    await using opened = await open()
    const { agent, store, home } = opened
    await agent.handlers['writing.now']({ count: 4 })
    const cardId = await rateOne(opened, CANARY)
    await agent.handlers['writing.now']({ count: 8 })
    const varied = holding(opened, CANARY).filter(({ data }) => (data as { parents: readonly string[] }).parents.includes(cardId))
    expect(varied.length).toBeGreaterThan(0)
    expect(varied.every(({ data }) => (data as { material: readonly unknown[] }).material.length === 0)).toBe(true)
    await store.flush()
    const others = holding(opened, OTHER).map(({ id }) => id)
    expect(others.length).toBeGreaterThan(0)
    const [vector] = await embedder.embed([varied[0]!.text])
    const bytes = Buffer.from(vector!.buffer, vector!.byteOffset + 64, 512)
    for (const table of ['states', 'ledger', 'proposals', 'memories']) expect((await filesWith(home, CANARY)).some((file) => file.includes(`store/${table}.lance`)), table).toBe(true)
    expect((await filesWith(home, bytes)).some((file) => file.includes('store/vectors.lance'))).toBe(true)

    const gone = await agent.handlers['memory.forget']({ passageId: await opened.passageOf(CANARY) })
    expect(gone).toMatchObject({ states: expect.any(Number) as number })
    expect(await filesWith(home, CANARY)).toEqual([])
    expect(await filesWith(home, bytes)).toEqual([])
    expect(store.proposals.get(cardId)).toBeUndefined()
    expect(store.ledger.all().some(({ proposalId }) => proposalId === cardId)).toBe(false)
    expect(holding(opened, OTHER).map(({ id }) => id)).toEqual(others)
    await agent.settled()
    expect(await filesWith(home, CANARY)).toEqual([])
  }, 180_000)

  it('is taken along by a rule exactly as its preview says', async () => {
    await using opened = await open()
    const { agent, home } = opened
    await agent.handlers['writing.now']({ count: 4 })
    await rateOne(opened, CANARY)
    const preview = await agent.handlers['exclusions.preview']({ rule: 'bread.md', sourceId: null })
    expect(preview.states).toBe(holding(opened, CANARY).length)
    expect(preview.rows).toBeGreaterThan(0)
    expect(await agent.handlers['exclusions.add']({ rule: 'bread.md', sourceId: null })).toEqual(preview)
    expect(await filesWith(home, CANARY)).toEqual([])
    expect(holding(opened, OTHER).length).toBeGreaterThan(0)
  }, 180_000)

  it('keeps its answer where only the use of its source is taken back, is offered no more, and goes when its words are forgotten', async () => {
    await using opened = await open()
    const { agent, store, home } = opened
    await agent.handlers['writing.now']({ count: 4 })
    const cardId = await rateOne(opened, CANARY)
    const [source] = await agent.handlers['sources.list']({})
    await agent.handlers['sources.setUses']({ id: source!.id, uses: { memory: true, evidence: true, proposals: false } })
    await agent.settled()
    expect(store.proposals.get(cardId)?.status).toBe('answered')
    expect(store.states.all().every(({ status }) => status === 'retired')).toBe(true)
    await expect(agent.handlers['writing.now']({ count: 1 })).resolves.toMatchObject({ written: expect.any(Number) as number })
    await agent.handlers['memory.forget']({ passageId: await opened.passageOf(CANARY) })
    expect(await filesWith(home, CANARY)).toEqual([])
    expect(store.proposals.get(cardId)).toBeUndefined()
  }, 180_000)

  it('stays with its answer when only the rating is forgotten that it was varied from', async () => {
    await using opened = await open()
    const { agent, store } = opened
    await agent.handlers['writing.now']({ count: 2 })
    const cardId = await rateOne(opened, OTHER)
    await agent.handlers['writing.now']({ count: 8 })
    const isVaried = ({ data }: { data: unknown }): boolean => (data as { parents: readonly string[] }).parents.includes(cardId)
    const before = store.states.all().filter(isVaried).length
    expect(before).toBeGreaterThan(0)
    const row = store.ledger.all().find(({ proposalId }) => proposalId === cardId)!
    await agent.handlers['evidence.remove']({ rowId: row.id })
    expect(store.states.all().some(isVaried)).toBe(false)
    expect(store.proposals.get(cardId)).toBeUndefined()
    // The state itself rests on its passage, which is still there.
    expect(holding(opened, OTHER).length).toBeGreaterThan(0)
  }, 180_000)

  it('goes with its card when the words that it quotes are taken out of the note, and one that was answered is offered no more', async () => {
    await using opened = await open()
    const { agent, store, home } = opened
    await agent.handlers['writing.now']({ count: 4 })
    const cardId = await rateOne(opened, OTHER)
    const answered = (store.proposals.get(cardId)!.data as { stateIds: readonly string[] }).stateIds[0]!
    for (const file of Object.keys(NOTES)) await writeFile(join(home, '..', file), 'Rain all day, and the river is high under the bridge.\n')
    const [source] = await agent.handlers['sources.list']({})
    await agent.handlers['sources.readAgain']({ id: source!.id })
    await agent.settled()
    await vi.waitFor(() => expect(store.states.all().every(({ status, data }) => status === 'retired' || (data as { quotes: readonly unknown[] }).quotes.length === 0)).toBe(true), { timeout: 30_000 })
    expect(store.states.get(answered)?.status).toBe('retired')
    expect(store.proposals.get(cardId)?.status).toBe('answered')
    expect(store.states.all().some(({ text, status }) => status === 'kept' && text.includes(CANARY))).toBe(false)
  }, 180_000)
})
