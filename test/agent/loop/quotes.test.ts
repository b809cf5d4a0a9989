import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Card, Passage, Quote } from '../../../src/agent/contract/index.ts'
import { allProposals, freshData } from '../../../src/agent/loop/proposals.ts'
import { followNotes } from '../../../src/agent/loop/quotes.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { PassageRow, ProposalRow, Store } from '../../../src/agent/store/types.ts'

const BOAT = 'Some day a boat on the canal would be a fine thing.'

async function open() {
  const path = await mkdtemp(join(tmpdir(), 'tacit-quotes-'))
  const store = await openStore(path)
  return { store, [Symbol.asyncDispose]: async () => { await store[Symbol.asyncDispose](); await rm(path, { recursive: true, force: true }) } }
}

function passage(id: string, text: string, changes: Partial<Passage> = {}): PassageRow {
  return { id, sourceId: 's', file: 'a.md', heading: null, lineStart: 1, lineEnd: 1, text, date: 0, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, ...changes, embedder: '', vector: null }
}

function proposal(id: string, status: ProposalRow['status'], quoted: readonly PassageRow[], text = BOAT): ProposalRow {
  const quotes: readonly Quote[] = quoted.map((row) => ({ passageId: row.id, sourceId: row.sourceId, file: row.file, heading: row.heading, lineStart: row.lineStart, lineEnd: row.lineEnd, date: row.date, text, sourceName: 'Notes' }))
  const card: Card = { id, form: 'state', kind: 'proposal', origin: 'notes', text: 'A boat', other: null, topics: [], quotes, sealedAt: 0, isSample: false, looksBack: null }
  return { id, at: 0, status, card, sealed: null, reasons: null, data: freshData({ deck: 'tray', stateIds: [], item: { text: 'A boat', axes: {} }, other: null, topic: null, since: null, isAnchor: false }) }
}

const cardOf = (store: Store, id: string) => allProposals(store).find((each) => each.id === id)!

describe('a card that quotes a note', () => {
  it('names the place where its words stand now', async () => {
    await using home = await open()
    const { store } = home
    const row = passage('p1', `${BOAT} And a garden.`)
    await store.memories.put([row])
    await store.say({ proposals: [proposal('moved', 'open', [row]), proposal('edited', 'open', [row])] })
    await store.memories.change({ put: [passage('p2', `A new start. ${BOAT}`, { file: 'b.md', lineStart: 7, lineEnd: 8 })], drop: ['p1'] })
    await followNotes({ store })
    expect(cardOf(store, 'moved')).toMatchObject({ status: 'open', card: { quotes: [{ passageId: 'p2', file: 'b.md', lineStart: 7, text: BOAT }] } })
  })

  it('is withdrawn where its words are gone, and loses one quote of two', async () => {
    await using home = await open()
    const { store } = home
    const [first, second] = [passage('p1', BOAT), passage('p2', `Again: ${BOAT}`, { file: 'b.md' })]
    await store.memories.put([first, second])
    await store.say({ proposals: [proposal('both', 'open', [first, second]), proposal('one', 'open', [first])] })
    await store.memories.change({ put: [], drop: ['p1'] })
    await followNotes({ store })
    expect(cardOf(store, 'both').card.quotes.map(({ passageId }) => passageId)).toEqual(['p2'])
    await store.memories.change({ put: [passage('p3', 'Nothing of the kind is said any more.')], drop: ['p2'] })
    await followNotes({ store })
    for (const id of ['one', 'both']) expect(cardOf(store, id)).toMatchObject({ status: 'withdrawn', card: { quotes: [] } })
  })

  it('that was answered keeps what it quoted as it was then, with its date', async () => {
    await using home = await open()
    const { store } = home
    const row = passage('p1', BOAT, { date: 86_400_000 })
    await store.memories.put([row])
    await store.say({ proposals: [proposal('answered', 'answered', [row])] })
    const before = cardOf(store, 'answered')
    await store.memories.change({ put: [], drop: ['p1'] })
    await followNotes({ store })
    expect(cardOf(store, 'answered')).toEqual(before)
    expect(before.card.quotes[0]).toMatchObject({ text: BOAT, date: 86_400_000 })
  })

  it('is left alone where nothing has changed', async () => {
    await using home = await open()
    const { store } = home
    const row = passage('p1', BOAT)
    await store.memories.put([row])
    await store.say({ proposals: [proposal('same', 'open', [row])] })
    const before = cardOf(store, 'same')
    await followNotes({ store })
    expect(cardOf(store, 'same')).toBe(before)
  })
})
