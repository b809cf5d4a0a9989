import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { rangesOf } from '../../src/agent/loop/search.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { makeHome } from './home.ts'
import type { Home } from './home.ts'

describe('the words of a query in a text', () => {
  const marked = (query: string, text: string): readonly string[] => rangesOf(query, text).map(([start, end]) => text.slice(start, end))

  it('are found whatever their case and accents', () => {
    expect(marked('cafe RIVER', 'A Café by the river; two cafés')).toEqual(['Café', 'river', 'café'])
  })

  it('are found where folding changes lengths', () => {
    expect(marked('fi', 'ﬁsh and ﬁre, İstanbul')).toEqual(['ﬁ', 'ﬁ'])
    expect(marked('istanbul', 'In İstanbul')).toEqual(['İstanbul'])
    expect(marked('🏠 home', 'my 🏠 home')).toEqual(['home'])
  })

  it('are joined where they overlap', () => {
    expect(marked('garden arden', 'the garden')).toEqual(['garden'])
    expect(marked('...', 'a... b')).toEqual([])
  })
})

describe('searching the memories', () => {
  let embedder: Embedder
  let home: Home
  let agent: Agent
  let vault: string

  beforeAll(async () => {
    vault = await mkdtemp(join(tmpdir(), 'tacit-search-'))
    await mkdir(join(vault, 'notes'))
    const notes = {
      'boat.md': 'The rowing boat needs a new coat of varnish before the spring regatta.',
      'cello.md': 'I play the cello on Tuesday evenings when the house is empty.',
      'bread.md': 'The sourdough starter wants feeding every morning, and rye flour suits it.',
      'bread (conflict copy).md': 'The sourdough starter wants feeding every morning, and rye flour suits it well.',
      'run.md': 'Ran 5 km along the river before breakfast, in 28 minutes.',
      'run again.md': 'Ran 7 km along the river before breakfast, in 39 minutes.',
      'varnish.md': 'Varnish names that I like: copal, dammar, mastic, and the one called Zanzibar.',
    }
    for (const [file, text] of Object.entries(notes)) await writeFile(join(vault, 'notes', file), text)
    embedder = await openEmbedder(embedderFile())
    home = await makeHome(embedder)
    agent = await home.open()
    await agent.handlers['sources.add']({ path: vault, folders: ['notes'], uses: { memory: true, evidence: false, proposals: false } })
    await agent.settled()
  }, 120_000)

  afterAll(async () => {
    await agent[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
    await embedder[Symbol.asyncDispose]()
    await rm(vault, { recursive: true })
  })

  const found = async (query: string): Promise<readonly string[]> =>
    (await agent.handlers['memory.search']({ query, limit: 10 })).map(({ passage, by }) => `${passage.file} by ${by}`)

  it('finds by words what holds them, and by meaning what does not', async () => {
    expect((await found('varnish'))[0]).toMatch(/by both$/)
    expect((await found('dammar'))[0]).toMatch(/^notes\/varnish.md by (words|both)$/)
    expect((await found('playing a musical instrument'))[0]).toBe('notes/cello.md by meaning')
  })

  it('finds nothing where nothing fits, and marks the words where it does', async () => {
    expect(await found('corporate tax law in Delaware')).toEqual([])
    const [hit] = await agent.handlers['memory.search']({ query: 'Rye', limit: 1 })
    expect(hit!.ranges.map(([start, end]) => hit!.passage.text.slice(start, end))).toEqual(['rye'])
    expect(hit!.passage.sourceName).not.toBe('')
  })

  it('shows a note and its copy once, and says where else it stands; what names other numbers is no copy', async () => {
    const hits = await agent.handlers['memory.search']({ query: 'sourdough starter', limit: 10 })
    const bread = hits.filter(({ passage }) => passage.file.startsWith('notes/bread'))
    expect(bread).toHaveLength(1)
    expect([bread[0]!.passage.file, ...bread[0]!.alike!.map(({ file }) => file)].toSorted()).toEqual(['notes/bread (conflict copy).md', 'notes/bread.md'])
    const runs = await agent.handlers['memory.search']({ query: 'ran along the river', limit: 10 })
    expect(runs.filter(({ passage }) => passage.file.startsWith('notes/run')).map(({ alike }) => alike)).toEqual([undefined, undefined])
  })
})
