import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAgent } from '../../../src/agent/agent.ts'
import type { Agent } from '../../../src/agent/agent.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { chats } from './chats.ts'
import { forged } from './forged.ts'
import { hidden } from './hidden.ts'
import { markup } from './markup.ts'
import type { HostileChat, HostileNote } from './note.ts'
import { orders } from './orders.ts'
import { others } from './others.ts'
import { strange } from './strange.ts'
import { structures } from './structures.ts'

const KINDS: Readonly<Record<string, readonly HostileNote[]>> = { orders, forged, hidden, markup, others, strange, structures }
/** The clock stands still, so that only what was read can move anything. */
const NOW = Date.UTC(2026, 5, 1, 12)
const EVERYTHING = { memory: true, evidence: true, proposals: true } as const

/** What the person really wrote: a wish, a plan, and what became of something. */
const OWN: Readonly<Record<string, string>> = {
  '2026-03-01.md': 'I would love to have one evening a week for drawing by the river, with the phone at home.\n',
  '2026-03-09.md': 'I plan to learn to bake bread with rye flour this spring, one loaf each Saturday.\n',
  '2026-05-20.md': 'I finally finished the kitchen shelf, and it holds all the jars.\n',
}

let embedder: Embedder
let folder: string
let server: ReturnType<typeof createServer>
let requests = 0
let address: string
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  folder = await mkdtemp(join(tmpdir(), 'tacit-hostile-'))
  server = createServer((_, response) => {
    requests += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  await embedder[Symbol.asyncDispose]()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
}

/** The notes point at a server that really listens, so that a request would be seen. */
const pointed = (text: string): string => text.replaceAll('http://attacker.invalid', address)

function filesOf(notes: readonly HostileNote[]): Readonly<Record<string, string>> {
  return Object.fromEntries(notes.map(({ text, file }, index) => [file === undefined ? `note ${index}.md` : /\.\w+$/.test(file) ? file : `${file}.md`, pointed(text)]))
}

/** As ChatGPT exports them. */
function exportOf(conversations: readonly HostileChat[]): string {
  const exported = conversations.map(({ title, turns }, index) => {
    const nodes = turns.map(({ role, text }, turn) => ({
      id: `n${turn}`,
      parent: turn === 0 ? 'root' : `n${turn - 1}`,
      children: turn === turns.length - 1 ? [] : [`n${turn + 1}`],
      message: { id: `n${turn}`, author: { role }, create_time: 1_772_000_000 + turn, content: { content_type: 'text', parts: [pointed(text)] }, status: 'finished_successfully', weight: 1, recipient: 'all', metadata: {} },
    }))
    const root = { id: 'root', parent: null, children: ['n0'], message: null }
    return { id: `c${index}`, title: title ?? `Conversation ${index}`, create_time: 1_772_000_000, update_time: 1_772_000_100, current_node: `n${turns.length - 1}`, mapping: Object.fromEntries([root, ...nodes].map((node) => [node.id, node])) }
  })
  return JSON.stringify(exported)
}

type Opened = AsyncDisposable & Readonly<{ agent: Agent; store: Store }>

async function openWithOwnNotes(): Promise<Opened> {
  const home = join(folder, 'home')
  const notes = join(folder, 'own')
  await write(notes, OWN)
  const opened: Store[] = []
  const agent = await openAgent({ home, openStore: async (...given) => (opened.push(await openStore(...given)), opened[0]!), embedder, now: () => NOW })
  await agent.handlers['sources.add']({ path: notes, folders: ['.'], uses: EVERYTHING })
  await agent.settled()
  return { agent, store: opened[0]!, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() }
}

/** All that nothing observed may touch, and all that the person's own notes mean. */
async function standing({ agent, store }: Opened, sourceId: string) {
  const { handlers } = agent
  const { threads } = await handlers['threads.list']({ offset: 0, limit: 200 })
  const { passages } = await handlers['memory.passages']({ query: '', sourceId, offset: 0, limit: 200 })
  return {
    ledger: store.ledger.all(),
    axes: (await handlers['belief.you']({})).axes,
    channels: await handlers['belief.channels']({}),
    settings: await handlers['settings.get']({}),
    rules: await handlers['exclusions.list']({}),
    sources: (await handlers['sources.list']({})).filter(({ id }) => id === sourceId).map(({ uses, folders, path, passages: kept }) => ({ uses, folders, path, kept })),
    ownPassages: passages.map(({ id, text, speaker }) => ({ id, text, speaker })),
    threads: threads.filter(({ aim }) => aim.sourceId === sourceId).map(({ id, aim, state, evidence, leavesOpen }) => ({ id, aim: aim.text, state, evidence: evidence.map(({ quote }) => quote.text), leavesOpen: leavesOpen?.text })),
    requests: (await handlers['app.status']({})).network.requests,
  }
}

async function expectNothingMoved(opened: Opened, add: () => Promise<unknown>): Promise<void> {
  const own = (await opened.agent.handlers['sources.list']({})).find(({ path }) => path === join(folder, 'own'))
  const before = await standing(opened, own!.id)
  expect(before.ledger.map(({ kind }) => kind).toSorted()).toEqual(['outcome', 'wish', 'wish'])
  await add()
  await opened.agent.settled()
  const after = await standing(opened, own!.id)
  expect(after).toEqual(before)
  expect(requests).toBe(0)
}

describe('hostile text', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openWithOwnNotes()
  }, 120_000)
  afterAll(() => opened[Symbol.asyncDispose]())

  it('is a suite of at least 150 notes and chats', () => {
    expect(Object.values(KINDS).flat().length + chats.length).toBeGreaterThanOrEqual(150)
  })

  for (const [kind, notes] of Object.entries(KINDS)) {
    it(`of ${notes.length} notes (${kind}) leaves belief, settings, rules and the person’s own notes exactly as they were`, async () => {
      const root = join(folder, kind, 'hostile')
      await write(root, filesOf(notes))
      await expectNothingMoved(opened, async () => {
        const { folders } = await opened.agent.handlers['sources.dryRun']({ path: root, seed: 0 })
        return opened.agent.handlers['sources.add']({ path: root, folders: folders.map(({ path }) => path), uses: EVERYTHING })
      })
      // What was kept of it can be searched and read like anything else; it is only never obeyed.
      const source = (await opened.agent.handlers['sources.list']({})).find(({ path }) => path === root)
      expect(source!.state).toBe('current')
      expect(source!.passages).toBeGreaterThan(0)
    }, 600_000)
  }

  it(`of ${chats.length} chats leaves belief, settings, rules and the person’s own notes exactly as they were`, async () => {
    const file = join(folder, 'conversations.json')
    await writeFile(file, exportOf(chats))
    await expectNothingMoved(opened, async () => {
      const { kind, folders } = await opened.agent.handlers['sources.dryRun']({ path: file, seed: 0 })
      expect(kind).toBe('chats')
      return opened.agent.handlers['sources.add']({ path: file, folders: folders.map(({ path }) => path), uses: EVERYTHING })
    })
    const source = (await opened.agent.handlers['sources.list']({})).find(({ path }) => path === file)
    expect(source!.passages).toBeGreaterThan(0)
  }, 600_000)
})
