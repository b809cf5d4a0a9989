import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAgent } from '../../../src/agent/agent.ts'
import type { Agent } from '../../../src/agent/agent.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import type { LanguageModel } from '../../../src/agent/model/language-model.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { answerWith, scripted } from './scripted.ts'

const NOW = new Date(2026, 10, 21, 9).getTime()
const NOTES = {
  '2026-11-02.md': 'I would love to learn to bake rye bread with my aunt before the winter.\n',
  '2026-11-10.md': 'I want to draw the harbour every week, with charcoal and no phone.\n',
}
/** One for each note, and some that are only about the library's states. */
const GOOD = ['On Saturday mornings the kitchen smells of rye bread, and two loaves stand on the rack by nine.', 'Every Thursday at five there is an hour at the harbour with charcoal and a block of paper.']

let embedder: Embedder
let folder: string
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  folder = await mkdtemp(join(tmpdir(), 'tacit-writing-'))
}, 60_000)
afterAll(async () => {
  await embedder[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

type Opened = AsyncDisposable & Readonly<{ agent: Agent; store: Store; clock: { now: number } }>

async function open(model: LanguageModel | null, { notes = NOTES as Readonly<Record<string, string>>, home = '' } = {}): Promise<Opened> {
  const root = await mkdtemp(join(folder, 'one-'))
  const clock = { now: NOW }
  let store: Store | undefined
  const agent = await openAgent({ home: home || join(root, 'home'), embedder, now: () => clock.now, languageModel: () => model, openStore: async (...given) => (store = await openStore(...given)) })
  if (Object.keys(notes).length > 0) {
    for (const [file, text] of Object.entries(notes)) await writeFile(join(root, file), text)
    await agent.handlers['sources.add']({ path: root, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
    await agent.settled()
  }
  return { agent, store: store!, clock, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() }
}

const good = (): LanguageModel & Readonly<{ requests: readonly { prompt: string }[] }> => scripted((request) => answerWith(request, request.prompt.includes('rye') ? GOOD[0]! : GOOD[1]!))

describe('writing that the person asked for', () => {
  it('keeps a state with the exact words that it rests on, and offers it on a card', async () => {
    const model = good()
    await using opened = await open(model)
    const { agent, store } = opened
    const run = await agent.handlers['writing.now']({ count: 2 })
    expect(run.kept.map(({ text }) => text).toSorted()).toEqual(GOOD.toSorted())
    expect(run.kept.find(({ text }) => text === GOOD[0])!.quotes).toEqual(['I would love to learn to bake rye bread with my aunt before the winter.'])
    expect(model.requests[0]!.prompt).toMatch(/<material id="P1">I (?:would love|want)/)
    expect(store.states.all()).toHaveLength(2)
    // Nothing that was written is evidence of the person, nor a passage of theirs.
    expect(store.ledger.all().every(({ text }) => !GOOD.includes(text))).toBe(true)
    const { passages } = await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 50 })
    expect(passages.every(({ text }) => !GOOD.includes(text))).toBe(true)

    const { cards } = await agent.handlers['today.five']({ form: 'grounded', count: 5 })
    const shown = [cards[0]!]
    for (let turn = 0; turn < 5 && !shown.some(({ origin }) => origin === 'generated'); turn += 1) {
      await agent.handlers['proposals.rate']({ id: shown.at(-1)!.id, answer: { kind: 'stars', rating: 3 } })
      shown.push((await agent.handlers['today.tray']({})).cards[0]!)
    }
    const card = shown.find(({ origin }) => origin === 'generated')!
    expect(GOOD).toContain(card.text)
    expect(card.writer).toBe('scripted')
    expect(card.quotes.map(({ text }) => text)).toEqual(run.kept.find(({ text }) => text === card.text)!.quotes)
    // Rated like any other, and then not offered again.
    await agent.handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating: 5 } })
    expect(store.ledger.all().at(-1)).toMatchObject({ kind: 'stars', text: card.text })
  }, 120_000)

  it('ends when the person stops it, with what it has kept by then', async () => {
    const fast = good()
    const slow = scripted(() => '', { ms: 60_000 })
    const model: LanguageModel = { ...fast, write: (request) => (fast.requests.length === 0 ? fast : slow).write(request) }
    await using opened = await open(model)
    const { agent } = opened
    const writing = agent.handlers['writing.now']({ count: 2 })
    await vi.waitFor(() => expect(slow.requests).toHaveLength(1), { timeout: 60_000, interval: 50 })
    await agent.handlers['writing.stop']({})
    const run = await writing
    expect(run).toMatchObject({ written: 1, kept: [{ text: expect.any(String) }] })
    expect(slow.requests[0]!.signal!.aborted).toBe(true)
    // What is asked for next is written as ever.
    await agent.handlers['writing.stop']({})
    expect(opened.store.states.all()).toHaveLength(1)
  }, 120_000)

  it('says what to do where no model is chosen, and where there is nothing to write from', async () => {
    await using without = await open(null, { notes: {} })
    await expect(without.agent.handlers['writing.now']({ count: 1 })).rejects.toMatchObject({ code: 'MODEL_NONE', message: expect.stringContaining('Choose one') })
    await using empty = await open(good(), { notes: {} })
    await expect(empty.agent.handlers['writing.now']({ count: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('Rate five states') })
  }, 60_000)
})

const waits = async ({ agent }: Opened): Promise<string | null> => (await agent.handlers['models.list']({})).writingWaits
const days = async ({ agent }: Opened) => (await agent.handlers['models.list']({})).writing
const until = (holds: () => Promise<boolean>): Promise<void> => vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 60_000, interval: 50 })

