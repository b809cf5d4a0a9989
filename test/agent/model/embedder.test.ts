import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { convertEmbedder, SOURCE } from '../../../scripts/embedder/convert.mjs'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'

type Reference = Readonly<{ vectors: readonly Readonly<{ text: string; vector: readonly number[] }>[] }>

const ROOT = join(import.meta.dirname, '../../..')
const ALL = join(ROOT, '../shared/data/minilm-reference.json')
const reference = (file: string): Reference => JSON.parse(readFileSync(file, 'utf8'))

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let at = 0; at < a.length; at++) {
    dot += a[at]! * b[at]!
    aa += a[at]! ** 2
    bb += b[at]! ** 2
  }
  return dot / Math.sqrt(aa * bb)
}

let folder: string
let file: string
let embedder: Embedder

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-embedder-'))
  file = embedderFile(folder)
  await convertEmbedder(join(ROOT, SOURCE), file)
  embedder = await openEmbedder(file, { threads: 2 })
})

afterAll(async () => {
  await embedder[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('the built-in embedder', () => {
  test('gives the vectors of the original model', async () => {
    const { vectors } = reference(join(ROOT, 'test/fixtures/minilm.json'))
    const got = await embedder.embed(vectors.map(({ text }) => text))
    for (const [at, { text, vector }] of vectors.entries()) expect(cosine(got[at]!, vector), text).toBeGreaterThanOrEqual(0.9999)
  })

  test.skipIf(!existsSync(ALL))('gives the vectors of the original model on the larger set of texts', async () => {
    const { vectors } = reference(ALL)
    const got = await embedder.embed(vectors.map(({ text }) => text))
    expect(vectors.length).toBeGreaterThanOrEqual(24)
    for (const [at, { text, vector }] of vectors.entries()) expect(cosine(got[at]!, vector), text).toBeGreaterThanOrEqual(0.9999)
  })

  test('gives unit vectors of its dimension', async () => {
    const [vector] = await embedder.embed(['A bench under the plum tree.'])
    expect(embedder.dimension).toBe(384)
    expect(vector).toHaveLength(384)
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 6)
  })

  test('gives a text the same vector whether it comes alone or among others', async () => {
    const texts = Array.from({ length: 12 }, (_, at) => `${'The cello waits. '.repeat(1 + (at % 5))}Evening ${at}.`)
    const together = await embedder.embed(texts)
    for (const [at, text] of texts.entries()) expect(await embedder.embed([text])).toEqual([together[at]])
  })

  test('serves several calls at a time, each in its own order', async () => {
    const calls = ['red', 'green', 'blue'].map((colour) => [`A ${colour} door.`, `A ${colour} door and a long walk by the river before breakfast.`])
    const alone = []
    for (const texts of calls) alone.push(await embedder.embed(texts))
    expect(await Promise.all(calls.map((texts) => embedder.embed(texts)))).toEqual(alone)
  })

  test('cuts a text that is too long at its last token that fits', async () => {
    const [long, cut] = await embedder.embed(['walk '.repeat(2000), 'walk '.repeat(253)])
    expect(long).toEqual(cut)
  })

  test('reads a name of a special token as text', async () => {
    const [plain, marked] = await embedder.embed(['A note.', 'A note. [SEP]'])
    expect(cosine(plain!, marked!)).toBeLessThan(0.99)
  })

  test.each(['', '  \n\t '])('says which text is empty: %j', async (empty) => {
    await expect(embedder.embed(['one', 'two', empty])).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { index: 2 } })
    expect(await embedder.embed(['still works'])).toHaveLength(1)
  })

  test('stops when it is cancelled, and works on', async () => {
    const stop = new AbortController()
    const many = embedder.embed(Array.from({ length: 400 }, (_, at) => `Walk number ${at}`), stop.signal)
    stop.abort()
    await expect(many).rejects.toMatchObject({ name: 'AbortError' })
    expect(await embedder.embed(['again'])).toHaveLength(1)
  })

  test('embeds nothing for no texts', async () => {
    expect(await embedder.embed([])).toEqual([])
  })

  test('is named by its file and content', async () => {
    expect(embedder.id).toMatch(/^all-MiniLM-L6-v2\.f16\.gguf@[0-9a-f]{12}$/)
  })
})

describe('an embedder that is not there', () => {
  test('is missed with its path and what to do', async () => {
    await expect(openEmbedder(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'EMBEDDER_MISSING', message: expect.stringMatching(/none\.gguf.*npm run setup/) })
  })

  test('is told from a damaged one', async () => {
    const damaged = join(folder, 'damaged.gguf')
    await writeFile(damaged, (await readFile(file)).subarray(0, 1_000_000))
    await expect(openEmbedder(damaged)).rejects.toMatchObject({ code: 'EMBEDDER_MISSING', message: expect.stringContaining('damaged.gguf is not a model') })
  })
})
