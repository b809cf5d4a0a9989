import { join } from 'node:path'
import { connect } from '@lancedb/lancedb'
import { describe, expect, it, vi } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Said } from '../../../src/agent/store/types.ts'
import { homes } from './homes.ts'
import { ledgerRow, memoryRow, proposalRow } from './rows.ts'

async function rowsInTable(folder: string, name: string): Promise<number> {
  const connection = await connect(join(folder, 'store'))
  const table = await connection.openTable(name)
  const count = await table.countRows()
  connection.close()
  return count
}

describe('the store', () => {
  const { home, use } = homes()

  it('shows what was said once the promise resolves, and the same after opening anew', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const id = store.nextLedgerId()
    const said: Said = {
      ledger: [ledgerRow(id, { text: "It's «quoted»; -- and\nbroken 🌱", topic: null, data: { deep: [1.5, null, { yes: true }] } })],
      proposals: [proposalRow('p1', { status: 'answered', sealed: null })],
      sources: [{ id: 's1', at: 3, name: 'Notes', path: 'C:\\notes', data: { withheld: [] } }],
      settings: [{ key: 'theme', value: 'dark' }],
      states: [{ id: 'w1', at: 4, status: 'kept', text: 'The hall smells of bread on Saturdays.', data: { quotes: [] } }],
    }
    await store.say(said)
    const shown = { ledger: store.ledger.all(), proposals: store.proposals.all(), sources: store.sources.all(), settings: store.settings.all(), states: store.states.all() }
    expect(shown).toEqual(said)
    await store[Symbol.asyncDispose]()

    const again = await use(openStore(folder))
    expect({ ledger: again.ledger.all(), proposals: again.proposals.all(), sources: again.sources.all(), settings: again.settings.all(), states: again.states.all() }).toEqual(said)
    expect(again.reports).toEqual([])
  })

  it('keeps no tie to the objects that were said', async () => {
    const store = await use(openStore(await home()))
    const data = { rating: 4, note: undefined as string | undefined }
    await store.say({ ledger: [ledgerRow(1, { data })] })
    data.rating = 1
    expect(store.ledger.get(1)!.data).toEqual({ rating: 4 })
  })

  it('replaces a row that is said again, in memory and in the table', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await store.say({ proposals: [proposalRow('p1'), proposalRow('p2', { at: 1 })] })
    await store.flush()
    await store.say({ proposals: [proposalRow('p1', { status: 'withdrawn' }), proposalRow('p1', { status: 'answered' })] })
    await store.flush()
    await store[Symbol.asyncDispose]()
    expect(await rowsInTable(folder, 'proposals')).toBe(2)
    const again = await use(openStore(folder))
    expect(again.proposals.all().map(({ id, status }) => [id, status])).toEqual([['p2', 'open'], ['p1', 'answered']])
  })

  it('takes what is said all at once in order, each as a whole', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const ids = Array.from({ length: 200 }, () => store.nextLedgerId())
    await Promise.all([...ids.map((id) => store.say({ ledger: [ledgerRow(id)], settings: [{ key: 'last', value: id }] })), store.flush(), store.compact()])
    expect(store.ledger.all().map(({ id }) => id)).toEqual(ids)
    expect(store.settings.get('last')!.value).toBe(200)
    await store[Symbol.asyncDispose]()
    expect(await rowsInTable(folder, 'ledger')).toBe(200)
  })

  it('shows half a character as it will come back', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await store.say({ ledger: [ledgerRow(1, { text: 'cut \ud83c', data: { note: 'cut \ud83c' } })] })
    const shown = store.ledger.get(1)
    await store[Symbol.asyncDispose]()
    expect((await use(openStore(folder))).ledger.get(1)).toEqual(shown)
  })

  it('works in a home of any name', async () => {
    for (const name of ['my home', 'a%20b#c', "it's ünï 🌱"]) {
      const folder = join(await home(), name)
      const store = await use(openStore(folder))
      await store.say({ ledger: [ledgerRow(1)] })
      await store[Symbol.asyncDispose]()
      expect((await use(openStore(folder))).ledger.size, name).toBe(1)
    }
  })

  it('lets LanceDB follow by itself', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    await store.say({ ledger: [ledgerRow(1)] })
    expect(await rowsInTable(folder, 'ledger')).toBe(0)
    await vi.waitFor(async () => expect(await rowsInTable(folder, 'ledger')).toBe(1), { timeout: 30_000, interval: 100 })
  })

  it('never gives an id twice, not even that of the last row when it was forgotten', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const ids = [store.nextLedgerId(), store.nextLedgerId()]
    await store.say({ ledger: ids.map((id) => ledgerRow(id)) })
    await store.forget({ ledgerIds: [2] })
    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect([...ids, again.nextLedgerId()]).toEqual([1, 2, 3])
  })

  it.each([
    ['a number that JSON does not know', { ledger: [ledgerRow(1, { data: { share: Number.NaN } })] }, /Row 1 does not fit the table ledger.*share is NaN/s],
    ['a vector among the data', { ledger: [ledgerRow(1, { data: { vector: new Float32Array(2) } })] }, /vector is a Float32Array, not a plain object/],
    ['a time that is none', { ledger: [ledgerRow(1, { at: Number.POSITIVE_INFINITY })] }, /Row 1 does not fit the table ledger/],
    ['an id that is none', { ledger: [ledgerRow(0.5)] }, /Row 0.5 does not fit the table ledger/],
    ['a status that is none', { proposals: [proposalRow('p1', { status: 'maybe' as 'open' })] }, /Row p1 does not fit the table proposals/],
    ['a table that is none', { dreams: [] } as Said, /There is no table dreams/],
  ])('refuses %s, and keeps nothing of it', async (_, said, message) => {
    const store = await use(openStore(await home()))
    await expect(store.say({ settings: [{ key: 'kept', value: false }], ...said })).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringMatching(message) })
    expect(store.settings.size).toBe(0)
  })

  it('refuses everything once it is closed', async () => {
    const store = await use(openStore(await home()))
    await store[Symbol.asyncDispose]()
    await expect(store.say({ ledger: [ledgerRow(1)] })).rejects.toMatchObject({ code: 'AGENT_STOPPED' })
    await expect(store.memories.put([memoryRow('m1')])).rejects.toMatchObject({ code: 'AGENT_STOPPED' })
    await expect(store.forget({ ledgerIds: [1] })).rejects.toMatchObject({ code: 'AGENT_STOPPED' })
  })

  it('opens a ledger of 10,000 rows, after many small writes as after few', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const rows = Array.from({ length: 10_000 }, (_, index) => ledgerRow(index + 1))
    for (let start = 0; start < rows.length; start += 125) {
      await store.say({ ledger: rows.slice(start, start + 125) })
      await store.flush()
    }
    await store[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(again.ledger.all()).toEqual(rows)
    // There were 80 fragments, so opening merges them behind our back.
    await again.compact()
    await again[Symbol.asyncDispose]()
    const connection = await connect(join(folder, 'store'))
    const table = await connection.openTable('ledger')
    expect((await table.stats()).fragmentStats.numFragments).toBe(1)
    expect((await table.listVersions()).length).toBe(1)
    connection.close()
    expect((await use(openStore(folder))).ledger.all()).toEqual(rows)
  })
})
