import { appendFile, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { watchFolder } from '../../../src/agent/observe/watch.ts'

const TIMES = { quietMs: 10, goneMs: 20, scanMs: 20 }
const DAY_MS = 86_400_000

/** A file that was changed so long ago, watched, and how often it was to be looked at. */
async function watchedFile(agoMs: number, act: (path: string, looks: () => number) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tacit-watch-'))
  const path = join(folder, 'conversations.json')
  let looks = 0
  try {
    await writeFile(path, '[]')
    const at = new Date(Date.now() - agoMs)
    await utimes(path, at, at)
    await using _watch = await watchFolder(path, { onFiles: () => undefined, onAll: async () => void (looks += 1), onMode: () => undefined }, TIMES)
    await act(path, () => looks)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await wait(5)
}

it('looks at one file again when it has changed or gone, and not while it is as it was', async () => {
  await watchedFile(DAY_MS, async (path, looks) => {
    await wait(20 * TIMES.scanMs)
    expect(looks()).toBe(0)
    await appendFile(path, ' ')
    await until(() => looks() > 0)
    await wait(20 * TIMES.scanMs)
    // A look may fall into the middle of the change.
    const seen = looks()
    await wait(20 * TIMES.scanMs)
    expect(looks()).toBe(seen)
    await rm(path)
    await until(() => looks() > seen)
  })
})

it('looks once at a file that may have changed while it was read', async () => {
  await watchedFile(0, async (_path, looks) => {
    await until(() => looks() === 1)
    await wait(20 * TIMES.scanMs)
    expect(looks()).toBe(1)
  })
})
