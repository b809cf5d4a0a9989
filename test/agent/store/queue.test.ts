import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createQueue } from '../../../src/agent/store/queue.ts'

function hold(): Readonly<{ until: Promise<void>; release(): void }> {
  let release!: () => void
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release: () => release() }
}

describe('the queue', () => {
  it('writes one at a time, in order, and goes on after a failure', async () => {
    const queue = createQueue()
    const order: string[] = []
    const write = (name: string, ms: number) => queue.write(async () => {
      order.push(`${name} starts`)
      await wait(ms)
      order.push(`${name} ends`)
      if (name === 'b') throw new Error('b fails')
      return name
    })
    const results = await Promise.allSettled([write('a', 20), write('b', 1), write('c', 5)])
    expect(order).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('reads while a write is under way', async () => {
    const queue = createQueue()
    const held = hold()
    const writing = queue.write(() => held.until)
    expect(await queue.read(async () => 'read')).toBe('read')
    held.release()
    await writing
  })

  it('is alone only when the readers have gone, and lets new ones in only afterwards', async () => {
    const queue = createQueue()
    const order: string[] = []
    const [reader, loner] = [hold(), hold()]
    const before = queue.read(() => reader.until.then(() => order.push('before')))
    const writing = queue.write(() => queue.alone(() => loner.until.then(() => order.push('alone'))))
    await wait(0)
    const after = queue.read(async () => order.push('after'))
    loner.release()
    await wait(0)
    expect(order).toEqual([])
    reader.release()
    await Promise.all([before, writing, after])
    expect(order).toEqual(['before', 'alone', 'after'])
  })

  it('lets readers in again after work alone has failed', async () => {
    const queue = createQueue()
    await expect(queue.write(() => queue.alone(() => Promise.reject(new Error('no'))))).rejects.toThrow('no')
    expect(await queue.read(async () => 1)).toBe(1)
  })

  it('does what is queued before it closes, and refuses what comes later', async () => {
    const queue = createQueue()
    const writing = queue.write(() => wait(5, 'done'))
    await queue.close()
    expect(await Promise.race([writing, 'not done'])).toBe('done')
    await expect(queue.write(async () => 1)).rejects.toMatchObject({ code: 'AGENT_STOPPED' })
    await expect(queue.read(async () => 1)).rejects.toMatchObject({ code: 'AGENT_STOPPED' })
  })
})
