import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { admit, claimKey } from '../../../src/agent/loop/admission.ts'
import type { ObservedClaim } from '../../../src/agent/loop/admission.ts'
import { ruleSetting } from '../../../src/agent/loop/exclusions.ts'
import { openItems } from '../../../src/agent/loop/items.ts'
import { newSource, toRow } from '../../../src/agent/loop/source-rows.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import { openStore } from '../../../src/agent/store/store.ts'

it('keeps out a claim that holds words which a rule has excluded since they were looked up', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tacit-admission-'))
  try {
    await using embedder = await openEmbedder(embedderFile())
    await using store = await openStore(home)
    const text = 'Mornings are for drawing by the window that looks to the east.'
    const source = newSource({ id: 'vault', kind: 'notes', uses: { memory: true, evidence: true, proposals: true }, name: 'Notes', path: home, isSample: false, folders: ['.'], consentedAt: 1 })
    await store.say({ sources: [toRow(source)] })
    await store.memories.put([{ id: 'p', sourceId: 'vault', file: 'a.md', heading: null, lineStart: 1, lineEnd: 1, text, date: 1, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, embedder: '', vector: null }])
    const parts = { store, items: openItems([], embedder, store.vectors, new Map()) }
    const before = 'Mornings are for the quiet heron by the window that looks to the east.'
    const claim: ObservedClaim = { kind: 'revision', item: { text, axes: {} }, before: { text: before, axes: {} }, topic: null, proposalId: null, date: 1, passageId: 'p', sourceId: 'vault', quote: text, reason: 'you wrote it in place of an earlier version' }
    expect((await admit(parts, 'revisions', [claim])).admitted.size).toBe(1)
    await store.say({ settings: [ruleSetting([{ id: 'r', rule: '"quiet heron"', sourceId: null, at: 2 }])] })
    expect(await admit(parts, 'revisions', [claim])).toEqual({ admitted: new Map(), refused: new Map([[claimKey(claim), 'kept out by your rules']]) })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
