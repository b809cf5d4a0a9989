import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFollower } from '../../../src/agent/store/follow.ts'

describe('following', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('waits until it is quiet, and then takes all that waits', async () => {
    let [waiting, followed] = [0, 0]
    const follower = createFollower(() => waiting, async () => void ((followed += waiting), (waiting = 0)), () => undefined)
    for (let at = 0; at < 5; at += 1) {
      waiting += 1
      follower.soon()
      await vi.advanceTimersByTimeAsync(900)
      expect(followed).toBe(0)
    }
    await vi.advanceTimersByTimeAsync(200)
    expect([followed, waiting]).toEqual([5, 0])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not wait for quiet once much is waiting', async () => {
    let waiting = 500
    const follower = createFollower(() => waiting, async () => void (waiting = 0), () => undefined)
    follower.soon()
    await vi.advanceTimersByTimeAsync(1)
    expect(waiting).toBe(0)
  })

  it('tells of a failure and tries again later, until it succeeds and is told to be over', async () => {
    let [waiting, tries] = [1, 0]
    const troubles: unknown[] = []
    let over = 0
    async function follow(): Promise<void> {
      tries += 1
      if (tries < 3) throw new Error('full')
      waiting = 0
    }
    const follower = createFollower(() => waiting, follow, (thrown) => troubles.push(thrown), () => (over += 1))
    follower.soon()
    await vi.advanceTimersByTimeAsync(120_000)
    expect([tries, waiting, troubles.length, over]).toEqual([3, 0, 2, 1])
    waiting = 1
    follower.soon()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([tries, over], 'what was never amiss is not over').toEqual([4, 1])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('has nothing under way and starts nothing once it was stopped', async () => {
    let [isBusy, runs] = [false, 0]
    const follower = createFollower(() => 1, async () => {
      isBusy = true
      await new Promise((resolve) => setTimeout(resolve, 50))
      isBusy = false
      runs += 1
    }, () => undefined)
    follower.soon()
    await vi.advanceTimersByTimeAsync(1010)
    expect(isBusy).toBe(true)
    const stopped = follower.stop()
    await vi.advanceTimersByTimeAsync(50)
    await stopped
    expect(isBusy).toBe(false)
    follower.soon()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runs).toBe(1)
  })
})
