import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Models, ModelView, SearchHit, Tray } from '../../src/agent/contract/index.ts'
import { openInlineCompute } from '../../src/agent/loop/compute.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { embedderOptions } from '../../src/agent/model/embedder-options.ts'
import { fitEmbedder } from '../../src/agent/loop/embedder-fit.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAnswers } from '../../src/agent/propose/answers.ts'
import { loadAxes, loadLibrary } from '../../src/agent/propose/library.ts'
import { readBundledVectors } from '../../src/agent/propose/library-vectors.ts'
import { openReopening } from '../../src/agent/reopening.ts'
import type { Reopening } from '../../src/agent/reopening.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { Store } from '../../src/agent/store/types.ts'
import { makeEmbedder } from './model/small-embedder.ts'

const NOW = Date.UTC(2026, 4, 1)
const NOTES = {
  'boat.md': 'The rowing boat needs a new coat of varnish before the spring regatta.',
  'cello.md': 'I want to play the cello again on Tuesday evenings when the house is empty.',
  'bread.md': 'The sourdough starter wants feeding every morning, and rye flour suits it.',
  'plans.md': 'I would love to have a morning without meetings. I wish I had more time for drawing.',
}

let folder: string
let file: string
let builtIn: Embedder
/** Of the built-in embedder and of the other. */
let ids: string[]
let home: string
let store: Store
let agent: Reopening
/** The beliefs of all refits, as bytes, the last one last. */
let beliefs: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-change-'))
  file = await makeEmbedder(folder, 'narrow', { layers: 1, heads: 8 })
  builtIn = await openEmbedder(embedderFile(), { threads: 1 })
  // The library is the same in each test, and long: its vectors are computed once.
  await using library = await openStore(join(folder, 'home'))
  const texts = await libraryTexts()
  const bundled = await readBundledVectors(builtIn.id)
  const vectors = texts.map((text) => bundled.get(textKey(text))!)
  await using embedder = await fitEmbedder(await openEmbedder(file, embedderOptions(file, null)), { store: library, texts, reference: async () => vectors })
  ids = [builtIn.id, embedder.id]
  await mkdir(join(folder, 'vault', 'notes'), { recursive: true })
  for (const [name, text] of Object.entries(NOTES)) await writeFile(join(folder, 'vault', 'notes', name), text)
}, 600_000)
afterAll(async () => {
  await builtIn[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-change-home-'))
  await cp(join(folder, 'home'), home, { recursive: true })
  beliefs = []
  agent = await open()
})
afterEach(async () => {
  await agent[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

function open(): Promise<Reopening> {
  const inline = openInlineCompute()
  const compute = {
    ...inline,
    refit: async (input: Parameters<typeof inline.refit>[0]) => {
      const belief = await inline.refit(input)
      beliefs.push(bytesOf(belief))
      return belief
    },
  }
  return openReopening((reopen) => openAgent({ home, embedder: builtIn, compute, now: () => NOW, reopen, openStore: async (path, options) => (store = await openStore(path, options)) }))
}

function bytesOf(belief: unknown): string {
  return JSON.stringify(belief, (_, value: unknown) => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value instanceof Map ? [...value] : value))
}

async function ask<Answer>(route: string, input: object = {}): Promise<Answer> {
  const response = await agent.answer({ id: 1, route, input } as Parameters<Reopening['answer']>[0])
  if (!response.ok) throw Object.assign(new Error(response.error.message), response.error)
  return response.data as Answer
}
const add = async (path: string): Promise<string> => (await ask<ModelView>('models.add', { file: path })).id
const choose = (id: string | null): Promise<Models> => ask('models.choose', { kind: 'embed', id })
const models = (): Promise<Models> => ask('models.list')
const serving = (): string => ((store.settings.get('embedder.inUse')?.value as { modelId: string } | undefined)?.modelId ?? 'built-in')
const find = async (query: string): Promise<readonly string[]> => (await ask<readonly SearchHit[]>('memory.search', { query, limit: 5 })).map(({ passage }) => passage.file)

async function untilServes(id: string): Promise<void> {
  await expect.poll(serving, { timeout: 240_000 }).toBe(id)
  await expect.poll(async () => (await models()).preparing, { timeout: 240_000 }).toBeNull()
  await agent.settled()
}
async function readNotes(): Promise<void> {
  await ask('sources.add', { path: join(folder, 'vault'), folders: ['notes'], uses: { memory: true, evidence: true, proposals: true } })
  await agent.settled()
}
async function rateFive(): Promise<void> {
  for (const rating of [1, 2, 3, 4, 5]) {
    const { cards } = await ask<Tray>('today.five')
    await ask('proposals.rate', { id: cards[0]!.id, answer: { kind: 'stars', rating } })
  }
}

// It reads the whole library, with as many threads as there are.
vi.setConfig({ testTimeout: 600_000 })

describe('another embedder', () => {
  test('takes over once it has read everything, in vectors of another length, while the one before serves', async () => {
    await readNotes()
    const before = await store.memories.waiting((await ask<readonly { id: string }[]>('sources.list'))[0]!.id, builtIn.id)
    expect(before).toEqual([])
    const shown: Models['preparing'][] = []
    agent.listen(({ event, data }) => event === 'models' && shown.push(data.preparing))
    const id = await add(file)
    await choose(id)
    expect((await models()).preparing).toMatchObject({ modelId: id })
    expect(await find('a boat for rowing')).toContain('notes/boat.md')
    expect(serving()).toBe('built-in')
    await untilServes(id)
    // How far it is by then hangs on the machine: what is told is told at most four times a second.
    expect(shown.filter((each) => each !== null).length).toBeGreaterThan(0)
    const [source] = await ask<readonly { id: string }[]>('sources.list')
    expect(await store.memories.count(source!.id)).toBe(Object.keys(NOTES).length)
    const [vector] = (await store.memories.withVectors((await embedderIds())[0]!, (await store.memories.list({ limit: 9 })).passages.map(({ id: each }) => each))).map((row) => row.vector)
    expect(vector!.length).toBe(256)
    expect(await find('boat')).toContain('notes/boat.md')
  })

  test('gives back the belief of before, byte for byte, when the one before is chosen again', async () => {
    await readNotes()
    await rateFive()
    await agent[Symbol.asyncDispose]()
    agent = await open()
    await agent.settled()
    await ask('belief.you')
    const rows = store.ledger.all()
    expect(rows.filter(({ kind }) => kind === 'stars')).toHaveLength(5)
    const first = beliefs.at(-1)!
    const id = await add(file)
    await choose(id)
    await untilServes(id)
    await ask('belief.you')
    const other = beliefs.at(-1)!
    expect(other).not.toBe(first)
    await choose(null)
    await untilServes('built-in')
    await ask('belief.you')
    expect(store.ledger.all()).toEqual(rows)
    expect(beliefs.at(-1)).toBe(first)
  })

  test('goes on being prepared after a quit in the middle', async () => {
    await readNotes()
    const id = await add(file)
    await choose(id)
    await agent[Symbol.asyncDispose]()
    expect(serving()).toBe('built-in')
    agent = await open()
    await untilServes(id)
    expect(await embedderIds()).toHaveLength(1)
  })

  test('is called off by a change of mind, and leaves nothing', async () => {
    await readNotes()
    const id = await add(file)
    await choose(id)
    await choose(null)
    await expect.poll(async () => (await models()).preparing, { timeout: 240_000 }).toBeNull()
    await agent.settled()
    expect(serving()).toBe('built-in')
    expect(await embedderIds()).toEqual([builtIn.id])
    const [source] = await ask<readonly { id: string }[]>('sources.list')
    expect(await store.memories.waiting(source!.id, builtIn.id)).toEqual([])
    expect(await find('a boat for rowing')).toContain('notes/boat.md')
  })

  test('loses nothing that is said while it takes over', async () => {
    await readNotes()
    const id = await add(file)
    await choose(id)
    let said = 0
    while (serving() !== id) {
      await ask('states.write', { text: `On day ${said} the kitchen table is clear.` })
      said += 1
    }
    for (let more = 0; more < 3; more++, said++) await ask('states.write', { text: `On day ${said} the kitchen table is clear.` })
    await untilServes(id)
    const written = store.ledger.all().filter(({ kind }) => kind === 'written').map(({ data }) => (data as { item: { text: string } }).item.text)
    expect(written).toEqual(Array.from({ length: said }, (_, day) => `On day ${day} the kitchen table is clear.`))
  })

  test('whose file has gone is replaced by the built-in one, and the person is told', async () => {
    await readNotes()
    const moved = join(home, 'gone.gguf')
    await writeFile(moved, await readFile(file))
    const id = await add(moved)
    await choose(id)
    await untilServes(id)
    await agent[Symbol.asyncDispose]()
    await rm(moved)
    agent = await open()
    await agent.settled()
    expect(serving()).toBe('built-in')
    const { notices } = await ask<{ notices: readonly { code: string; cause: string }[] }>('app.status')
    expect(notices.find(({ code }) => code === 'EMBEDDER_MISSING')?.cause).toMatch(/cannot be used/)
    expect(await find('a boat for rowing')).toContain('notes/boat.md')
  })

  test('cannot be removed while it serves', async () => {
    await readNotes()
    const id = await add(file)
    await choose(id)
    await untilServes(id)
    await expect(ask('models.remove', { id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await untilServes('built-in')
    await ask('models.remove', { id })
    expect((await models()).models.some((model) => model.id === id)).toBe(false)
  })
})

/** Whose vectors the passages have. */
async function embedderIds(): Promise<readonly string[]> {
  const passages = (await store.memories.list({ limit: 100 })).passages.map(({ id }) => id)
  const counts = await Promise.all(ids.map(async (id) => (await store.memories.withVectors(id, passages)).length))
  return ids.filter((_, index) => counts[index]! > 0)
}

async function libraryTexts(): Promise<readonly string[]> {
  const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
  const answers = await loadAnswers(resource('answers.json'), library)
  return [...new Set([...library.map(({ text }) => text), ...[...answers.values()].flat()])]
}
