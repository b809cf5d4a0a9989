import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openRefitting } from '../../../src/agent/loop/refitting.ts'

/** A refit that ends when it is told to. */
function openRefit() {
  const begun: ((isDone: boolean) => void)[] = []
  const refitting = openRefitting(() => new Promise((resolve) => void begun.push(resolve)))
  return { begun, ...refitting, close: () => refitting[Symbol.dispose]() }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a refit beside the answers', () => {
  it('begins after the sixth row, once the answer has been shown', async () => {
    const { begun, learnt } = openRefit()
    for (let row = 0; row < 5; row += 1) learnt(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(begun).toHaveLength(0)
    learnt(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(begun).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun).toHaveLength(1)
  })

  it('is never beside another, and rests for four times as long as it took', async () => {
    const { begun, learnt } = openRefit()
    learnt(6)
    await vi.advanceTimersByTimeAsync(1000)
    learnt(20)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(begun).toHaveLength(1)
    begun[0]!(true)
    await vi.advanceTimersByTimeAsync(39_000)
    expect(begun).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(begun).toHaveLength(2)
  })

  it('is tried again with the next row where it failed', async () => {
    const { begun, learnt } = openRefit()
    learnt(6)
    await vi.advanceTimersByTimeAsync(1000)
    begun[0]!(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(begun).toHaveLength(1)
    learnt(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun).toHaveLength(2)
  })

  it('is not made where the belief is exact already, nor after the end', async () => {
    const { begun, learnt, exact, close } = openRefit()
    learnt(6)
    exact()
    learnt(1)
    await vi.advanceTimersByTimeAsync(60_000)
    learnt(6)
    close()
    learnt(6)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(begun).toHaveLength(0)
  })
})
