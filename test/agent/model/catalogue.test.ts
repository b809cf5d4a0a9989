import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, loadCatalogue } from '../../../src/agent/model/catalogue.ts'
import { ARCHITECTURES } from '../../../src/agent/model/gguf/architectures.ts'
import { resource } from '../../../src/agent/paths.ts'

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
