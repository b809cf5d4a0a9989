import { join } from 'node:path'
import { connect } from '@lancedb/lancedb'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import type { MemoryRow, Store } from '../../../src/agent/store/types.ts'
import { homes } from './homes.ts'
import { seeded } from './random.ts'
import { memoryRow, vectorAlong } from './rows.ts'

const passageOf = (row: MemoryRow): object => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'embedder' && name !== 'vector'))

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, each, at) => sum + each * b[at]!, 0)
}

async function each(store: Store, embedder: string): Promise<readonly MemoryRow[]> {
  const rows: MemoryRow[] = []
  for await (const portion of store.memories.each(embedder)) rows.push(...portion)
  return rows
}

describe('memories', () => {
  const { home, use } = homes()
  const open = async (): Promise<Store> => use(openStore(await home()))

  it('come back as they were put, vectors to the last bit, after opening anew', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const rows = [memoryRow('m1', { heading: 'Plans', date: 1_700_000_000_000 }), memoryRow('m2')]
    await store.memories.put(rows)
    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(await each(again, 'minilm')).toEqual(rows)
    expect(await again.memories.get(['m2', 'none', 'm1'])).toEqual([rows[1], rows[0]].map((row) => passageOf(row!)))
  })

  it('replace one another by id, also within one batch', async () => {
    const store = await open()
    await store.memories.put([memoryRow('m1', { text: 'old' }), memoryRow('m2')])
    await store.memories.put([memoryRow('m1', { text: 'older' }), memoryRow('m1', { text: 'new' })])
    expect(await store.memories.count()).toBe(2)
    expect((await store.memories.get(['m1']))[0]!.text).toBe('new')
  })

  it('are put beside one another without one batch taking the other away', async () => {
    const store = await open()
    await Promise.all(Array.from({ length: 8 }, (_, batch) => store.memories.put([memoryRow('same'), memoryRow(`m${batch}`)])))
    expect(await store.memories.count()).toBe(9)
  })

  it('get their vectors wherever merging has moved them since it was asked who waits, and those that went stay gone', async () => {
    const store = await open()
    const rows = Array.from({ length: 12 }, (_, number) => ({ ...memoryRow(`m${number}`, { date: number }), embedder: '' as const, vector: null }))
    for (const row of rows) await store.memories.put([row])
    const waiting = await store.memories.waiting('s1', 'minilm', { most: 8 })
    expect(waiting).toEqual(['m11', 'm10', 'm9', 'm8', 'm7', 'm6', 'm5', 'm4'])
    const give = (ids: readonly string[]): Promise<void> => store.memories.giveVectors('minilm', new Map(ids.map((id) => [id, vectorAlong(Number(id.slice(1)) % 3)])))
    await give(['m11', 'm10'])
    await store.memories.change({ put: [{ ...rows[9]!, text: 'said anew' }], drop: ['m8'] })
    await give(['m9', 'm8', 'm0'])
    await store.compact()
    expect((await store.memories.get(['m7', 'm11', 'm8', 'm9'])).map(({ id, text }) => [id, text])).toEqual([['m7', rows[7]!.text], ['m11', rows[11]!.text], ['m9', 'said anew']])
    await give(['m7', 'm6', 'm11'])
    const embedded = await each(store, 'minilm')
    expect(embedded.map(({ id }) => id).toSorted()).toEqual(['m0', 'm10', 'm11', 'm6', 'm7', 'm9'])
    for (const { id, vector } of embedded) expect(vector).toEqual(vectorAlong(Number(id.slice(1)) % 3))
    expect(await store.memories.count()).toBe(11)
    expect(await store.memories.waiting('s1', 'minilm')).toEqual(['m5', 'm4', 'm3', 'm2', 'm1'])
  })

  it('are there, once each, at every moment while some get vectors, some new words and some go', async () => {
    const store = await open()
    const rows = Array.from({ length: 20 }, (_, number) => ({ ...memoryRow(`m${number}`), embedder: '' as const, vector: null }))
    await store.memories.put(rows)
    let isOver = false
    const counts = new Set<number>()
    const watching = (async () => {
      while (!isOver) counts.add(await store.memories.count())
    })()
    for (const [number, { id }] of rows.entries()) {
      if (number % 2 === 0) await store.memories.giveVectors('minilm', new Map([[id, vectorAlong(1)]]))
      else await store.memories.change({ put: [{ ...rows[number]!, text: 'new words' }, { ...rows[0]!, id: `new${number}` }], drop: [rows[number - 1]!.id] })
    }
    isOver = true
    await watching
    expect([...counts]).toEqual([20])
    expect((await store.memories.get(rows.map(({ id }) => id))).map(({ text }) => text)).toEqual(Array.from({ length: 10 }, () => 'new words'))
  })

  it('are found by their words in any language, the most telling first, and by parts of words where few hold them whole', async () => {
    const store = await open()
    const texts = { a: 'The café by the river, and the river again', b: 'Rivers are long', c: 'Über den Bergen', d: '漢字の本を読む', e: 'القهوة في الصباح', f: 'A café' }
    await store.memories.put(Object.entries(texts).map(([id, text]) => memoryRow(id, { text })))
    const found = async (query: string, wanted: Readonly<{ speaker?: 'assistant'; count?: number }> = {}): Promise<readonly string[]> =>
      (await store.memories.search(query, { count: 5, ...wanted })).map(({ id }) => id)
    expect(await found('river')).toEqual(['a', 'b'])
    expect((await found('CAFE')).toSorted()).toEqual(['a', 'f'])
    expect(await found('cafe river')).toEqual(['a'])
    expect(await found('bergen')).toEqual(['c'])
    expect(await found('漢字')).toEqual(['d'])
    expect(await found('القهوة')).toEqual(['e'])
    expect(await found("it's % _ \" nothing")).toEqual([])
    expect(await found('!?')).toEqual([])
    expect(await found('river', { count: 1 })).toEqual(['a'])
    expect(await found('river', { speaker: 'assistant' })).toEqual([])
    await store.compact()
    expect(await found('river')).toEqual(['a', 'b'])
  })

  it('tell which files they came from, and go with them', async () => {
    const store = await open()
    await store.memories.put([memoryRow('a1', { file: "it's.md", fileHash: 'h1' }), memoryRow('a2', { file: "it's.md", fileHash: 'h1' }), memoryRow('b', { file: 'b.md', fileHash: 'h2' }), memoryRow('c', { sourceId: 's2' })])
    expect(await store.memories.files('s1')).toEqual(new Map([["it's.md", 'h1'], ['b.md', 'h2']]))
    expect(await store.memories.deleteFiles('s1', ["it's.md", 'none.md'])).toBe(2)
    expect(await store.memories.files('s1')).toEqual(new Map([['b.md', 'h2']]))
    expect([await store.memories.count('s1'), await store.memories.count('s2'), await store.memories.count()]).toEqual([1, 1, 2])
  })

  it('are listed by source, file and line, a page at a time, and found by their words', async () => {
    const store = await open()
    const rows = Array.from({ length: 25 }, (_, index) => memoryRow(`m${index}`, { file: `f${index % 3}.md`, lineStart: index, text: `Line ${index} of the GARDEN 100%` }))
    await store.memories.put([...rows, memoryRow('other', { sourceId: 's0', text: "The baker's shed, größer" })])
    const ordered = rows.toSorted((a, b) => a.file.localeCompare(b.file) || a.lineStart - b.lineStart).map(({ id }) => id)
    const first = await store.memories.list({ sourceId: 's1', limit: 10 })
    const second = await store.memories.list({ sourceId: 's1', offset: 10, limit: 100 })
    expect(first.total).toBe(25)
    expect([...first.passages, ...second.passages].map(({ id }) => id)).toEqual(ordered)
    const found = async (query: string): Promise<number> => (await store.memories.list({ query, limit: 1 })).total
    expect([await found('garden'), await found('line 7 '), await found("BAKER'S GRÖSSER größer"), await found("baker's Größer"), await found('100%'), await found('100_'), await found("') OR true --")]).toEqual([25, 2, 0, 1, 25, 0, 0])
  })

  it('are the same in pages deep in the list as in one of all, in whatever script files are named, also after some came and went', async () => {
    const store = await open()
    const names = ['b.md', 'a folder/ä.md', 'Zettel.md', '🌳 tree.md', 'ﬁnal.md', '漢字.md', 'long.md']
    const rows = Array.from({ length: 1300 }, (_, index) => memoryRow(`m${index}`, {
      sourceId: index % 5 === 0 ? 's0' : 's1',
      file: index % 2 === 0 ? 'long.md' : `${names[index % names.length]!.replace('.md', '')} ${index % 40}.md`,
      lineStart: (index * 7919) % 1300,
    }))
    await store.memories.put(rows)
    const expectPages = async (sourceId?: string): Promise<void> => {
      const where = sourceId === undefined ? {} : { sourceId }
      const all = (await store.memories.list({ ...where, limit: 2000 })).passages.map(({ id }) => id)
      const paged: string[] = []
      for (let offset = 0; offset < all.length; offset += 170) paged.push(...(await store.memories.list({ ...where, offset, limit: 170 })).passages.map(({ id }) => id))
      expect(new Set(all).size).toBe((await store.memories.list({ ...where, limit: 1 })).total)
      expect(paged).toEqual(all)
    }
    await expectPages()
    await expectPages('s1')
    await store.memories.deleteFiles('s1', ['long.md'])
    await store.memories.put([memoryRow('late', { file: '0 first.md' }), memoryRow('m3', { file: 'moved.md' })])
    await expectPages()
    const some = Array.from({ length: 300 }, (_, index) => memoryRow(`added${index}`, { sourceId: index % 3 === 0 ? 's2' : 's1', file: `${names[index % names.length]} ${index % 50}`, lineStart: index }))
    await store.memories.change({ put: [], drop: [], add: some })
    await expectPages()
    await expectPages('s2')
    expect((await store.memories.list({ sourceId: 's2', limit: 1 })).total).toBe(100)
    expect(await store.memories.list({ offset: 5000, limit: 10 })).toMatchObject({ passages: [] })
  })

  it('are found by nearness, the nearest first, within one source when asked', async () => {
    const store = await open()
    await store.memories.put(Array.from({ length: 12 }, (_, index) => memoryRow(`m${index}`, { sourceId: index % 2 === 0 ? 'even' : 'odd' })))
    const near = await store.memories.nearest(vectorAlong(5), { count: 3, embedder: 'minilm' })
    expect(near[0]!.row).toEqual(passageOf(memoryRow('m5', { sourceId: 'odd' })))
    expect(near[0]!.similarity).toBeCloseTo(1, 5)
    expect(near.map(({ similarity }) => similarity)).toEqual(near.map(({ similarity }) => similarity).toSorted((a, b) => b - a))
    expect((await store.memories.nearest(vectorAlong(5), { count: 12, embedder: 'minilm', sourceId: 'even' })).map(({ row }) => row.sourceId)).toEqual(Array.from({ length: 6 }, () => 'even'))
  })

  it('are found by an index as without it, those that came after it too', async () => {
    const store = await open()
    const random = seeded(3)
    const noise = (): number => random() + random() + random() - 1.5
    // Like texts, which gather around what they are about.
    const topics = Array.from({ length: 200 }, () => Float32Array.from({ length: 384 }, noise))
    const unit = (): Float32Array => {
      const raw = topics[Math.floor(random() * 200)]!.map((each) => each + noise())
      const length = Math.hypot(...raw)
      return raw.map((each) => each / length)
    }
    const rows = Array.from({ length: 6000 }, (_, index) => memoryRow(`m${index}`, { vector: unit() }))
    const questions = Array.from({ length: 20 }, () => {
      const vector = unit()
      return { vector, similarities: new Map(rows.map((row) => [row.id, dot(row.vector, vector)])) }
    })
    async function share(known: readonly MemoryRow[]): Promise<number> {
      let hits = 0
      for (const { vector, similarities } of questions) {
        const tenth = known.map(({ id }) => similarities.get(id)!).sort((a, b) => b - a)[9]!
        const near = await store.memories.nearest(vector, { count: 10, embedder: 'minilm' })
        hits += near.filter(({ row }) => similarities.get(row.id)! >= tenth).length
      }
      return hits / (10 * questions.length)
    }
    await store.memories.put(rows.slice(0, 5000))
    await store.compact()
    expect(await share(rows.slice(0, 5000))).toBeGreaterThan(0.95)
    await store.memories.put(rows.slice(5000))
    expect(await share(rows)).toBeGreaterThan(0.95)
    await store.compact()
    expect(await share(rows)).toBeGreaterThan(0.95)
    await store.memories.deleteFiles('s1', rows.slice(0, 100).map(({ file }) => file))
    expect(await share(rows.slice(100))).toBeGreaterThan(0.95)
  })

  it('never compares two embedders, of one length or of two', async () => {
    const store = await open()
    await store.memories.put([memoryRow('m1'), memoryRow('m2')])
    await store.memories.put([memoryRow('m2', { embedder: 'other' })])
    const ids = async (embedder: string): Promise<readonly string[]> => (await store.memories.nearest(vectorAlong(1), { count: 9, embedder })).map(({ row }) => row.id)
    expect([await ids('minilm'), await ids('other'), await ids('none')]).toEqual([['m1'], ['m2'], []])

    await store.memories.put([memoryRow('m1', { embedder: 'small', vector: vectorAlong(1, 8) })])
    expect((await store.memories.nearest(vectorAlong(1, 8), { count: 9, embedder: 'small' })).map(({ row }) => row.id)).toEqual(['m1'])
    await expect(store.memories.nearest(vectorAlong(1), { count: 9, embedder: 'small' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    // The text of the other stays, and counts as not read by any embedder.
    expect(await store.memories.count()).toBe(2)
    expect([await store.memories.files('s1', 'small'), await store.memories.files('s1', 'other')]).toEqual([new Map([['m1.md', 'hash of m1']]), new Map()])
    expect((await each(store, 'other')).length).toBe(0)
  })

  it.each([
    ['of another length than its batch', [memoryRow('m1'), memoryRow('m2', { vector: vectorAlong(1, 8) })]],
    ['that is not finite', [memoryRow('m1', { vector: vectorAlong(1).with(3, Number.NaN) })]],
    ['that is zero', [memoryRow('m1', { vector: new Float32Array(384) })]],
    ['that is no array of floats', [memoryRow('m1', { vector: [1, 2] as unknown as Float32Array })]],
  ])('refuse a vector %s', async (_, rows) => {
    const store = await open()
    await expect(store.memories.put(rows)).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringMatching(/m[12]/) })
    expect(await store.memories.count()).toBe(0)
  })

  it('are the same after compacting, in one fragment and one version', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    for (let index = 0; index < 12; index += 1) await store.memories.put([memoryRow(`m${index}`), memoryRow('same', { text: `version ${index}` })])
    await store.memories.deleteFiles('s1', ['m3.md'])
    const before = await each(store, 'minilm')
    await store.compact()
    expect(await each(store, 'minilm')).toEqual(before)
    await store[Symbol.asyncDispose]()
    const connection = await connect(join(folder, 'store'))
    const table = await connection.openTable('memories')
    expect([(await table.stats()).fragmentStats.numFragments, (await table.listVersions()).length]).toEqual([1, 1])
    connection.close()
    expect(await each(await use(openStore(folder)), 'minilm')).toEqual(before)
  })

  it('go and come as the files say, whatever the files are called', async () => {
    const store = await open()
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 2, maxLength: 5 }), async (files) => {
        await store.memories.put(files.map((file, index) => memoryRow(`m${index}`, { file })))
        expect(await store.memories.deleteFiles('s1', files.slice(1))).toBe(files.length - 1)
        expect([...(await store.memories.files('s1')).keys()]).toEqual([files[0]])
        await store.memories.deleteFiles('s1', files)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the cache of vectors', () => {
  const { home, use } = homes()

  it('gives back what was put, for its embedder only, at any length and after opening anew', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await store.vectors.put('minilm', new Map([["it's", vectorAlong(1)], ['b', vectorAlong(2)]]))
    await store.vectors.put('small', new Map([['b', vectorAlong(3, 8)]]))
    await store.vectors.put('minilm', new Map([['b', vectorAlong(4)]]))
    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(await again.vectors.get('minilm', ["it's", 'b', 'none'])).toEqual(new Map([["it's", vectorAlong(1)], ['b', vectorAlong(4)]]))
    expect(await again.vectors.get('small', ["it's", 'b'])).toEqual(new Map([['b', vectorAlong(3, 8)]]))
  })

  it('answers for more keys than one question may name', async () => {
    const store = await use(openStore(await home()))
    const vectors = new Map(Array.from({ length: 2500 }, (_, index) => [`key ${index}`, vectorAlong(index, 4)] as const))
    await store.vectors.put('minilm', vectors)
    expect((await store.vectors.get('minilm', [...vectors.keys()])).size).toBe(2500)
  })
})
