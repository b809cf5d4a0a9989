import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { historyKey, noticeHistory, signsOf } from '../../src/agent/loop/salience.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { makeHome } from './home.ts'

const run = promisify(execFile)
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.org' }
const hasGit = await run('git', ['--version']).then(() => true, () => false)
if (!hasGit) console.log('Skipped: there is no git here to make a history with.')

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const WINTER = 'I want to sing in a choir again this winter.'
const AGAIN = 'I want to sing in a choir again next winter.'
const MORE = 'The one in the old mill meets on Tuesdays. The last train home leaves late enough, and the songs are those that we had at school.'
/** The two notes as they stand in the end; in a list of versions the last is what is there now. */
const NOTES = { '2026-01-10.md': `${AGAIN} ${MORE}\n`, '2026-01-11.md': `${WINTER} ${MORE}\n` }

type Versions = readonly Readonly<Record<string, string>>[]

/** A folder with these notes, committed one version after the other; without a repository where there is one version alone. */
async function makeVault(versions: Versions) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-history-'))
  const git = (...words: readonly string[]) => run('git', ['-C', path, ...words], { env: ENV })
  const write = async (notes: Versions[number]): Promise<void> => {
    for (const [file, text] of Object.entries(notes)) await writeFile(join(path, file), text)
  }
  const commit = async (notes: Versions[number]): Promise<void> => {
    await write(notes)
    await git('add', '-A')
    await git('commit', '-q', '-m', 'a day')
  }
  if (versions.length > 1) await git('init', '-q')
  for (const notes of versions) await (versions.length > 1 ? commit : write)(notes)
  return { path, git, commit, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const uses = (proposals: boolean) => ({ memory: true, evidence: true, proposals })

/** In which order a card quotes the notes. */
async function quoted(agent: Agent): Promise<readonly string[]> {
  const { cards } = await agent.handlers['today.five']({ form: 'grounded', count: 1 })
  await agent.handlers['today.leaveFive']({})
  return cards.flatMap(({ quotes }) => quotes.map(({ text }) => text))
}

const learnt = async (agent: Agent) => JSON.stringify([(await agent.handlers['evidence.list']({ limit: 100 })).map(({ rowId, label, said }) => [rowId, label, said]), await agent.handlers['belief.you']({}), await agent.handlers['belief.skill']({})])

const FIRST = { '2026-01-10.md': `${AGAIN}\n`, '2026-01-11.md': `${WINTER} ${MORE} ${MORE} ${MORE}\n` }

async function look(versions: Versions) {
  await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
  await using vault = await makeVault(versions)
  await using agent = await home.open()
  await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
  await agent.settled()
  return { quotes: await quoted(agent), learnt: await learnt(agent), uses: await usesOf(agent) }
}

const usesOf = async (agent: Agent) => Object.fromEntries((await agent.handlers['memory.passages']({ query: 'choir', offset: 0, limit: 5 })).passages.map(({ file, use }) => [file, use]))

async function signs(home: string, sourceId: string) {
  await using store = await openStore(home)
  const rows = await store.memories.rowsOf(sourceId, Object.keys(NOTES), embedder.id)
  return { ...Object.fromEntries(rows.map(({ id, file }) => [file, signsOf(store, id)])), isMarked: store.settings.get(historyKey(sourceId)) !== undefined }
}
const UNTOUCHED = { kept: 0, expanded: 0, cut: 0 }

describe.skipIf(!hasGit)('the history of a folder under git', () => {
  it('puts what the person wrote more of before what they cut down, and nothing of it is evidence', async () => {
    const plain = await look([NOTES])
    const edited = await look([FIRST, NOTES])
    expect(plain.quotes).toEqual([WINTER, AGAIN])
    expect(edited.quotes).toEqual([AGAIN, WINTER])
    expect(edited.uses).toEqual({
      '2026-01-10.md': 'not used yet; you came back to it on another day and wrote more of it, so proposals look here sooner',
      '2026-01-11.md': 'not used yet; you came back to it on another day and cut it down, so proposals look here later',
    })
    expect(edited.learnt).toBe(plain.learnt)
  })

  it('is looked at again once something was committed, counts an edit that was seen as it was made no second time, and goes with the source', async () => {
    await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
    await using vault = await makeVault([FIRST, NOTES])
    const open = async (act: (agent: Agent) => Promise<void>) => {
      await using agent = await home.open()
      await agent.settled()
      await act(agent)
    }
    let id = ''
    await open(async (agent) => {
      id = (await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })).id
      await agent.settled()
    })
    const after = { '2026-01-10.md': { ...UNTOUCHED, expanded: 1 }, '2026-01-11.md': { ...UNTOUCHED, cut: 1 }, isMarked: true }
    expect(await signs(home.path, id)).toEqual(after)
    {
      await using store = await openStore(home.path)
      const [row] = await store.memories.rowsOf(id, ['2026-01-10.md'], embedder.id)
      await noticeHistory(store, id, 'another', [{ id: row!.id, ...UNTOUCHED, expanded: 1 }])
    }
    await open(async () => undefined)
    expect(await signs(home.path, id)).toEqual(after)
    await vault.commit({ '2026-01-11.md': `${WINTER} ${MORE} ${MORE}\n` })
    await open(async () => undefined)
    expect(await signs(home.path, id)).toEqual({ ...after, '2026-01-11.md': { ...UNTOUCHED, cut: 1, expanded: 1 } })
    await open(async (agent) => void (await agent.handlers['sources.remove']({ id })))
    expect(await signs(home.path, id)).toEqual({ isMarked: false })
  })

  it('is not looked at where proposals may not draw on the notes', async () => {
    await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
    await using vault = await makeVault([FIRST, NOTES])
    let id = ''
    {
      await using agent = await home.open()
      id = (await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(false) })).id
      await agent.settled()
    }
    expect(await signs(home.path, id)).toEqual({ '2026-01-10.md': UNTOUCHED, '2026-01-11.md': UNTOUCHED, isMarked: false })
  })

  it('that is damaged is left out, and the notes are read', async () => {
    await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
    await using vault = await makeVault([FIRST, NOTES])
    const head = (await vault.git('rev-parse', 'HEAD')).stdout.trim()
    const object = join(vault.path, '.git', 'objects', head.slice(0, 2), head.slice(2))
    await rm(object)
    await writeFile(object, 'no object at all')
    await using agent = await home.open()
    const said: string[] = []
    agent.listen(({ event, data }) => void (event === 'log' && said.push((data as { text: string }).text)))
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    expect(await quoted(agent)).toEqual([WINTER, AGAIN])
    expect(said).toEqual([expect.stringContaining(`The history of ${vault.path} was left out: it is damaged`)])
  })
})
