import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRestingThread } from '../../src/agent/thread.ts'

/** A worker that answers each job with the thread that did it. */
const WORKER = `import { parentPort, threadId } from 'node:worker_threads'
parentPort.on('message', ({ id, input }) => setTimeout(() => parentPort.postMessage({ id, value: threadId }), input))`
const WITHIN_MS = 100_000

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-thread-'))
  file = join(folder, 'worker.mjs')
  await writeFile(file, WORKER)
})
afterAll(() => rm(folder, { recursive: true }))

describe('a thread that rests', () => {
  it('is the same for one job after another', { timeout: WITHIN_MS }, async () => {
    await using thread = openRestingThread(file, WITHIN_MS)
    const first = await thread.run('any', 0)
    expect(await thread.run('any', 0)).toBe(first)
  })

  it('is ended when nothing comes, and another does the next job', { timeout: WITHIN_MS }, async () => {
    await using thread = openRestingThread(file, 10)
    const first = await thread.run('any', 0)
    await expect.poll(() => thread.run('any', 0), { timeout: WITHIN_MS - 10_000, interval: 200 }).not.toBe(first)
  })

  it('is not ended under a job that takes longer than its rest', { timeout: WITHIN_MS }, async () => {
    await using thread = openRestingThread(file, 0)
    const [short, long] = await Promise.all([thread.run('any', 0), thread.run('any', 300)])
    expect(long).toBe(short)
  })
})
