import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openEmbedderAttempts } from '../../../src/agent/loop/embedder-attempts.ts'
import { openStore } from '../../../src/agent/store/store.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-attempts-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** The process ends while the embedder is opened: nothing comes after. */
async function crash(modelId: string): Promise<void> {
  await using store = await openStore(home)
  await new Promise<void>((resolve) => {
    void openEmbedderAttempts(store).attempt(modelId, () => {
      resolve()
      return new Promise(() => undefined)
    })
  })
}

it('does not open an embedder a third time that took the process down twice, until it is chosen anew', async () => {
  await crash('own-bad')
  await crash('own-bad')
  {
    await using store = await openStore(home)
    const attempts = openEmbedderAttempts(store)
    await expect(attempts.attempt('own-bad', async () => 'opened')).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('choose the built-in one first') })
    expect(await attempts.attempt('another', async () => 'opened')).toBe('opened')
  }
  await crash('own-bad')
  await crash('own-bad')
  await using store = await openStore(home)
  const attempts = openEmbedderAttempts(store)
  attempts.forget()
  expect(await attempts.attempt('own-bad', async () => 'opened')).toBe('opened')
})

it('opens an embedder also where nothing can be written down', async () => {
  await using store = await openStore(home)
  const attempts = openEmbedderAttempts({ settings: store.settings, say: () => Promise.reject(new Error('the disk is full')) })
  expect(await attempts.attempt('own', async () => 'opened')).toBe('opened')
})

it('counts no embedder that was refused, or called off, in words', async () => {
  await using store = await openStore(home)
  const attempts = openEmbedderAttempts(store)
  for (let time = 0; time < 3; time += 1) {
    await expect(attempts.attempt('own-odd', async () => { throw new Error('not a model') })).rejects.toThrow('not a model')
  }
})
