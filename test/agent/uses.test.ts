import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { SourceUses } from '../../src/agent/contract/index.ts'
import { groundsOf } from '../../src/agent/loop/evidence.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { ProposalRow, Store } from '../../src/agent/store/types.ts'
import { filesWith } from './store/homes.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const ALL: SourceUses = { memory: true, evidence: true, proposals: true }
const NOTES = {
  'wish.md': 'I really want a small wooden boat called Quirrel on the canal behind the mill.\n',
  'plain.md': 'The floor of the hall was waxed by Mr Ostrander on a rainy day in the last week of May.\n',
}

/** A home that has read the notes and shows an open and an answered card which quote the wish. */
async function start(uses: SourceUses) {
  const folders = await Promise.all(['home', 'vault'].map((name) => mkdtemp(join(tmpdir(), `tacit-uses-${name}-`))))
  const [home, vault] = folders as [string, string]
  for (const [file, text] of Object.entries(NOTES)) await writeFile(join(vault, file), text)
  let store: Store | undefined
  const agent = await openAgent({ home, embedder, openStore: async (path, options) => (store = await openStore(path, options)) })
  const { id } = await agent.handlers['sources.add']({ path: vault, folders: ['.'], uses })
  await agent.settled()
  const { passages } = await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 50 })
  const wish = passages.find(({ text }) => text.includes('Quirrel'))!
  const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
  const card = store!.proposals.get(cards[0]!.id)!
  const { id: passageId, file, heading, lineStart, lineEnd, date, text } = wish
  const quotes = [{ passageId, sourceId: id, file, heading, lineStart, lineEnd, date, text, sourceName: 'Notes' }]
  const made = (name: string, status: ProposalRow['status']): ProposalRow => ({ ...card, id: name, status, card: { ...card.card, id: name, quotes } })
  await store!.say({ proposals: [made('open', 'open'), made('answered', 'answered')] })
  return {
    home, vault, agent, id, store: store!,
    texts: async () => (await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 50 })).passages.map((passage) => passage.file).sort(),
    setUses: async (next: SourceUses) => {
      await agent.handlers['sources.setUses']({ id, uses: next })
      await agent.settled()
    },
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]()
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    },
  }
}