describe('writing by itself', () => {
  const IDLE = { idle: true, onBattery: false }
  it('happens only where it is known that nobody is at the machine and it is on mains power', async () => {
    const model = good()
    await using opened = await open(model)
    const { agent } = opened
    expect(await waits(opened)).toBe('Nothing tells here whether you are at the machine')
    await agent.handlers['host.set']({ idle: false, onBattery: false })
    expect(await waits(opened)).toBe('You are at the machine')
    await agent.handlers['host.set']({ idle: true, onBattery: true })
    expect(await waits(opened)).toBe('On battery')
    expect(model.requests).toHaveLength(0)
    await agent.handlers['host.set']({ onBattery: false })
    await until(async () => (await days(opened))[0]?.kept === 2)
  }, 120_000)

  it('goes on until nothing new comes, counts by reason, and then waits for something new', async () => {
    const model = good()
    await using opened = await open(model)
    const { agent } = opened
    await agent.handlers['host.set'](IDLE)
    await until(async () => (await waits(opened))?.startsWith('The last 8') ?? false)
    const [today] = await days(opened)
    const { written, rejected } = today!
    expect(today).toMatchObject({ kept: 2, seconds: written, budgetSeconds: 60 })
    expect(rejected.map(({ reason }) => reason).filter((reason) => !['said before', 'words of another proposal'].includes(reason))).toEqual([])
    expect(rejected.reduce((sum, { count }) => sum + count, 0)).toBe(written - 2)
    expect(opened.store.states.all()).toHaveLength(2)
    // An answer is something new.
    const { cards } = await agent.handlers['today.five']({ form: 'state', count: 1 })
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: 2 } })
    await agent.handlers['host.set'](IDLE)
    await until(async () => model.requests.length > written)
  }, 120_000)

  it('stays inside the day’s budget, and has a new one the next day', async () => {
    const model = scripted((request) => answerWith(request, 'no state at all, should it be'), { seconds: 25.3125 })
    await using opened = await open(model)
    const { agent, clock } = opened
    await agent.handlers['host.set'](IDLE)
    await until(async () => (await waits(opened)) === 'Today’s 60 s are used')
    expect(model.requests).toHaveLength(3)
    clock.now += 86_400_000
    expect(await waits(opened)).toBeNull()
    await agent.handlers['settings.set']({ writingSeconds: 0 })
    expect(await waits(opened)).toBe('Writing by itself is turned off')
    expect(model.requests).toHaveLength(3)
  }, 120_000)

  it('stops at once when the person comes back, and counts the seconds all the same', async () => {
    const model = scripted((request) => answerWith(request, GOOD[0]!), { ms: 60_000 })
    await using opened = await open(model)
    const { agent } = opened
    await agent.handlers['host.set'](IDLE)
    await until(async () => model.requests.length === 1)
    await agent.handlers['host.set']({ idle: false })
    await until(async () => (await days(opened)).length === 1)
    expect(await days(opened)).toMatchObject([{ written: 0, kept: 0, rejected: [] }])
    expect((await days(opened))[0]!.seconds).toBeGreaterThan(0)
    expect(model.requests).toHaveLength(1)
  }, 120_000)

  it('gives way to the person, who asks while it writes', async () => {
    let isSlow = true
    const fast = good()
    const model: LanguageModel = { ...fast, write: (request) => (isSlow && request.priority === 'background' ? slow.write(request) : fast.write(request)) }
    const slow = scripted(() => '', { ms: 60_000 })
    await using opened = await open(model)
    const { agent } = opened
    await agent.handlers['host.set'](IDLE)
    await until(async () => slow.requests.length === 1)
    isSlow = false
    const run = await agent.handlers['writing.now']({ count: 1 })
    expect(run.kept).toHaveLength(1)
    expect(slow.requests[0]!.signal!.aborted).toBe(true)
  }, 120_000)

  it('does not ask a model again that failed, until there is something new', async () => {
    let calls = 0
    const model: LanguageModel = { id: 'failing', decide: null, write: async () => { calls += 1; throw new Error('the graphics memory is full') } }
    await using opened = await open(model)
    await opened.agent.handlers['host.set'](IDLE)
    await until(async () => (await waits(opened))?.includes('the graphics memory is full') ?? false)
    await opened.agent.handlers['host.set'](IDLE)
    expect(calls).toBe(1)
    await expect(opened.agent.handlers['writing.now']({ count: 1 })).rejects.toThrow('the graphics memory is full')
  }, 120_000)
})
