import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditOf, auditReading, auditRefusals } from '../../../src/agent/loop/audit.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'

const NOW = new Date(2026, 5, 3, 12).getTime()

let home: string
let store: Store
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-audit-'))
  store = await openStore(home)
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

const thisWeek = async () => (await auditOf(store, 1, NOW))[0]!
const refusal = (key: string) => [key, 'no reason given'] as const

describe('the weekly audit', () => {
  it('counts what comes in at the same time from readings and from claims', async () => {
    const counts = { passages: 2, merged: 1, refused: { 'marked as private': 1 } }
    await Promise.all([auditReading(store, counts, NOW), auditRefusals(store, new Map([refusal('a')]), NOW), auditReading(store, counts, NOW)])
    const { passages, merged, refused } = await thisWeek()
    expect({ passages, merged }).toEqual({ passages: 4, merged: 2 })
    expect(refused).toEqual([{ reason: 'marked as private', count: 2 }, { reason: 'no reason given', count: 1 }])
  })

  it('counts a refused claim once, and does not keep them without bound', async () => {
    for (let turn = 0; turn < 3; turn += 1) await auditRefusals(store, new Map([refusal('again')]), NOW)
    for (let turn = 0; turn < 3; turn += 1) await auditRefusals(store, new Map([...Array.from({ length: 3000 }, (_, number) => refusal(`${turn} ${number}`)), refusal('again')]), NOW)
    expect((await thisWeek()).refused).toEqual([{ reason: 'no reason given', count: 9001 }])
    const { keys } = store.settings.get('audit.refusedClaims')!.value as { keys: string[] }
    expect(keys).toHaveLength(5000)
  })

  it('keeps hashes that no other home would make of the same claim', async () => {
    await auditRefusals(store, new Map([refusal('the same')]), NOW)
    const other = await mkdtemp(join(tmpdir(), 'tacit-audit-'))
    const second = await openStore(other)
    await auditRefusals(second, new Map([refusal('the same')]), NOW)
    const keysOf = (of: Store) => (of.settings.get('audit.refusedClaims')!.value as { keys: string[] }).keys
    expect(keysOf(store)).not.toEqual(keysOf(second))
    await second[Symbol.asyncDispose]()
    await rm(other, { recursive: true, force: true })
  })
})
