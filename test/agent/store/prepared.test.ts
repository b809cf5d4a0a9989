import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import type { MemoryRow, Store } from '../../../src/agent/store/types.ts'

const OLD = 'old@1'
const NEW = 'new@2'

let home: string
let store: Store
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-prepared-'))
  store = await openStore(home)
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

const vectorOf = (length: number, at: number): Float32Array => Float32Array.from({ length }, (_, index) => Math.sin(1 + at * 7 + index * length))
const passage = (at: number, sourceId = 's'): MemoryRow => ({
  id: `p${at}`, sourceId, file: `note-${at % 3}.md`, heading: null, lineStart: at, lineEnd: at, text: `Words of passage ${at}.`, date: at, fileHash: 'h', speaker: 'person',
  conversation: null, turn: null, marks: null, embedder: OLD, vector: vectorOf(384, at),
} as MemoryRow)
const ready = (at: number, sourceId = 's') => ({ id: `p${at}`, sourceId, vector: vectorOf(256, at) })
const again = async (): Promise<void> => {
  await store[Symbol.asyncDispose]()
  store = await openStore(home)
}

async function isOnDisk(at: number): Promise<boolean> {
  const wanted = Buffer.from(vectorOf(256, at).buffer)
  const names = (await readdir(home, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  const files = await Promise.all(names.map((each) => readFile(join(each.parentPath, each.name))))
  return files.some((bytes) => bytes.includes(wanted))
}

test('what is prepared leaves the vectors in use alone until it moves in, then all are of the other length at once', async () => {
  await store.memories.put([0, 1, 2, 3].map((at) => passage(at)))
  expect(await store.prepared.waiting(NEW)).toEqual({ ids: ['p3', 'p2', 'p1', 'p0'], done: 0 })
  await store.prepared.put(NEW, [ready(3), ready(2), ready(1)])
  await again()
  expect(await store.prepared.waiting(NEW)).toEqual({ ids: ['p0'], done: 3 })
  expect((await store.memories.nearest(vectorOf(384, 2), { count: 1, embedder: OLD }))[0]!.row.id).toBe('p2')
  expect(await store.memories.nearest(vectorOf(256, 2), { count: 1, embedder: NEW })).toEqual([])

  expect(await store.prepared.moveIn(NEW)).toBe(3)
  await again()
  expect((await store.memories.nearest(vectorOf(256, 2), { count: 1, embedder: NEW }))[0]!.row.id).toBe('p2')
  expect(await store.memories.nearest(vectorOf(384, 2), { count: 1, embedder: OLD })).toEqual([])
  expect(await store.memories.waiting('s', NEW)).toEqual(['p0'])
  expect(await store.memories.get(['p0', 'p3'])).toHaveLength(2)
  expect((await store.memories.search('passage words', { count: 9 })).map(({ id }) => id).sort()).toEqual(['p0', 'p1', 'p2', 'p3'])
  expect(await store.prepared.moveIn(NEW)).toBe(0)
  expect((await store.prepared.waiting(NEW)).done).toBe(0)
})

test('a move that is cut off never happened', async () => {
  await store.memories.put([passage(0)])
  await store.prepared.put(NEW, [{ ...ready(0), vector: vectorOf(256, 0) }])
  await store.prepared.put(NEW, [{ id: 'odd', sourceId: 's', vector: vectorOf(100, 0) }])
  await store.memories.put([{ ...passage(9), id: 'odd' }])
  await expect(store.prepared.moveIn(NEW)).rejects.toThrow()
  expect((await store.memories.nearest(vectorOf(384, 0), { count: 1, embedder: OLD }))[0]!.row.id).toBe('p0')
  await again()
  expect((await store.memories.nearest(vectorOf(384, 0), { count: 1, embedder: OLD }))[0]!.row.id).toBe('p0')
})

test('what was prepared for passages that went, or for another embedder, is dropped', async () => {
  await store.memories.put([0, 1].map((at) => passage(at)))
  await store.prepared.put(NEW, [ready(0), ready(1)])
  await store.memories.change({ put: [], drop: ['p0'] })
  expect(await store.prepared.waiting(NEW)).toEqual({ ids: [], done: 1 })
  expect(await store.prepared.waiting('third@3')).toEqual({ ids: ['p1'], done: 0 })
  expect(await store.prepared.waiting(NEW)).toEqual({ ids: ['p1'], done: 0 })
})

test('a passage or a source that is forgotten takes the bytes of its prepared vectors along', async () => {
  await store.memories.put([passage(0), passage(1, 'other'), passage(2)])
  await store.prepared.put(NEW, [ready(0), ready(1, 'other'), ready(2)])
  expect([await isOnDisk(0), await isOnDisk(1), await isOnDisk(2)]).toEqual([true, true, true])
  await store.forget({ passageIds: ['p0'] })
  await store.forget({ sourceIds: ['other'] })
  expect([await isOnDisk(0), await isOnDisk(1), await isOnDisk(2)]).toEqual([false, false, true])
  await store.prepared.clear()
  expect(await isOnDisk(2)).toBe(false)
})
