import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embedderOptions } from '../../../src/agent/model/embedder-options.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import { makeEmbedder } from './small-embedder.ts'

const TEXTS = ['The garden is watered before breakfast.', 'Before breakfast the garden gets its water.', 'Taxes are filed in the spring.']
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, each, at) => sum + each * b[at]!, 0)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-embedders-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('an embedder with fewer layers still tells what is alike, in a space of its own', async () => {
  await using small = await openEmbedder(await makeEmbedder(folder, 'small'), { threads: 1 })
  const [one, two, other] = await small.embed(TEXTS)
  expect(small.dimension).toBe(384)
  expect(dot(one!, two!)).toBeGreaterThan(dot(one!, other!))
})

test('an embedder may have vectors of another length', async () => {
  await using narrow = await openEmbedder(await makeEmbedder(folder, 'narrow', { layers: 2, heads: 8 }), { threads: 1 })
  const [one] = await narrow.embed(TEXTS)
  expect([narrow.dimension, one!.length]).toEqual([256, 256])
  expect(dot(one!, one!)).toBeCloseTo(1, 5)
})

test('what an embedder is to see before a text changes its vectors, and its id says so', async () => {
  const file = await makeEmbedder(folder, 'prefixed', { layers: 2 })
  await using plain = await openEmbedder(file, { threads: 1 })
  await using prefixed = await openEmbedder(file, { threads: 1, prefixes: { query: 'query: ', passage: 'passage: ' } })
  expect(prefixed.id).not.toBe(plain.id)
  const [[passage], [query], [by]] = await Promise.all([prefixed.embed([TEXTS[0]!]), prefixed.embed([TEXTS[0]!], undefined, 'query'), plain.embed([`query: ${TEXTS[0]!}`])])
  expect(dot(passage!, query!)).toBeLessThan(0.9999)
  expect(dot(query!, by!)).toBeGreaterThan(0.9999)
  await expect(prefixed.embed([''])).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('files of well-known families are read as their makers say, unless the catalogue says otherwise', () => {
  expect(embedderOptions('/models/multilingual-e5-small-q8_0.gguf', null).prefixes).toEqual({ query: 'query: ', passage: 'passage: ' })
  expect(embedderOptions('/models/nomic-embed-text-v1.5.Q8_0.gguf', null).prefixes?.query).toBe('search_query: ')
  expect(embedderOptions('/models/mine5-base.gguf', null).prefixes).toBeUndefined()
  expect(embedderOptions('/models/e5-small.gguf', { query: '', passage: '' }).prefixes).toEqual({ query: '', passage: '' })
})
