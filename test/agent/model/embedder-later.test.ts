import { appendFile, copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedderLater } from '../../../src/agent/model/embedder-later.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'

const TEXT = 'The kitchen is quiet after ten.'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-later-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('an embedder that is opened later', () => {
  test('says its name and size at once, and they and its vectors are those of the embedder that is open', async () => {
    await using later = await openEmbedderLater(embedderFile())
    await using open = await openEmbedder(embedderFile(), { threads: 1 })
    expect([later.id, later.dimension]).toEqual([open.id, open.dimension])
    const [[mine], [theirs]] = await Promise.all([later.embed([TEXT]), open.embed([TEXT])])
    expect(mine).toEqual(theirs)
  })

  test('lets go of its model when no text comes, and opens it again for the next', async () => {
    const [file, away] = [join(folder, 'own.gguf'), join(folder, 'away.gguf')]
    await copyFile(embedderFile(), file)
    await using later = await openEmbedderLater(file, { idleMs: 20 })
    const [before] = await later.embed([TEXT])
    await rename(file, away)
    // While the model is held, the file need not be there.
    await expect.poll(() => later.embed([TEXT]).catch(({ code }: { code: string }) => code), { interval: 200 }).toBe('EMBEDDER_MISSING')
    await rename(away, file)
    expect(await Promise.all([later.embed([TEXT]), later.embed([TEXT])])).toEqual([[before], [before]])
  })

  test('embeds nothing with a file that was replaced since it said its name', async () => {
    const file = join(folder, 'replaced.gguf')
    await copyFile(embedderFile(), file)
    await using later = await openEmbedderLater(file)
    await appendFile(file, 'x')
    await expect(later.embed([TEXT])).rejects.toMatchObject({ code: 'EMBEDDER_MISSING', message: expect.stringMatching(/replaced\.gguf was replaced by another one.*Start Tacit again/) })
  })

  test('is closed without ever having been open', async () => {
    const later = await openEmbedderLater(embedderFile())
    await later[Symbol.asyncDispose]()
  })

  test('is missed at once where its file is not there, or is damaged', async () => {
    await expect(openEmbedderLater(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'EMBEDDER_MISSING', message: expect.stringMatching(/none\.gguf.*npm run setup/) })
    const damaged = join(folder, 'damaged.gguf')
    await writeFile(damaged, (await readFile(embedderFile())).subarray(0, 1_000_000))
    await expect(openEmbedderLater(damaged)).rejects.toMatchObject({ code: 'EMBEDDER_MISSING', message: expect.stringContaining('damaged.gguf is not a model') })
  })
})
