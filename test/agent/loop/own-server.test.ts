import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBackups } from '../../../src/agent/loop/backups.ts'
import { openOwnServers } from '../../../src/agent/loop/own-server.ts'
import { openNetwork } from '../../../src/agent/network/network.ts'
import type { Network } from '../../../src/agent/network/network.ts'
import { readBackup, restoreInto } from '../../../src/agent/store/backup.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'

const KEY = 'sk-CANARY-0123456789'
const there = { address: 'http://127.0.0.1:9/v1', model: 'm', key: KEY }

let home: string
let store: Store
let network: Network
let changes = 0
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-own-server-'))
  store = await openStore(home)
  network = await openNetwork({ file: join(home, 'network.json'), isOff: false, environment: {} })
  changes = 0
})
afterEach(async () => {
  await network[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})
const open = () => openOwnServers(store, network, () => (changes += 1))

async function bytesOfHome(): Promise<string> {
  const names = await readdir(home, { recursive: true, withFileTypes: true })
  const files = await Promise.all(names.filter((each) => each.isFile()).map((each) => readFile(join(each.parentPath, each.name), 'latin1')))
  return files.join('\n')
}

test('is off until it is set, and stays set', async () => {
  const servers = open()
  expect(servers.model()).toBeNull()
  expect(servers.view()).toBeNull()
  await servers.set(there)
  expect(changes).toBe(1)
  for (const each of [servers, open()]) {
    expect(each.model()?.id).toBe('http://127.0.0.1:9/v1 m')
    expect(each.view()).toEqual({ address: 'http://127.0.0.1:9/v1', model: 'm', hasKey: true })
  }
  await servers.set(null)
  expect(open().model()).toBeNull()
})

test('shows its key nowhere, and keeps it for its own address alone', async () => {
  const servers = open()
  await servers.set(there)
  expect(JSON.stringify([servers.view(), servers.finding(), servers.model()])).not.toContain(KEY)
  await servers.set({ ...there, model: 'other', key: null })
  expect(servers.view()).toMatchObject({ model: 'other', hasKey: true })
  await servers.set({ ...there, address: 'http://127.0.0.1:10/v1', key: null })
  expect(servers.view()).toMatchObject({ hasKey: false })
})

test('leaves no byte of its key in the home once it is off or has another', async () => {
  const servers = open()
  await servers.set(there)
  await store.flush()
  expect(await bytesOfHome()).toContain(KEY)
  await servers.set({ ...there, key: 'sk-SECOND-9876543210' })
  expect(await bytesOfHome()).not.toContain(KEY)
  await servers.set(null)
  expect(await bytesOfHome()).not.toContain('sk-SECOND')
})

test('is tried with the key that is kept, and only where it was given for', async () => {
  const seen: (string | undefined)[] = []
  const http = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.end('{"data":[{"id":"a"}]}')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  try {
    const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`
    const servers = open()
    await servers.set({ address, model: 'a', key: KEY })
    expect(await servers.try({ address, model: '', key: null })).toMatchObject({ models: ['a'], ms: expect.any(Number) as number })
    await servers.try({ address: address.replace('127.0.0.1', 'localhost'), model: '', key: null }).catch(() => undefined)
    expect(seen[0]).toBe(`Bearer ${KEY}`)
    expect(seen.slice(1).every((each) => each === undefined)).toBe(true)
  } finally {
    http.closeAllConnections()
    http.close()
  }
})

test('its key is in no backup, which is restored without it', async () => {
  const servers = open()
  await servers.set(there)
  const backups = openBackups({ home, store, openStore, now: Date.now, version: '9' })
  const { id } = await backups.make()
  await backups.check(id)
  const text = await readFile(await backups.path(id), 'utf8')
  expect(text).toContain(there.address)
  expect(text).not.toContain(KEY)
})

test('asks for its key again after a restore, until one is given or it is off', async () => {
  await open().set(there)
  const backups = openBackups({ home, store, openStore, now: Date.now, version: '9' })
  const backup = await readBackup(await backups.path((await backups.make()).id))
  const elsewhere = await mkdtemp(join(tmpdir(), 'tacit-own-server-'))
  try {
    await using restored = await openStore(elsewhere)
    await restoreInto(restored, backup)
    const servers = openOwnServers(restored, network, () => undefined)
    expect(servers.view()).toEqual({ address: there.address, model: 'm', hasKey: false, isKeyMissing: true })
    expect(servers.finding()).toMatchObject({ ok: false, fix: expect.stringContaining(`tacit models server ${there.address} --model m`) })
    await servers.set({ ...there, model: 'other', key: null })
    expect(servers.view()).toMatchObject({ model: 'other', isKeyMissing: true })
    await servers.set(there)
    expect(servers.view()).toEqual({ address: there.address, model: 'm', hasKey: true })
    expect(servers.finding()).toMatchObject({ ok: true, fix: null })
  } finally {
    await rm(elsewhere, { recursive: true, force: true })
  }
})

test('asks for no key where it never had one', async () => {
  await open().set({ ...there, key: null })
  const backups = openBackups({ home, store, openStore, now: Date.now, version: '9' })
  const { said } = await readBackup(await backups.path((await backups.make()).id))
  expect(said.settings.find(({ key }) => key === 'server')?.value).toEqual({ ...there, key: null })
})

test('loses its key from backups that an earlier version made, which stay whole and of their day', async () => {
  await open().set(there)
  const backups = openBackups({ home, store, openStore, now: () => 1_700_000_000_000, version: '9' })
  const { id, at, rows } = await backups.make()
  const file = await backups.path(id)
  // As they were written before: with the key, and without a word of it in the header.
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').slice(0, -1).map((line) => line.replace(',"withoutKeys":true', '').replace('"key":null,"isKeyMissing":true', `"key":"${KEY}"`))
  const old = `${lines.join('\n')}\n`
  await writeFile(file, `${old}${JSON.stringify({ end: createHash('sha256').update(old).digest('hex') })}\n`)
  expect((await readBackup(file)).said.settings.find(({ key }) => key === 'server')?.value).toEqual(there)

  const later = openBackups({ home, store, openStore, now: () => 1_700_000_000_001, version: '9' })
  await later.daily()
  expect(await readFile(file, 'utf8')).not.toContain(KEY)
  expect(await later.list()).toEqual([expect.objectContaining({ id, at, rows, problem: null })])
  expect((await later.check(id)).checkedAt).toBe(1_700_000_000_001)
  const scrubbed = await readFile(file, 'utf8')
  await later.daily()
  expect(await readFile(file, 'utf8')).toBe(scrubbed)
})

test('does not make a damaged backup look whole by taking the key out', async () => {
  await open().set(there)
  const backups = openBackups({ home, store, openStore, now: Date.now, version: '9' })
  const file = await backups.path((await backups.make()).id)
  const damaged = (await readFile(file, 'utf8')).replace(',"withoutKeys":true', '')
  await writeFile(file, damaged)
  await backups.daily()
  expect(await readFile(file, 'utf8')).toBe(damaged)
  await expect(readBackup(file)).rejects.toMatchObject({ code: 'HOME_DAMAGED' })
})
