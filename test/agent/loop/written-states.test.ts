import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { allWritten, trimRetired } from '../../../src/agent/loop/written-states.ts'
import { textKey } from '../../../src/agent/model/text-key.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { proposalRow, vectorAlong } from '../store/rows.ts'

let home: string
let store: Store
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-retired-'))
  store = await openStore(home)
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

const row = (index: number, status: 'kept' | 'retired' = 'retired') => ({ id: `w${index}`, at: index, status, text: `State ${index}.`, data: { quotes: [], material: [], parents: [] } })
const ids = (): readonly string[] => allWritten(store).map(({ id }) => id)

test('of what a model wrote and is offered no more the oldest go, with their vectors; what stands on a card and what is offered stay', async () => {
  await store.say({ states: [row(1), row(2), row(3), row(4), row(5), row(0, 'kept')], proposals: [proposalRow('p', { status: 'answered', data: { stateIds: ['w1'] } })] })
  await store.vectors.put('e', new Map([2, 4].map((index) => [textKey(`State ${index}.`), vectorAlong(index)])))
  await trimRetired(store, { most: 4, least: 2 })
  expect(ids()).toHaveLength(6)
  await trimRetired(store, { most: 3, least: 2 })
  expect(ids().toSorted()).toEqual(['w0', 'w1', 'w4', 'w5'])
  expect(await store.vectors.keys()).toEqual([textKey('State 4.')])
})
