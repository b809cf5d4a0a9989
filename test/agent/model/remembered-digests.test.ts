import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rememberedDigests } from '../../../src/agent/model/remembered-digests.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** What a memory that was tampered with would say: told only where the file is not read. */
const OTHER = sha256('not what the file holds')
const LONG_AGO = new Date(2020, 1, 1)

let folder: string
let file: string
let memory: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-digests-'))
  ;[file, memory] = [join(folder, 'model.gguf'), join(folder, 'digests.json')]
  await writeFile(file, 'the first weights')
})
afterEach(async () => {
  vi.useRealTimers()
  await rm(folder, { recursive: true })
})

/** As if the file had been written long before it is read: the system alone sets the time of a change. */
async function whenSettled(): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: (await stat(file)).ctimeMs + 60_000 })
}

/** Remembers the file, and puts another digest in the memory, so that it shows whether the file is read. */
async function remember(): Promise<void> {
  await whenSettled()
  expect(await rememberedDigests(memory)(file)).toBe(sha256('the first weights'))
  await writeFile(memory, (await readFile(memory, 'utf8')).replace(sha256('the first weights'), OTHER))
}

describe('digests that are remembered', () => {
  test('are not computed again while nobody has touched the file', async () => {
    await remember()
    expect(await rememberedDigests(memory)(file)).toBe(OTHER)
  })

  test('are computed again where the file was written anew with as many bytes and its old time put back', async () => {
    const before = await stat(file)
    await remember()
    await writeFile(file, 'the other weights')
    await utimes(file, before.atime, before.mtime)
    expect((await stat(file)).size).toBe(before.size)
    expect(await rememberedDigests(memory)(file)).toBe(sha256('the other weights'))
  })

  test('are computed again where another file of the same size and time was moved into its place', async () => {
    await utimes(file, LONG_AGO, LONG_AGO)
    const other = join(folder, 'other.gguf')
    await writeFile(other, 'the other weights')
    await utimes(other, LONG_AGO, LONG_AGO)
    await remember()
    await rename(other, file)
    expect(await rememberedDigests(memory)(file)).toBe(sha256('the other weights'))
  })

  test('are not kept of a file that was written just now, which may be written again within the same tick', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: (await stat(file)).ctimeMs + 1000 })
    expect(await rememberedDigests(memory)(file)).toBe(sha256('the first weights'))
    await expect(readFile(memory)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test.each(['', '{', '[{"path":1}]', '{"digests":[]}'])('count for nothing where what was kept is damaged: %j', async (text) => {
    await writeFile(memory, text)
    await whenSettled()
    expect(await rememberedDigests(memory)(file)).toBe(sha256('the first weights'))
  })

  test('are given also where they cannot be kept', async () => {
    await whenSettled()
    expect(await rememberedDigests(join(folder, 'no such folder', 'digests.json'))(file)).toBe(sha256('the first weights'))
  })

  test('of several files do not push each other out', async () => {
    const other = join(folder, 'other.gguf')
    await writeFile(other, 'the other weights')
    await whenSettled()
    const digestOf = rememberedDigests(memory)
    await digestOf(file)
    await digestOf(other)
    expect((JSON.parse(await readFile(memory, 'utf8')) as readonly { sha256: string }[]).map((each) => each.sha256).sort()).toEqual([sha256('the first weights'), sha256('the other weights')].sort())
  })
})
