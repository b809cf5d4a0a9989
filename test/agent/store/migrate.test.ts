import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Field, Schema, Utf8 } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MIGRATIONS } from '../../../src/agent/store/migrations/all.ts'
import type { Migration } from '../../../src/agent/store/migrations/migration.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import { LAYOUT, TABLE_NAMES } from '../../../src/agent/store/tables.ts'
import type { Layout } from '../../../src/agent/store/tables.ts'
import type { LedgerRow, MemoryRow, Store } from '../../../src/agent/store/types.ts'
import { filesWith, homes } from './homes.ts'
import { ledgerRow, memoryRow, proposalRow } from './rows.ts'

// A next version of the layout: ledger rows say where they were said, and kinds are written in full; memories lose their heading.
const strict = LAYOUT.ledger.row as unknown as z.ZodObject
const NEXT: Layout = {
  ...LAYOUT,
  ledger: { ...LAYOUT.ledger, version: 3, schema: new Schema([...LAYOUT.ledger.schema.fields, new Field('place', new Utf8(), false)]), row: strict.extend({ place: z.string() }) as unknown as z.ZodType<LedgerRow> },
  memories: { ...LAYOUT.memories, version: 3 },
}
const STEPS: readonly Migration[] = [
  { table: 'ledger', to: 3, name: 'kinds in full', change: (row) => ({ ...row, kind: `rated by ${String(row['kind'])}` }) },
  { table: 'ledger', to: 2, name: 'where it was said', change: (row) => ({ ...row, place: 'window' }) },
  { table: 'memories', to: 3, name: 'no headings', change: (row) => ({ ...row, heading: null }) },
]
const migrated = (id: number): object => ({ ...ledgerRow(id), place: 'window', kind: 'rated by stars' })

async function memoriesOf(store: Store): Promise<readonly MemoryRow[]> {
  const rows: MemoryRow[] = []
  for await (const portion of store.memories.each('minilm')) rows.push(...portion)
  return rows
}

describe('migrating', () => {
  const { home, use } = homes()

  /** A home of this version with rows 1–20 in the tables and 21 in the journal alone. */
  async function filled(): Promise<string> {
    const folder = await home()
    const store = await openStore(folder)
    await store.say({ ledger: Array.from({ length: 20 }, (_, index) => ledgerRow(index + 1)), proposals: [proposalRow('p1')] })
    await store.memories.put([memoryRow('m1', { heading: 'Plans' })])
    await store.flush()
    const tables = join(folder, '..', 'tables')
    await cp(join(folder, 'store'), tables, { recursive: true })
    await store.say({ ledger: [ledgerRow(21)] })
    const journal = await readFile(join(folder, 'journal'))
    await store[Symbol.asyncDispose]()
    await rm(join(folder, 'store'), { recursive: true })
    await cp(tables, join(folder, 'store'), { recursive: true })
    await writeFile(join(folder, 'journal'), journal)
    return folder
  }

  const all = Array.from({ length: 21 }, (_, index) => migrated(index + 1))

  it('brings tables and journal forward, step after step, and leaves the rest as it is', async () => {
    const folder = await filled()
    const store = await use(openStore(folder, {}, NEXT, STEPS))
    expect(store.ledger.all()).toEqual(all)
    expect(store.proposals.all()).toEqual([proposalRow('p1')])
    expect(await memoriesOf(store)).toEqual([memoryRow('m1', { heading: null })])
    expect(store.reports[0]).toMatch(/ledger, memories were brought to this version/)
    await store.say({ ledger: [migrated(22) as LedgerRow] })
    await store[Symbol.asyncDispose]()

    const again = await use(openStore(folder, {}, NEXT, STEPS))
    expect(again.reports).toEqual([])
    expect(again.ledger.all()).toEqual([...all, migrated(22)])
  })

  it('keeps a copy from which the older version goes on', async () => {
    const folder = await filled()
    await (await openStore(folder, {}, NEXT, STEPS))[Symbol.asyncDispose]()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'HOME_NEWER', message: expect.stringContaining('table ledger version 3') })

    const [copy] = await readdir(join(folder, 'backups'))
    const restored = join(folder, '..', 'restored')
    await cp(join(folder, 'backups', copy!), restored, { recursive: true })
    const store = await use(openStore(restored))
    expect(store.ledger.all()).toEqual(Array.from({ length: 21 }, (_, index) => ledgerRow(index + 1)))
    expect(await memoriesOf(store)).toEqual([memoryRow('m1', { heading: 'Plans' })])
  })

  it('leaves the home as it was when a step fails, and does it again at the next opening', async () => {
    const folder = await filled()
    const broken: readonly Migration[] = STEPS.map((step) => (step.table === 'memories' ? { ...step, change: () => { throw new Error('a mistake in a step') } } : step))
    await expect(openStore(folder, {}, NEXT, broken)).rejects.toThrow('a mistake in a step')
    const old = join(folder, '..', 'old')
    await cp(folder, old, { recursive: true })
    expect((await use(openStore(old))).ledger.size).toBe(21)
    expect((await use(openStore(folder, {}, NEXT, STEPS))).ledger.all()).toEqual(all)
  })

  it('brings a journal forward that was left behind when the tables had been', async () => {
    const folder = await filled()
    const journal = await readFile(join(folder, 'journal'))
    await (await openStore(folder, {}, NEXT, STEPS))[Symbol.asyncDispose]()
    await writeFile(join(folder, 'journal'), journal)
    expect((await use(openStore(folder, {}, NEXT, STEPS))).ledger.all()).toEqual(all)
  })

  it('does not keep in its copy what is forgotten later', async () => {
    const folder = await filled()
    const store = await use(openStore(folder, {}, NEXT, STEPS))
    const text = 'An hour by the river, number 7'
    expect((await filesWith(folder, text)).some((file) => file.startsWith('backups'))).toBe(true)
    expect((await store.forget({ ledgerIds: [7] })).backups).toBe(1)
    expect(await filesWith(folder, text)).toEqual([])
  })

  it('makes a table that an older version did not have, and keeps all the others', async () => {
    const folder = await home()
    const store = await openStore(folder)
    await store.say({ ledger: [ledgerRow(1)] })
    await store[Symbol.asyncDispose]()
    const path = join(folder, 'store', 'checkpoint.json')
    const checkpoint = JSON.parse(await readFile(path, 'utf8')) as { tables: Record<string, unknown> }
    delete checkpoint.tables['states']
    await writeFile(path, JSON.stringify(checkpoint))
    await rm(join(folder, 'store', 'states.lance'), { recursive: true })
    const row = { id: 'w1', at: 1, status: 'kept', text: 'The hall smells of bread on Saturdays.', data: {} } as const
    const next = await openStore(folder)
    expect(next.reports).toEqual([])
    await next.say({ states: [row] })
    await next[Symbol.asyncDispose]()
    const again = await use(openStore(folder))
    expect(again.ledger.all()).toEqual([ledgerRow(1)])
    expect(again.states.all()).toEqual([row])
  })

  it('has every step of every table of this version', async () => {
    for (const table of TABLE_NAMES) {
      const steps = MIGRATIONS.filter((step) => step.table === table).map(({ to }) => to)
      expect(steps).toEqual(Array.from({ length: LAYOUT[table].version - 1 }, (_, index) => index + 2))
    }
    await expect(openStore(await filled(), {}, NEXT, STEPS.slice(1))).rejects.toThrow('There is no way from version 1 of the table ledger to version 3')
  })
})
