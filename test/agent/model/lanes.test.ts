import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLanes } from '../../../src/agent/model/lanes.ts'

type Lane = AsyncDisposable & { isBusy: boolean }

/** Lanes that know how many of them are open, and that one is never used twice at a time. */
function counted(most: number, open: () => void = () => undefined) {
  const count = { open: 0, most: 0 }
  const lanes = openLanes<Lane>(most, async () => {
    open()
    await wait(1)
    count.most = Math.max(count.most, ++count.open)
    return {
      isBusy: false,
      async [Symbol.asyncDispose]() {
        count.open--
      },
    }
  })
  return { lanes, count }
}

async function double(item: number, _: number, lane: Lane): Promise<number> {
  expect(lane.isBusy).toBe(false)
  lane.isBusy = true
  await wait(item % 3)
  lane.isBusy = false
  return item * 2
}

const items = Array.from({ length: 20 }, (_, at) => at)

test('several calls share the lanes, keep their order, and leave one lane open', async () => {
  const { lanes, count } = counted(3)
  const calls = await Promise.all([lanes.map(items, double), lanes.map([7], double), lanes.map(items, double)])
  expect(calls).toEqual([items.map((item) => item * 2), [14], items.map((item) => item * 2)])
  expect(count).toEqual({ open: 1, most: 3 })
  await lanes[Symbol.asyncDispose]()
  expect(count.open).toBe(0)
})

test('one item opens one lane', async () => {
  const { lanes, count } = counted(3)
  await lanes.map([1], double)
  expect(count.most).toBe(1)
})

test('a failure stops the rest of its call and no other', async () => {
  const { lanes } = counted(2)
  const seen: number[] = []
  const failing = lanes.map(items, async (item) => {
    seen.push(item)
    await wait(1)
    if (item === 3) throw new Error('three')
  })
  const other = lanes.map(items, double)
  await expect(failing).rejects.toThrow('three')
  expect(await other).toHaveLength(items.length)
  expect(seen.length).toBeLessThan(items.length)
})

test('a lane that cannot be opened fails every call that waits for it, and is tried again by the next', async () => {
  let isBroken = true
  const { lanes } = counted(2, () => {
    if (isBroken) throw new Error('no memory')
  })
  const calls = [lanes.map(items, double), lanes.map(items, double)]
  for (const call of calls) await expect(call).rejects.toThrow('no memory')
  isBroken = false
  expect(await lanes.map([4], double)).toEqual([8])
})

test('closing waits for the work in progress', async () => {
  const { lanes, count } = counted(2)
  const work = lanes.map(items, double)
  await lanes[Symbol.asyncDispose]()
  expect(count.open).toBe(0)
  expect(await work).toHaveLength(items.length)
})
