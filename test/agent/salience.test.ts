import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { noticeEdit, signsOf } from '../../src/agent/loop/salience.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const BOAT = 'I want to have a boat on the canal. A small one, with a stove, a shelf for books and room for a friend.'
const uses = (proposals: boolean) => ({ memory: true, evidence: true, proposals })

async function makeVault() {
  const path = await mkdtemp(join(tmpdir(), 'tacit-salience-'))
  await writeFile(join(path, '2026-01-10.md'), `${BOAT}\n`)
  await writeFile(join(path, '2026-03-02.md'), 'I want to learn the cello before I am sixty.\n')
  await writeFile(join(path, '2026-04-02.md'), 'I signed up for cello lessons, for I want to learn the cello.\n')
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const learnt = async (agent: Agent) => JSON.stringify([await agent.handlers['evidence.list']({ limit: 100 }), await agent.handlers['belief.you']({}), await agent.handlers['belief.skill']({})])
const useOf = async (agent: Agent, word: string) => (await agent.handlers['memory.passages']({ query: word, offset: 0, limit: 5 })).passages[0]!

async function edit(home: string, sourceId: string, short: string) {
  await using store = await openStore(home)
  const rows = await store.memories.rowsOf(sourceId, ['2026-01-10.md'], embedder.id)
  const before = JSON.stringify(store.ledger.all())
  await noticeEdit(store, { sourceId, file: '2026-01-10.md', at: 0, before: rows.map(({ id }) => ({ id: `${id}-before`, text: short })), after: rows })
  expect(JSON.stringify(store.ledger.all())).toBe(before)
  return signsOf(store, rows[0]!.id)
}

describe('what the person keeps turning to', () => {
  it('is said where a passage is looked at, moves neither ledger nor belief, and is forgotten with the passage', async () => {
    await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
    await using vault = await makeVault()
    let sourceId = ''
    let before = ''
    {
      await using agent = await home.open()
      sourceId = (await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })).id
      await agent.settled()
      before = await learnt(agent)
      expect((await useOf(agent, 'boat')).use).toBe('not used yet')
      expect((await useOf(agent, 'sixty')).use).toBe('not used yet; you came back to it on another day, so proposals look here sooner')
    }
    expect(await edit(home.path, sourceId, 'I want to have a boat on the canal.')).toEqual({ kept: 0, expanded: 1, cut: 0 })
    let passageId = ''
    {
      await using agent = await home.open()
      await agent.settled()
      expect(await learnt(agent)).toBe(before)
      const boat = await useOf(agent, 'boat')
      expect(boat.use).toBe('not used yet; you wrote more of it, so proposals look here sooner')
      passageId = boat.id
      await agent.handlers['memory.forget']({ passageId })
    }
    await using store = await openStore(home.path)
    expect(signsOf(store, passageId)).toEqual({ kept: 0, expanded: 0, cut: 0 })
    expect(store.settings.get('salience')?.value).toEqual({})
  })

  it('is not looked at where proposals may not draw on the source', async () => {
    await using home = await makeHome(embedder, () => Date.UTC(2026, 6, 1))
    await using vault = await makeVault()
    let sourceId = ''
    {
      await using agent = await home.open()
      sourceId = (await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(false) })).id
      await agent.settled()
      expect((await useOf(agent, 'sixty')).use).toBe('not used yet')
    }
    expect(await edit(home.path, sourceId, 'I want to have a boat on the canal.')).toEqual({ kept: 0, expanded: 0, cut: 0 })
  })
})
