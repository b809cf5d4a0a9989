import { chmod, cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@lancedb/lancedb'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import { homes } from './homes.ts'
import { ledgerRow, memoryRow } from './rows.ts'

/** Every file of a folder with its bytes. */
async function snapshot(folder: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return Object.fromEntries(await Promise.all(files.map(async (entry) => [join(entry.parentPath, entry.name), (await readFile(join(entry.parentPath, entry.name))).toString('base64')] as const)))
}

describe('a home', () => {
  const { home, use } = homes()

  /** A home with ten rows in the tables and one more in the journal alone. */
  async function filled(): Promise<string> {
    const folder = await home()
    const store = await openStore(folder)
    await store.say({ ledger: Array.from({ length: 10 }, (_, index) => ledgerRow(index + 1)) })
    await store.memories.put([memoryRow('m1'), memoryRow('m2')])
    await store.flush()
    const tables = join(folder, '..', 'tables')
    await cp(join(folder, 'store'), tables, { recursive: true })
    await store.say({ ledger: [ledgerRow(11)] })
    const journal = await readFile(join(folder, 'journal'))
    await store[Symbol.asyncDispose]()
    await rm(join(folder, 'store'), { recursive: true })
    await rename(tables, join(folder, 'store'))
    await writeFile(join(folder, 'journal'), journal)
    return folder
  }

  const ids = async (folder: string): Promise<readonly number[]> => (await use(openStore(folder))).ledger.all().map(({ id }) => id)
  const eleven = Array.from({ length: 11 }, (_, index) => index + 1)

  it('brings back from the journal what the tables lack, and says so', async () => {
    const store = await use(openStore(await filled()))
    expect(store.ledger.all().map(({ id }) => id)).toEqual(eleven)
    expect(store.reports).toEqual([expect.stringMatching(/^Brought back from .*journal .*: 1 row\.$/)])
  })

  it('drops a torn line and says so, and keeps everything else', async () => {
    const folder = await filled()
    const journal = await readFile(join(folder, 'journal'))
    await writeFile(join(folder, 'journal'), Buffer.concat([journal, Buffer.from('1a2b3c4d {"from":99,"acts":[{"sai')]))
    const store = await use(openStore(folder))
    expect(store.ledger.all().map(({ id }) => id)).toEqual(eleven)
    expect(store.reports[0]).toMatch(/torn/)
  })

  it('is not touched when a line of its journal is damaged', async () => {
    const folder = await filled()
    const store = await openStore(folder)
    await store.say({ ledger: [ledgerRow(12)] })
    await store.say({ ledger: [ledgerRow(13)] })
    const journal = await readFile(join(folder, 'journal'), 'utf8')
    await store[Symbol.asyncDispose]()
    await writeFile(join(folder, 'journal'), journal.replace('number 12', 'number 14'))
    const before = await snapshot(folder)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'HOME_DAMAGED', message: expect.stringContaining('take line 3 out of it') })
    expect(await snapshot(folder)).toEqual(before)
  })

  it('survives a power cut that left what LanceDB had not synced empty', async () => {
    const folder = await filled()
    // LanceDB writes on after the last checkpoint, and of that only names reach the disk.
    const connection = await connect(join(folder, 'store'))
    for (const name of ['ledger', 'memories']) {
      const table = await connection.openTable(name)
      await table.delete('true')
      table.close()
      const versions = join(folder, 'store', `${name}.lance`, '_versions')
      const newest = (await readdir(versions)).filter((file) => file.endsWith('.manifest')).sort()[0]!
      await writeFile(join(versions, newest), '')
      await writeFile(join(versions, 'latest_version_hint.json'), Buffer.alloc(9))
    }
    connection.close()
    const store = await use(openStore(folder))
    expect(store.ledger.all().map(({ id }) => id)).toEqual(eleven)
    expect(await store.memories.count()).toBe(2)
    await store.say({ ledger: [ledgerRow(12)] })
    await store.flush()
    await store[Symbol.asyncDispose]()
    expect(await ids(folder)).toEqual([...eleven, 12])
  })

  it('that a newer version wrote is refused and not touched', async () => {
    const folder = await filled()
    const path = join(folder, 'store', 'checkpoint.json')
    const checkpoint = JSON.parse(await readFile(path, 'utf8')) as { tables: Record<string, unknown> }
    for (const changed of [
      { ...checkpoint, format: 2, surprise: true },
      { ...checkpoint, tables: { ...checkpoint.tables, ledger: { schema: 2, version: 1 } } },
      { ...checkpoint, tables: { ...checkpoint.tables, dreams: { schema: 1, version: 1 } } },
    ]) {
      await writeFile(path, JSON.stringify(changed))
      const before = await snapshot(folder)
      await expect(openStore(folder)).rejects.toMatchObject({ code: 'HOME_NEWER', message: expect.stringContaining(folder) })
      expect(await snapshot(folder)).toEqual(before)
    }
  })

  it.each([
    ['checkpoint.json is no JSON', (folder: string) => writeFile(join(folder, 'store', 'checkpoint.json'), '{'), /is no JSON/],
    ['checkpoint.json makes no sense', (folder: string) => writeFile(join(folder, 'store', 'checkpoint.json'), '{"format":1}'), /cannot be understood/],
    ['checkpoint.json is gone', (folder: string) => rm(join(folder, 'store', 'checkpoint.json')), /checkpoint\.json is missing/],
    ['a table is gone', (folder: string) => rm(join(folder, 'store', 'ledger.lance'), { recursive: true }), /ledger\.lance is missing/],
    ['a file of a table is gone', (folder: string) => rm(join(folder, 'store', 'ledger.lance', 'data'), { recursive: true }), /table ledger cannot be read/],
    ['the header of the journal is cut', (folder: string) => writeFile(join(folder, 'journal'), '\n'), /damaged at line 1/],
  ])('says that it is damaged, and what to do, when %s', async (_, damage, message) => {
    const folder = await filled()
    await damage(folder)
    const before = await snapshot(folder)
    const error: unknown = await openStore(folder).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'HOME_DAMAGED', message: expect.stringMatching(message) })
    expect((error as Error).message).toMatch(/Put .* back/)
    expect(await snapshot(folder)).toEqual(before)
  })

  it('goes on without a journal that was moved away, and says what that may have cost', async () => {
    const folder = await filled()
    await rm(join(folder, 'journal'))
    const store = await use(openStore(folder))
    expect(store.reports).toEqual([expect.stringMatching(/journal was missing/)])
    expect(store.ledger.size).toBe(10)
    await store.say({ ledger: [ledgerRow(store.nextLedgerId())] })
    await store[Symbol.asyncDispose]()
    expect(await ids(folder)).toEqual(eleven)
  })

  it('is made anew where making it was interrupted', async () => {
    const folder = await home()
    await (await openStore(folder))[Symbol.asyncDispose]()
    await rm(join(folder, 'store', 'checkpoint.json'))
    await rm(join(folder, 'store', 'vectors.lance'), { recursive: true })
    const store = await use(openStore(folder))
    expect(store.reports).toEqual([])
    await store.say({ ledger: [ledgerRow(1)] })
  })

  it('that is a file, or lies in one, is refused as unwritable', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'tacit-store-'))
    const file = join(parent, 'file')
    await writeFile(file, 'mine')
    for (const path of [file, join(file, 'home')]) {
      await expect(openStore(path)).rejects.toMatchObject({ code: 'HOME_UNWRITABLE', message: expect.stringContaining('choose another home') })
    }
    expect(await readFile(file, 'utf8')).toBe('mine')
    await rm(parent, { recursive: true })
  })

  it.skipIf(process.platform === 'win32')('that this account may not write to is refused as unwritable, and not touched', async () => {
    const folder = await filled()
    await chmod(join(folder, '..'), 0o755)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444)
    await chmod(folder, 0o555)
    const before = await snapshot(folder)
    const asNobody = await withoutRoot(() => openStore(folder).catch((thrown: unknown) => thrown))
    const nextToIt = await withoutRoot(() => openStore(join(folder, 'inner')).catch((thrown: unknown) => thrown))
    for (const error of [asNobody, nextToIt]) expect(error).toMatchObject({ code: 'HOME_UNWRITABLE', message: expect.stringMatching(/Allow this account to write there/) })
    expect(await snapshot(folder)).toEqual(before)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755)
    await chmod(folder, 0o755)
  })
})

/** Root may write anywhere, so a test that runs as root steps down for a while. */
async function withoutRoot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid!() !== 0) return work()
  process.seteuid!(65_534)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
  }
}
