import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCatalogue, shapeOf } from '../../../src/agent/model/catalogue.ts'
import { addressOf } from '../../../src/agent/model/hub.ts'
import { ARCHITECTURES } from '../../../src/agent/model/gguf/architectures.ts'
import { readFacts } from '../../../src/agent/model/gguf/read.ts'
import { resource } from '../../../src/agent/paths.ts'
import { bytesOf, makeGguf, smallModel } from './gguf/files.ts'

const FACTS = join(import.meta.dirname, '../../../../shared/data/models.json')

test('the catalogue has at most a dozen models, one recommended for each kind of machine', async () => {
  const { models } = await loadCatalogue(resource('models.json'))
  expect(models.length).toBeLessThanOrEqual(12)
  const recommended = models.filter(({ isRecommended }) => isRecommended)
  expect(recommended.map(({ kind, tier }) => `${kind} ${tier}`).toSorted()).toEqual(['chat cpu', 'chat gpu', 'chat partly', 'embed null'])
  expect(models.filter(({ kind, languages }) => kind === 'embed' && languages === 'many')).not.toHaveLength(0)
})

test('the address of a file names the pinned revision', async () => {
  const { models } = await loadCatalogue(resource('models.json'))
  for (const entry of models) {
    const { protocol, host, pathname } = new URL(addressOf(entry))
    expect([protocol, host, pathname]).toEqual(['https:', 'huggingface.co', `/${entry.repository}/resolve/${entry.revision}/${entry.file}`])
  }
})

test('what is known of a model before it is here adds up to its file, and every chat model says it', async () => {
  const { models } = await loadCatalogue(resource('models.json'))
  for (const entry of models.filter(({ kind }) => kind === 'chat')) {
    const { layers, input, output } = shapeOf(entry)!
    const whole = layers.reduce((sum, { weights }) => sum + weights, input + output)
    expect(Math.abs(whole - entry.size), entry.id).toBeLessThan(100)
    expect(layers.every(({ weights }) => weights > 1_000_000), entry.id).toBe(true)
  }
})

test('what the catalogue says of a model’s layers is what a header of that model says', async () => {
  const { models } = await loadCatalogue(resource('models.json'))
  const published = {
    'general.architecture': 'qwen35',
    'qwen35.block_count': { u32: 32 },
    'qwen35.embedding_length': { u32: 2560 },
    'qwen35.attention.head_count': { u32: 16 },
    'qwen35.attention.head_count_kv': { u32: 4 },
    'qwen35.attention.key_length': { u32: 256 },
    'qwen35.attention.value_length': { u32: 256 },
    'qwen35.full_attention_interval': { u32: 4 },
    'qwen35.ssm.conv_kernel': { u32: 4 },
    'qwen35.ssm.inner_size': { u32: 32 * 128 },
    'qwen35.ssm.state_size': { u32: 128 },
    'qwen35.ssm.group_count': { u32: 16 },
  }
  const { shape } = await readFacts(bytesOf(makeGguf(smallModel(published))))
  const sum = (which: 'perToken' | 'state', of: typeof shape): number => of.layers.reduce((total, layer) => total + layer[which], 0)
  const offered = shapeOf(models.find(({ id }) => id === 'qwen3.5-4b')!)!
  expect([offered.layers.length, sum('perToken', offered), sum('state', offered)]).toEqual([32, sum('perToken', shape), sum('state', shape)])
})

test('a model that no evaluation measured claims no quality', async () => {
  const { models } = await loadCatalogue(resource('models.json'))
  expect(models.every(({ quality }) => quality === null)).toBe(true)
})

test.skipIf(!existsSync(FACTS))('each pin is what at least three public projects state (needs the collected facts)', async () => {
  const { files } = JSON.parse(await readFile(FACTS, 'utf8')) as { files: Record<string, unknown>[] }
  const { models } = await loadCatalogue(resource('models.json'))
  for (const { repository, revision, file, size, sha256, licence, context } of models) {
    const fact = files.find((each) => each['sha256'] === sha256)
    expect(fact, file).toMatchObject({ repository, revision, file, bytes: size, licence, context })
    for (const count of ['sources', 'size_sources', 'revision_sources']) expect(fact![count]).toBeGreaterThanOrEqual(3)
  }
})

describe('a catalogue that is not as it has to be', () => {
  let folder: string
  let good: { models: Record<string, unknown>[] }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacit-catalogue-'))
    good = JSON.parse(await readFile(resource('models.json'), 'utf8'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const change = (changes: Record<string, unknown>) => ({ ...good, models: good.models.map((entry, index) => (index === 0 ? { ...entry, ...changes } : entry)) })
  test.each([
    ['a short digest', () => change({ sha256: 'abc' }), /a SHA-256 has 64 digits/],
    ['a branch for a revision', () => change({ revision: 'main' }), /a revision is the 40 digits of a commit/],
    ['an id twice', () => change({ id: good.models[1]!['id'] }), /occurs twice/],
    ['nothing recommended', () => change({ isRecommended: false }), /0 models are recommended for gpu/],
    ['a path for a file', () => change({ file: '../model.gguf' }), /Invalid string/],
    ['another host', () => change({ repository: 'a/b/../../c' }), /Invalid string/],
    ['an unknown licence', () => change({ licence: 'CC-BY-NC-4.0' }), /nothing says where the licence CC-BY-NC-4.0/],
    ['more than twelve', () => ({ ...good, models: [...good.models, { ...good.models[3], id: 'one-more' }] }), /at most|Too big/i],
  ])('%s is refused', async (_, make, reason) => {
    const file = join(folder, 'models.json')
    await writeFile(file, JSON.stringify(make()))
    await expect(loadCatalogue(file)).rejects.toThrow(reason)
  })
})

test('the architectures that the catalogue needs are known to the llama.cpp in use', () => {
  for (const architecture of ['qwen3', 'qwen35', 'gemma4', 'llama', 'bert']) expect(ARCHITECTURES).toContain(architecture)
})
