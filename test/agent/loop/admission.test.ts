import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { admit, claimKey } from '../../../src/agent/loop/admission.ts'
import type { ObservedClaim } from '../../../src/agent/loop/admission.ts'
import { ruleSetting } from '../../../src/agent/loop/exclusions.ts'
import { openItems } from '../../../src/agent/loop/items.ts'
import { newSource, toRow } from '../../../src/agent/loop/source-rows.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { openStore } from '../../../src/agent/store/store.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

it('keeps out a claim that holds words which a rule has excluded since they were looked up', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tacit-admission-'))
  try {
    await using store = await openStore(home)
    const text = 'Mornings are for drawing by the window that looks to the east.'
    const source = newSource({ id: 'vault', kind: 'notes', uses: { memory: true, evidence: true, proposals: true }, name: 'Notes', path: home, isSample: false, folders: ['.'], consentedAt: 1 })
    await store.say({ sources: [toRow(source)] })
    await store.memories.put([{ id: 'p', sourceId: 'vault', file: 'a.md', heading: null, lineStart: 1, lineEnd: 1, text, date: 1, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, embedder: '', vector: null }])
    const parts = { store, embedder, items: openItems([], embedder, store.vectors, new Map()) }
    const before = 'Mornings are for the quiet heron by the window that looks to the east.'
    const claim: ObservedClaim = { kind: 'revision', item: { text, axes: {} }, before: { text: before, axes: {} }, topic: null, proposalId: null, date: 1, passageId: 'p', sourceId: 'vault', quote: text, reason: 'you wrote it in place of an earlier version' }
    expect((await admit(parts, 'revisions', [claim])).admitted.size).toBe(1)
    await store.say({ settings: [ruleSetting([{ id: 'r', rule: '"quiet heron"', sourceId: null, at: 2 }])] })
    expect(await admit(parts, 'revisions', [claim])).toEqual({ admitted: new Map(), refused: new Map([[claimKey(claim), 'kept out by your rules']]) })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

it('counts what stands in a copy of a note once, and what names another number or denies it for itself', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tacit-admission-'))
  try {
    await using store = await openStore(home)
    const source = newSource({ id: 'vault', kind: 'notes', uses: { memory: true, evidence: true, proposals: true }, name: 'Notes', path: home, isSample: false, folders: ['.'], consentedAt: 1 })
    await store.say({ sources: [toRow(source)] })
    const texts = {
      note: 'I finally finished the blue quilt for my sister, after three winters by the stove in the kitchen.',
      copy: 'I finally finished the blue quilt for my sister, after three winters by the stove in the kitchen!',
      touched: 'I have finally finished the blue quilt for my sister, after three winters by the stove in the kitchen.',
      other: 'I have not finished the blue quilt for my sister, after three winters by the stove in the kitchen.',
    }
    const vectors = await embedder.embed(Object.values(texts))
    await store.memories.put(Object.entries(texts).map(([id, text], index) => ({ id, sourceId: 'vault', file: `${id}.md`, heading: null, lineStart: 1, lineEnd: 1, text, date: index, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, embedder: embedder.id, vector: vectors[index]! })))
    const parts = { store, embedder, items: openItems([], embedder, store.vectors, new Map()) }
    const outcomes = Object.entries(texts).map(([id, text], index): ObservedClaim => ({ kind: 'outcome', verdict: 'happened', probability: 0.9, item: { text: 'The quilt is finished', axes: {} }, topic: null, proposalId: 'p1', date: index, passageId: id, sourceId: 'vault', quote: text, reason: 'you wrote that it is done' }))
    expect([...(await admit(parts, 'hindsight', outcomes)).admitted.values()].map(({ passageId }) => passageId)).toEqual(['note', 'other'])
    const wishes = Object.entries({ a: 'I want to run 5 km every morning', b: 'I want to run 10 km every morning', c: 'I want to run 5 km each morning' }).map(([id, quote], index) => ({ id, quote, index }))
    const wishVectors = await embedder.embed(wishes.map(({ quote }) => quote))
    await store.memories.put(wishes.map(({ id, quote, index }) => ({ id, sourceId: 'vault', file: `${id}.md`, heading: null, lineStart: 1, lineEnd: 1, text: quote, date: index, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, embedder: embedder.id, vector: wishVectors[index]! })))
    const claims = wishes.map(({ id, quote, index }): ObservedClaim => ({ kind: 'wish', probability: 0.9, item: { text: quote, axes: {} }, topic: null, proposalId: null, date: index, passageId: id, sourceId: 'vault', quote, reason: 'you wish for it' }))
    const { admitted, refused } = await admit(parts, 'intents', claims)
    expect([...admitted.values()].map(({ passageId }) => passageId)).toEqual(['a', 'b'])
    expect([...refused.values()]).toEqual(['said already'])
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
