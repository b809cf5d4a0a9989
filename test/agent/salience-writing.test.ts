import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import { noticeEdit } from '../../src/agent/loop/salience.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { Store } from '../../src/agent/store/types.ts'
import { scripted } from './writing/scripted.ts'

let embedder: Embedder
let folder: string
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  folder = await mkdtemp(join(tmpdir(), 'tacit-shown-'))
}, 120_000)
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  await embedder[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const EARLIER = 'I want to sing in a choir again next winter.'
const LATER = 'I want to sing in a choir again this winter.'
const MORE = 'The one in the old mill meets on Tuesdays. The last train home leaves late enough, and the songs are those that we had at school.'
const CHOIR = { '2026-01-10.md': `${EARLIER} ${MORE}\n`, '2026-01-11.md': `${LATER} ${MORE}\n` }

type Notes = Readonly<Record<string, string>>
type Opened = Readonly<{ agent: Agent; store: Store; vault: string; sourceId: string; shown: () => Promise<readonly string[]>; learnt: () => Promise<string> }>

/** Opens an agent on these notes; `shown` are the materials of the first prompt that a model gets, in their order. */
async function withNotes<Result>(notes: Notes, evidence: boolean, act: (opened: Opened) => Promise<Result>): Promise<Result> {
  const root = await mkdtemp(join(folder, 'one-'))
  const vault = await mkdtemp(join(folder, 'vault-'))
  for (const [file, text] of Object.entries(notes)) await writeFile(join(vault, file), text)
  // What it would write is beside the point: the person stops it at the first prompt.
  const model = scripted(async () => {
    await agent.handlers['writing.stop']({})
    return ''
  })
  let store: Store | undefined
  await using agent = await openAgent({ home: root, embedder, now: () => Date.UTC(2026, 6, 1), languageModel: () => model, openStore: async (...given) => (store = await openStore(...given)) })
  const { id: sourceId } = await agent.handlers['sources.add']({ path: vault, folders: ['.'], uses: { memory: true, evidence, proposals: true } })
  await agent.settled()
  const shown = async () => {
    await agent.handlers['writing.now']({ count: 1 })
    return [...model.requests[0]!.prompt.matchAll(/<material id="P\d">(.*?)<\/material>/g)].map((match) => match[1]!)
  }
  const learnt = async () => JSON.stringify([store!.ledger.all().map(({ kind, text, data }) => [kind, text, (data as { date?: unknown }).date]), await agent.handlers['belief.you']({}), await agent.handlers['belief.skill']({})])
  return await act({ agent, store: store!, vault, sourceId, shown, learnt })
}

/** The note is saved with these words, as far as Tacit saw: `before` were its passages. */
async function edited({ store, sourceId }: Opened, file: string, before: readonly string[]): Promise<void> {
  const after = await store.memories.rowsOf(sourceId, [file], embedder.id)
  await noticeEdit(store, { sourceId, file, at: 0, before: before.map((text, index) => ({ id: index === 0 && text === after[0]!.text ? after[0]!.id : `before ${index}`, text })), after })
}

describe('what a model is shown of the person’s notes', () => {
  it.each<readonly [string, (opened: Opened) => Promise<void>]>([
    ['wrote more of', (opened) => edited(opened, '2026-01-10.md', [EARLIER])],
    ['kept while the rest of the note was rewritten', (opened) => edited(opened, '2026-01-10.md', [CHOIR['2026-01-10.md'].trim(), 'The bus was late and it rained on the way home from the market.'])],
    ['did not cut down', (opened) => edited(opened, '2026-01-11.md', [`${LATER} ${MORE} ${MORE} ${MORE}`])],
  ])('begins with what the person %s, and neither ledger nor belief moves', async (_, edit) => {
    const plain = await withNotes(CHOIR, true, async ({ shown, learnt }) => ({ learnt: await learnt(), shown: await shown() }))
    const turned = await withNotes(CHOIR, true, async (opened) => {
      await edit(opened)
      await opened.agent.settled()
      return { learnt: await opened.learnt(), shown: await opened.shown() }
    })
    expect(plain.shown).toEqual([LATER, EARLIER])
    expect(turned.shown).toEqual([EARLIER, LATER])
    expect(turned.learnt).toBe(plain.learnt)
  }, 240_000)

  it('begins with the aim that the person came back to, and neither ledger nor belief moves', async () => {
    const boat = { '2026-04-10.md': 'I want to have a boat on the canal, with a stove and a shelf for books.\n' }
    const cello = { '2026-04-02.md': 'I would love to learn the cello before I am sixty.\n' }
    const before = { '2026-03-02.md': 'I want to learn the cello with a teacher who laughs.\n' }
    const [once, twice] = [boat, { ...boat, ...before }].map((notes) => withNotes({ ...cello, ...notes }, false, async ({ shown, learnt }) => ({ learnt: await learnt(), shown: (await shown())[0] })))
    expect((await once)!.shown).toContain('boat')
    expect((await twice)!.shown).toContain('cello')
    expect((await twice)!.learnt).toBe((await once)!.learnt)
  }, 240_000)

  it('follows a note that is saved while Tacit runs, once it has been left alone', async () => {
    const { setTimeout: wait } = globalThis
    await withNotes({ ...CHOIR, '2026-01-10.md': `${EARLIER}\n` }, false, async ({ agent, vault, learnt, shown }) => {
      const before = await learnt()
      // An edit is over after ten minutes of quiet: here after a second.
      vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms?: number, ...given: readonly []) => wait(act, ms === 600_000 ? 1000 : ms, ...given)) as typeof setTimeout)
      await writeFile(join(folder, 'saved'), CHOIR['2026-01-10.md'])
      await rename(join(folder, 'saved'), join(vault, '2026-01-10.md'))
      const use = async () => (await agent.handlers['memory.passages']({ query: 'next winter', offset: 0, limit: 1 })).passages[0]?.use
      await vi.waitFor(async () => expect(await use()).toContain('wrote more of it'), { timeout: 180_000, interval: 200 })
      await agent.settled()
      expect(await learnt()).toBe(before)
      expect(await shown()).toEqual([EARLIER, LATER])
    })
  }, 240_000)
})
