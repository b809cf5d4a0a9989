import { cp, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '../../../src/agent/store/journal-file.ts'
import { openJournal } from '../../../src/agent/store/journal.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { filesWith, homes } from './homes.ts'
import { ledgerRow, memoryRow, proposalRow, vectorAlong } from './rows.ts'

const SAID = 'zinnia-said-canary'
const SEALED = 'zinnia-sealed-canary'
const SOURCE = 'zinnia-source-canary'
const SETTING = 'zinnia-setting-canary'
const STATE = 'zinnia-state-canary'
const PASSAGE = 'zinnia-passage-canary'
const CACHED = 'zinnia-cached-canary'
const VECTOR = Float32Array.from({ length: 384 }, (_, index) => Math.fround(Math.sin(index * 7.31) / 14))
const CACHED_VECTOR = Float32Array.from({ length: 384 }, (_, index) => Math.fround(Math.cos(index * 3.17) / 14))
const bytesOf = (vector: Float32Array): Uint8Array => new Uint8Array(vector.buffer).slice(200, 1000)

async function fill(store: Store): Promise<void> {
  // Enough around it that LanceDB's own compaction would leave the rows where they are.
  await store.say({
    ledger: Array.from({ length: 60 }, (_, index) => ledgerRow(index + 1)),
    proposals: Array.from({ length: 30 }, (_, index) => proposalRow(`p${index}`)),
    sources: [{ id: 's1', at: 1, name: 'Notes', path: '/home/me/notes', data: {} }],
  })
  await store.memories.put(Array.from({ length: 60 }, (_, index) => memoryRow(`m${index}`)))
  await store.flush()
  await store.say({
    ledger: [ledgerRow(100, { text: SAID })],
    proposals: [proposalRow('canary', { data: { reasons: SEALED } })],
    sources: [{ id: 's2', at: 2, name: SOURCE, path: `/home/me/${SOURCE}`, data: { withheld: [SOURCE] } }],
    settings: [{ key: 'canary', value: SETTING }],
    states: [{ id: 'w1', at: 1, status: 'kept', text: 'A state that stays', data: {} }, { id: 'canary', at: 2, status: 'kept', text: STATE, data: { quotes: [STATE] } }],
  })
  await store.memories.put([memoryRow('m-canary', { text: `He wrote ${PASSAGE} twice`, vector: VECTOR }), memoryRow('m-s2', { sourceId: 's2', text: SOURCE })])
  await store.vectors.put('minilm', new Map([[CACHED, CACHED_VECTOR], ['other', vectorAlong(3)]]))
}

const EVERYTHING = { ledgerIds: [100], proposalIds: ['canary'], sourceIds: ['s2'], settingKeys: ['canary'], stateIds: ['canary'], passageIds: ['m-canary'], vectorKeys: [CACHED] }
const CANARIES = { SAID, SEALED, SOURCE, SETTING, STATE, PASSAGE, CACHED, VECTOR: bytesOf(VECTOR), CACHED_VECTOR: bytesOf(CACHED_VECTOR) }

async function places(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return Object.fromEntries(await Promise.all(Object.entries(CANARIES).map(async ([name, bytes]) => [name, await filesWith(folder, bytes)] as const)))
}

const NOWHERE = Object.fromEntries(Object.keys(CANARIES).map((name) => [name, []]))

describe('forgetting', () => {
  const { home, use } = homes()

  it('leaves no byte of a row in the journal, which held it', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await fill(store)
    const before = await places(folder)
    expect([before['SAID'], before['SEALED'], before['SOURCE'], before['SETTING'], before['STATE']].every((files) => files!.includes('journal'))).toBe(true)

    await store.forget(EVERYTHING)
    expect(await places(folder)).toEqual(NOWHERE)
  })

  it('leaves no byte of a row in the tables, their old versions and fragments, which held it', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await fill(store)
    await store.flush()
    // Every canary was written over once, so that old versions hold it too.
    await store.say({ ledger: [ledgerRow(100, { text: `${SAID} again` })], proposals: [proposalRow('canary', { data: { reasons: `${SEALED} again` } })] })
    await store.memories.put([memoryRow('m-canary', { text: `${PASSAGE} again`, vector: VECTOR })])
    await store.flush()
    const before = await places(folder)
    for (const [name, files] of Object.entries(before)) expect(files.some((file) => file.includes('.lance')), name).toBe(true)
    expect(before['SAID']!.length).toBeGreaterThan(1)

    expect(await store.forget(EVERYTHING)).toEqual({ ledger: 1, proposals: 1, sources: 1, settings: 1, states: 1, passages: 2, vectors: 1, backups: 0 })
    expect(await places(folder)).toEqual(NOWHERE)
    expect(store.ledger.size).toBe(60)
    expect(await store.memories.count()).toBe(60)
    expect([...(await store.vectors.get('minilm', ['other', CACHED])).keys()]).toEqual(['other'])

    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(await places(folder)).toEqual(NOWHERE)
    expect(again.reports).toEqual([])
    expect(again.ledger.all()).toEqual(Array.from({ length: 60 }, (_, index) => ledgerRow(index + 1)))
    expect(again.proposals.size).toBe(30)
    expect(again.states.all().map(({ id }) => id)).toEqual(['w1'])
    expect(again.nextLedgerId()).toBe(101)
  })

  it('refuses what is no id, and finds nothing to do where nothing is asked', async () => {
    const store = await use(openStore(await home()))
    await expect(store.forget({ ledgerIds: [1.5] })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(store.forget({ everything: true } as object)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    expect(await store.forget({ ledgerIds: [77] })).toEqual({ ledger: 0, proposals: 0, sources: 0, settings: 0, states: 0, passages: 0, vectors: 0, backups: 0 })
  })

  it('takes what was deleted earlier with it, and copies that migrations left', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await fill(store)
    await store.memories.deleteFiles('s1', ['m-canary.md'])
    await store.flush()
    await cp(join(folder, 'store'), join(folder, 'backups', 'earlier', 'store'), { recursive: true })
    expect((await filesWith(folder, PASSAGE)).length).toBeGreaterThan(1)

    expect((await store.forget(EVERYTHING)).backups).toBe(1)
    expect(await places(folder)).toEqual(NOWHERE)
  })

  it('takes the indices over vectors and words with it', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await store.memories.put(Array.from({ length: 5001 }, (_, index) => memoryRow(`m${index}`, { vector: vectorAlong(index, 16).map((each, at) => each + (index * at) / 1e6) })))
    await store.compact()
    const indexFiles = async (): Promise<readonly string[]> => (await filesWith(folder, '')).filter((file) => file.includes('_indices'))
    const before = await indexFiles()
    expect(before).not.toEqual([])
    expect((await store.memories.search('m5000', { count: 1 })).map(({ id }) => id)).toEqual(['m5000'])

    await store.forget({ passageIds: ['m5000'] })
    expect((await indexFiles()).filter((file) => before.includes(file))).toEqual([])
    expect(await store.memories.search('m5000', { count: 1 })).toEqual([])
    await store.compact()
    expect((await store.memories.search('m78', { count: 1 })).map(({ id }) => id)).toEqual(['m78'])
    expect(await store.memories.count()).toBe(5000)
  })

  it('says in the same act what takes the place of a row, and leaves none of its older versions', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await fill(store)
    await store.flush()
    expect((await filesWith(folder, SEALED)).some((file) => file.includes('proposals.lance'))).toBe(true)

    await store.forget({ passageIds: ['m-canary'], instead: { proposals: [proposalRow('canary', { data: {} })], settings: [{ key: 'canary', value: 'clean' }] } })
    expect(await filesWith(folder, SEALED)).toEqual([])
    expect(await filesWith(folder, SETTING)).toEqual([])
    expect(store.settings.get('canary')?.value).toBe('clean')
    expect(store.proposals.size).toBe(31)

    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(again.proposals.get('canary')?.data).toEqual({})
  })

  it('puts at the next opening what a crash kept from taking the place of a row', async () => {
    const folder = await home()
    const store = await openStore(folder)
    await fill(store)
    await store[Symbol.asyncDispose]()
    const path = join(folder, 'journal')
    const journal = await openJournal(path, (await readJournal(path))!, 0)
    await journal.append({ forgotten: { passageIds: ['m-canary'], instead: { proposals: [proposalRow('canary', { data: {} })] } } }, () => undefined)
    await journal.close()
    expect((await filesWith(folder, SEALED)).length).toBeGreaterThan(0)

    const again = await use(openStore(folder))
    expect(again.proposals.get('canary')?.data).toEqual({})
    expect(await filesWith(folder, SEALED)).toEqual([])
    expect(await filesWith(folder, PASSAGE)).toEqual([])
  })

  it('finishes at the next opening what a crash interrupted', async () => {
    const folder = await home()
    const store = await openStore(folder)
    await fill(store)
    await store[Symbol.asyncDispose]()
    // What a crash leaves right after the intent was on disk.
    const path = join(folder, 'journal')
    const journal = await openJournal(path, (await readJournal(path))!, 0)
    await journal.append({ forgotten: EVERYTHING }, () => undefined)
    await journal.close()
    await writeFile(join(folder, 'store', 'ledger.lance', 'data', '.tmpAb3dEf'), `half a file with ${SAID} in it`)
    await writeFile(`${path}.new`, `half a journal with ${SAID} in it`)
    expect((await places(folder))['SAID']!.length).toBeGreaterThan(0)

    const again = await use(openStore(folder))
    expect(again.ledger.get(100)).toBeUndefined()
    expect(await again.memories.count()).toBe(60)
    expect(await places(folder)).toEqual(NOWHERE)
    expect((await readdir(folder)).sort()).toEqual(['journal', 'store'])
  })
})
