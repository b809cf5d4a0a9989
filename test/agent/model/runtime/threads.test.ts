import fc from 'fast-check'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { freeThreads, openThreads, processorUse, threadsAfter, threadsFor } from '../../../../src/agent/model/runtime/threads.ts'
import type { ProcessorUse } from '../../../../src/agent/model/runtime/threads.ts'

const CORES = 8
const before: ProcessorUse = { atMs: 5000, cores: CORES, idleMs: 70_000, allMs: 90_000, ownMs: 1234 }

/** After a second in which others kept so many cores busy, and this process so many. */
const after = (others: number, own: number): ProcessorUse => ({
  ...before,
  atMs: before.atMs + 1000,
  idleMs: before.idleMs + 1000 * (CORES - others - own),
  allMs: before.allMs + 1000 * CORES,
  ownMs: before.ownMs + 1000 * own,
})

describe('threads for a model', () => {
  test('are the cores that others leave, whatever the model itself takes of them', () => {
    expect(threadsFor(before, after(0, 0), CORES)).toBe(8)
    expect(threadsFor(before, after(0, 8), CORES)).toBe(8)
    expect(threadsFor(before, after(3, 0), CORES)).toBe(5)
    expect(threadsFor(before, after(3, 5), CORES)).toBe(5)
    expect(threadsFor(before, after(6.5, 1.5), CORES)).toBe(2)
  })

  test('are one at least and as many as compute at most', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 2 * CORES }), (busy, share, most) => {
        const threads = threadsFor(before, after(CORES * busy * (1 - share), CORES * busy * share), most)
        expect(threads).toBeGreaterThanOrEqual(1)
        expect(threads).toBeLessThanOrEqual(most)
        expect(Number.isInteger(threads)).toBe(true)
      }),
    )
  })

  test('are all where the system does not tell what its processor does', () => {
    expect(threadsFor(before, { ...before, atMs: 6000 }, 4)).toBe(4)
  })

  test('become fewer at the first look that says so, and more only after four', () => {
    expect(threadsAfter(8, [3])).toBe(3)
    expect(threadsAfter(3, [8])).toBe(3)
    expect(threadsAfter(3, [8, 8, 8])).toBe(3)
    expect(threadsAfter(3, [8, 8, 7, 8])).toBe(7)
    expect(threadsAfter(3, [2, 8, 8, 8, 8])).toBe(8)
    expect(threadsAfter(8, [8, 8, 8, 1])).toBe(1)
  })

  test('are found on this machine, and all of them are there while a context is made', async () => {
    const first = processorUse()
    const threads = await freeThreads(64)
    const second = processorUse()
    expect(threads).toBeGreaterThanOrEqual(1)
    expect(threads).toBeLessThanOrEqual(Math.max(1, second.cores))
    expect(second.ownMs).toBeGreaterThanOrEqual(first.ownMs)
    const set: number[] = []
    const working = openThreads(2, 6, (limit) => set.push(limit))
    expect(await working.making(async () => set.at(-1))).toBe(6)
    expect(set).toEqual([6, 2])
  })

  test('are looked at while a work goes on, and not after it has ended or failed', async () => {
    const set: number[] = []
    const working = openThreads(1, 64, (limit) => set.push(limit))
    await working.during(() => expect.poll(() => set.length, { timeout: 60_000 }).toBeGreaterThan(2))
    await expect(working.during(async () => Promise.reject(new Error('It failed.')))).rejects.toThrow('It failed.')
    const looks = set.length
    await wait(1200)
    expect(set).toHaveLength(looks)
  })
})