describe('what a source is used for', () => {
  it('without memory keeps only what a card quotes or evidence rests on, and has the rest again when memory is allowed', async () => {
    await using it = await start(ALL)
    expect((await filesWith(it.home, 'Ostrander')).length).toBeGreaterThan(0)
    await it.setUses({ ...ALL, memory: false })
    expect(await it.texts()).toEqual(['wish.md'])
    expect(await filesWith(it.home, 'Ostrander')).toEqual([])
    expect(it.store.proposals.get('open')?.card.quotes).toHaveLength(1)
    await it.agent.handlers['sources.readAgain']({ id: it.id })
    await it.agent.settled()
    expect(await it.texts()).toEqual(['wish.md'])
    await it.setUses(ALL)
    expect(await it.texts()).toEqual(['plain.md', 'wish.md'])
  })

  it('that was never allowed to be memory keeps nothing else from the first reading on', async () => {
    await using it = await start({ ...ALL, memory: false })
    expect(await it.texts()).toEqual(['wish.md'])
    expect(await filesWith(it.home, 'Ostrander')).toEqual([])
  })

  it('without evidence forgets the rows that were read from it, and the belief with them', async () => {
    await using it = await start(ALL)
    expect(it.store.ledger.all().some((row) => groundsOf(row)?.quote.includes('Quirrel'))).toBe(true)
    expect((await it.agent.handlers['belief.you']({})).rows).toBeGreaterThan(0)
    await it.setUses({ ...ALL, evidence: false })
    expect(it.store.ledger.all().filter((row) => groundsOf(row) !== null)).toEqual([])
    const you = await it.agent.handlers['belief.you']({})
    expect(you.rows).toBe(0)
    expect(you.axes.every(({ mean }) => mean === 0)).toBe(true)
    expect(await it.texts()).toEqual(['plain.md', 'wish.md'])
  })

  it('without proposals takes its words off the cards, and unanswered ones with them', async () => {
    await using it = await start({ ...ALL, evidence: false })
    await it.setUses({ memory: true, evidence: false, proposals: false })
    expect(it.store.proposals.get('open')).toBeUndefined()
    expect(it.store.proposals.get('answered')?.card.quotes).toEqual([])
    expect((await filesWith(it.home, 'Quirrel')).some((file) => file.includes('proposals'))).toBe(false)
    const { cards } = await it.agent.handlers['today.five']({ form: 'grounded', count: 5 })
    expect(cards.flatMap(({ quotes }) => quotes)).toEqual([])
  })

  it('is said in the source', async () => {
    await using it = await start(ALL)
    const uses = { memory: true, evidence: false, proposals: false }
    expect((await it.agent.handlers['sources.setUses']({ id: it.id, uses })).uses).toEqual(uses)
    await expect(it.agent.handlers['sources.setUses']({ id: 'nobody', uses })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a note that says no after it was read', () => {
  it('is forgotten whole at the next reading: passages, rows, quotes, and their bytes', async () => {
    await using it = await start(ALL)
    expect((await filesWith(it.home, 'Quirrel')).length).toBeGreaterThan(0)
    await writeFile(join(it.vault, 'wish.md'), `---\ntacit: false\n---\n${NOTES['wish.md']}`)
    await it.agent.handlers['sources.readAgain']({ id: it.id })
    await it.agent.settled()
    expect(await it.texts()).toEqual(['plain.md'])
    expect(it.store.proposals.get('open')).toBeUndefined()
    expect(it.store.proposals.get('answered')?.card.quotes).toEqual([])
    expect(await filesWith(it.home, 'Quirrel')).toEqual([])
  })
})

describe('a part of a note that says no after it was read', () => {
  const POND = 'The heron by the pond of Mrs Tuxford came back on the first cold morning.'
  const marks = {
    'a paragraph with the tag': (wish: string) => `${wish} #private\n\n${POND}\n`,
    'the section under a heading with the tag': (wish: string) => `${POND}\n\n## Mine #private\n\n${wish}\n`,
    'a comment': (wish: string) => `%%private\n${wish}\n%%\n\n${POND}\n`,
  }

  it.each(Object.entries(marks))('is forgotten whole at the next reading, and the rest of the note stays: %s', async (_, marked) => {
    await using it = await start(ALL)
    const wish = NOTES['wish.md'].trim()
    await writeFile(join(it.vault, 'wish.md'), `${wish}\n\n${POND}\n`)
    await it.agent.handlers['sources.readAgain']({ id: it.id })
    await it.agent.settled()
    expect(it.store.proposals.get('answered')?.card.quotes.map(({ text }) => text)).toEqual([wish])
    expect(it.store.ledger.all().some((row) => groundsOf(row)?.quote.includes('Quirrel'))).toBe(true)
    expect(await it.store.vectors.keys()).toContain(textKey(wish))
    await writeFile(join(it.vault, 'wish.md'), marked(wish))
    await it.agent.handlers['sources.readAgain']({ id: it.id })
    await it.agent.settled()
    const { passages } = await it.agent.handlers['memory.passages']({ query: '', offset: 0, limit: 50 })
    expect(passages.filter(({ file }) => file === 'wish.md').map(({ text }) => text)).toEqual([POND])
    expect(it.store.proposals.get('open')).toBeUndefined()
    expect(it.store.proposals.get('answered')?.card.quotes).toEqual([])
    expect(it.store.ledger.all().filter((row) => groundsOf(row)?.quote.includes('Quirrel'))).toEqual([])
    expect(await it.store.vectors.keys()).not.toContain(textKey(wish))
    expect(await filesWith(it.home, 'Quirrel')).toEqual([])
  })

  it('takes nothing along that was only rewritten in the same save, wherever the part stands then', async () => {
    await using it = await start(ALL)
    const wish = NOTES['wish.md'].trim()
    const part = '%%private\nNobody is to read about the knee and the doctor.\n%%'
    const quotes = () => it.store.proposals.get('answered')?.card.quotes.map(({ text }) => text)
    for (const note of [`${wish}\n\n${part}\n`, `A line above it all.\n\n${wish}\n\n${part}\n`, `A line above it all, and another thought.\n\n${POND}\n\n${part}\n`]) {
      await writeFile(join(it.vault, 'wish.md'), note)
      await it.agent.handlers['sources.readAgain']({ id: it.id })
      await it.agent.settled()
      expect(quotes()).toEqual([wish])
    }
  })
})
