import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'
import { filesWith } from './store/homes.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const USES = { memory: true, evidence: true, proposals: true }
const page = { query: '', offset: 0, limit: 200 }

async function makeFolder(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-exclusions-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const NOTES = {
  'top.md': 'The bench by the south wall of the garden wants new paint.\n',
  'Journal/one.md': 'The first day of the year began with fog over the river.\n',
  'Journal/two.md': 'On the second day the fog was gone and the river shone.\n',
  'health.md': 'The knee hurts when it rains, says the diary. #health/knee\n',
}

async function start(files: Readonly<Record<string, string>>, folders: readonly string[]) {
  const home = await makeHome(embedder)
  const vault = await makeFolder(files)
  const agent = await home.open()
  const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: [...folders], uses: USES })
  await agent.settled()
  const kept = async (): Promise<readonly string[]> => [...new Set((await agent.handlers['memory.passages'](page)).passages.map(({ file }) => file))].sort()
  return {
    home, vault, agent, id, kept,
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]()
      await vault[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

describe('the list of rules', () => {
  it('says what each keeps out now, from the moment it is added', async () => {
    await using it = await start(NOTES, ['.', 'Journal'])
    expect(await it.agent.handlers['exclusions.list']({})).toEqual([])
    await it.agent.handlers['exclusions.add']({ rule: 'journal\\', sourceId: null })
    expect(await it.agent.handlers['exclusions.list']({})).toMatchObject([{ rule: 'journal/', kind: 'folder', sourceId: null, catches: 2 }])
    await it.agent.settled()
    expect(await it.agent.handlers['exclusions.list']({})).toMatchObject([{ catches: 2 }])
    expect(await it.kept()).toEqual(['health.md', 'top.md'])
    const withheld = await it.agent.handlers['memory.withheld']({})
    expect(withheld.find(({ reason }) => reason === 'your rule journal/')?.places.map((place) => place.replace(/^.*: /, ''))).toEqual(['Journal/one.md', 'Journal/two.md'])
  })

  it('keeps a rule for one source from the others, and forgets it with that source', async () => {
    await using it = await start(NOTES, ['.', 'Journal'])
    await using other = await makeFolder({ 'Journal/three.md': 'A third day, in another folder, with rain on the roof.\n' })
    const { id } = await it.agent.handlers['sources.add']({ path: other.path, folders: ['Journal'], uses: USES })
    await it.agent.settled()
    expect((await it.agent.handlers['exclusions.add']({ rule: 'Journal/', sourceId: id })).places).toHaveLength(1)
    await it.agent.settled()
    expect(await it.kept()).toEqual(['Journal/one.md', 'Journal/two.md', 'health.md', 'top.md'])
    await it.agent.handlers['sources.remove']({ id })
    expect(await it.agent.handlers['exclusions.list']({})).toEqual([])
  })

  it('is not needed to see what a whole source would take with it: that is what goes with it then', async () => {
    const wishes = { 'wish.md': '# Wishes\n\nI want to learn to sail on the lake next summer.\n', 'plan.md': 'I really want to live closer to my sister again.\n' }
    await using it = await start({ ...NOTES, ...wishes }, ['.', 'Journal'])
    const preview = await it.agent.handlers['sources.previewRemove']({ id: it.id })
    expect(preview).toMatchObject({ passages: (await it.agent.handlers['memory.passages'](page)).total })
    expect(preview.rows).toBeGreaterThan(0)
    expect(preview.threads).toBeGreaterThan(0)
    expect(await it.agent.handlers['sources.previewRemove']({ id: it.id })).toEqual(preview)
    const { passages, rows, proposals } = await it.agent.handlers['sources.remove']({ id: it.id })
    expect({ passages, rows, proposals }).toEqual({ passages: preview.passages, rows: preview.rows, proposals: preview.proposals })
    await expect(it.agent.handlers['sources.previewRemove']({ id: it.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('has a rule that is added again once', async () => {
    await using it = await start(NOTES, ['.'])
    await it.agent.handlers['exclusions.add']({ rule: '#health', sourceId: null })
    await it.agent.handlers['exclusions.add']({ rule: ' #health ', sourceId: null })
    expect(await it.agent.handlers['exclusions.list']({})).toHaveLength(1)
  })

  it('refuses what is no rule, a source that is not there, and the taking away of a rule that is none', async () => {
    await using it = await start({ 'top.md': NOTES['top.md'] }, ['.'])
    for (const route of ['exclusions.preview', 'exclusions.add'] as const) {
      await expect(it.agent.handlers[route]({ rule: 'Journal', sourceId: null })).rejects.toMatchObject({ code: 'RULE_INVALID', message: expect.stringContaining('say whether it is a folder (`Journal/`)') })
      await expect(it.agent.handlers[route]({ rule: '#a', sourceId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(it.agent.handlers['exclusions.remove']({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await it.agent.handlers['exclusions.list']({})).toEqual([])
  })
})

describe('a preview', () => {
  it('writes nothing', async () => {
    await using it = await start(NOTES, ['.', 'Journal'])
    expect(await it.agent.handlers['exclusions.preview']({ rule: '#health', sourceId: null })).toMatchObject({ rule: '#health', passages: 1 })
    expect(await it.agent.handlers['exclusions.list']({})).toEqual([])
    expect(await it.kept()).toEqual(['Journal/one.md', 'Journal/two.md', 'health.md', 'top.md'])
  })

  it('says which source cannot be looked through; what is known of it is looked at all the same', async () => {
    await using it = await start({ ...NOTES, 'secretly.md': '---\nstatus: private\n---\nA note whose front matter alone tells what it is.\n' }, ['.'])
    await rename(it.vault.path, `${it.vault.path}-away`)
    try {
      expect(await it.agent.handlers['exclusions.preview']({ rule: '#health', sourceId: null })).toMatchObject({ passages: 1, later: [expect.stringContaining('There is nothing at')] })
      expect(await it.agent.handlers['exclusions.add']({ rule: 'status: private', sourceId: null })).toMatchObject({ passages: 0, later: [expect.stringContaining('There is nothing at')] })
    } finally {
      await rename(`${it.vault.path}-away`, it.vault.path)
    }
    await it.agent.handlers['sources.readAgain']({ id: it.id })
    await it.agent.settled()
    expect(await it.kept()).toEqual(['health.md', 'top.md'])
    expect(await filesWith(it.home.path, 'front matter alone tells')).toEqual([])
  })
})

describe('a dry run', () => {
  it('of a folder shows what the rules keep out of it', async () => {
    await using it = await start({ 'top.md': NOTES['top.md'] }, ['.'])
    await it.agent.handlers['exclusions.add']({ rule: 'Journal/', sourceId: null })
    await using other = await makeFolder(NOTES)
    const run = await it.agent.handlers['sources.dryRun']({ path: other.path, seed: 0 })
    expect(run.notes).toBe(2)
    expect(run.withheld).toContainEqual({ reason: 'your rule Journal/', count: 2, places: ['Journal/one.md', 'Journal/two.md'] })
  })
})

describe('chats', () => {
  const chat = (id: string, title: string, tags: readonly string[], said: string) => ({
    id, title, meta: { tags }, created_at: 1_760_000_000,
    chat: { messages: [
      { id: `${id}-1`, role: 'user', content: said, timestamp: 1_760_000_001 },
      { id: `${id}-2`, role: 'assistant', content: `One could begin with the plainest step, and see ${id}answer.`, timestamp: 1_760_000_002 },
    ] },
  })
  const CHATS = JSON.stringify([
    chat('Qa', 'A bench', [], 'How do I paint a garden bench so that the Qaxword stays?'),
    chat('Qb', 'My knee #health', [], 'Which exercise keeps a knee like the Qbxword from hurting in the rain?'),
    chat('Qc', 'Third', ['health'], 'What did the Qcxword doctor of the last century know of sleep?'),
    chat('Qd', 'Fourth', [], 'The quiet heron stood there, Qdxword, what does that mean to a fisher?'),
    chat('Qe', 'Fifth', [], 'An open question about stairs in old houses.\n\n%%private\nQexword is hidden\n%%\n\nwifi password: Qexpass77'),
  ])
  it.each([
    ['#health', ['Qb', 'Qc']],
    ['"quiet heron"', ['Qd']],
    ['"a bench"', ['Qa']],
  ] as const)('lose to %s the conversations that it covers: %j', async (rule, gone) => {
    await using home = await makeHome(embedder)
    await using folder = await makeFolder({ 'chats.json': CHATS })
    await using agent = await home.open()
    const path = join(folder.path, 'chats.json')
    const { folders } = await agent.handlers['sources.dryRun']({ path, seed: 0 })
    await agent.handlers['sources.add']({ path, folders: folders.map((each) => each.path), uses: USES })
    await agent.settled()
    for (const id of ['Qa', 'Qb', 'Qc', 'Qd']) expect((await filesWith(home.path, `${id}xword`)).length, id).toBeGreaterThan(0)
    expect(await filesWith(home.path, 'Qexword')).toEqual([])
    expect(await filesWith(home.path, 'Qexpass77')).toEqual([])
    const preview = await agent.handlers['exclusions.preview']({ rule, sourceId: null })
    expect(await agent.handlers['exclusions.add']({ rule, sourceId: null })).toEqual(preview)
    expect(preview.places).toHaveLength(gone.length)
    await agent.settled()
    for (const id of ['Qa', 'Qb', 'Qc', 'Qd']) {
      const isGone = (gone as readonly string[]).includes(id)
      expect((await filesWith(home.path, `${id}xword`)).length === 0, id).toBe(isGone)
      expect((await filesWith(home.path, `${id}answer`)).length === 0, id).toBe(isGone)
    }
    expect(await agent.handlers['exclusions.list']({})).toMatchObject([{ catches: gone.length }])
  })
})
