import { appendFile, chmod, copyFile, mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Models } from '../../../src/agent/contract/index.ts'
import { readBuiltIn } from '../../../src/agent/loop/model-files.ts'
import { openModels } from '../../../src/agent/loop/models.ts'
import type { ModelRegistry } from '../../../src/agent/loop/models.ts'
import { loadCatalogue } from '../../../src/agent/model/catalogue.ts'
import { fileDigest } from '../../../src/agent/model/file-digest.ts'
import { resource } from '../../../src/agent/paths.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { EMBEDDER, makeGguf, smallModel } from '../model/gguf/files.ts'

let folder: string
let store: Store
let models: ModelRegistry
let told: Models[]

async function open(): Promise<void> {
  store = await openStore(join(folder, 'home'), {})
  told = []
  models = openModels({ store, catalogue: await loadCatalogue(resource('models.json')), builtIn: await readBuiltIn(EMBEDDER), now: () => 1000, announce: (view) => void told.push(view) })
}
async function close(): Promise<void> {
  await models[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-models-'))
  await open()
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

const own = async (name = 'mine.gguf', bytes = makeGguf(smallModel())): Promise<string> => {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}
const view = (id: string) => models.view().models.find((model) => model.id === id)!
/** As if a model of the catalogue had been downloaded: small, since what is in it is not looked at here. */
async function downloaded(id: string) {
  await mkdir(models.folder, { recursive: true })
  const path = join(models.folder, models.entry(id).file)
  await writeFile(path, makeGguf(smallModel(view(id).kind === 'embed' ? { 'llama.pooling_type': { u32: 1 } } : {})))
  return models.register({ id, path, sha256: models.entry(id).sha256, verifiedAt: 500 })
}

test('one model is recommended for this machine: the largest that runs wholly on its GPU, else the one that is made for less, and none before anybody has looked', () => {
  const best = (gpu: number | null, memory: number) => {
    const size = { total: memory, free: memory }
    const backend = { name: 'x', isUsed: true, isUsable: true, devices: [], reason: '', fix: null }
    const backends = gpu === null ? [{ ...backend, id: 'cpu' as const, memory: null }] : [{ ...backend, id: 'cuda' as const, memory: { total: gpu, free: gpu } }]
    models.plug({ hardware: () => ({ processor: '', cores: 2, memory: size, disk: { path: folder, free: 1e12 }, backends, testedAt: 1 }) })
    return models.view().models.flatMap(({ isForThisMachine, tier }) => (isForThisMachine ? [tier] : []))
  }
  expect(models.view().models.filter(({ isForThisMachine }) => isForThisMachine)).toEqual([])
  expect(best(null, 16e9)).toEqual(['cpu'])
  expect(best(null, 2e9)).toEqual([])
  expect(best(6e9, 16e9)).toEqual(['gpu'])
  expect(best(80e9, 64e9)).toEqual(['partly'])
})

test('what is offered, what is built in and what is chosen are one list', () => {
  const { models: all } = models.view()
  expect(all[0]).toMatchObject({ id: 'built-in', kind: 'embed', origin: 'built-in', state: 'ready', isChosen: true, context: 512, quantisation: 'F16', needs: { by: 'header' } })
  expect(all.filter(({ state }) => state === 'offered')).toHaveLength(12)
  expect(all.every(({ quality }) => quality === null)).toBe(true)
  expect(all.filter(({ kind }) => kind === 'chat').every(({ needs, size }) => needs.by === 'catalogue' && needs.bytes > size)).toBe(true)
  expect(all.every(({ fit }) => fit === null)).toBe(true)
  expect(models.line()).toBe('No model: proposals come from the library and your notes')
})

describe('a file of the person’s own', () => {
  test('is known by its header, with its digest once it was read, and after the next start', async () => {
    const path = await own()
    const added = await models.add(path)
    expect(added).toMatchObject({ kind: 'chat', name: 'mine', origin: 'own', state: 'ready', context: 4096, isChosen: false, needs: { by: 'header', context: 4096 } })
    await models.settled()
    expect(models.here(added.id)).toMatchObject({ path, sha256: await fileDigest(path), facts: { architecture: 'llama' }, entry: null })
    await models.choose('chat', added.id)
    await close()
    await open()
    await models.refresh()
    expect(view(added.id)).toMatchObject({ state: 'ready', isChosen: true })
    expect(models.line()).toBe('mine F32 · asleep')
  })

  test('is refused with the reason, and nothing of it is kept', async () => {
    await expect(models.add(await own('page.gguf', Buffer.from('<!doctype html><title>Sign in</title>')))).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringMatching(/^page\.gguf is a web page/) })
    await expect(models.add(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(models.add('none.gguf')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    expect(models.view().models.some(({ origin }) => origin === 'own')).toBe(false)
  })

  test('that went away is missing, and back when it is back', async () => {
    const path = await own()
    const { id } = await models.add(path)
    await models.choose('chat', id)
    await rename(path, `${path}.away`)
    await models.refresh()
    expect(view(id)).toMatchObject({ state: 'missing', isChosen: true, problem: expect.stringContaining(path) })
    expect(models.chosen('chat')).toBeNull()
    expect(models.line()).toBe('mine: its file is not there')
    expect(models.trouble()).toMatch(/^mine cannot be used: The file .* is not there/)
    await rename(`${path}.away`, path)
    await models.refresh()
    expect(view(id).state).toBe('ready')
  })

  test('that changed is read again, and refused where it is no model any more', async () => {
    const path = await own()
    const { id } = await models.add(path)
    await writeFile(path, makeGguf(smallModel({ 'llama.context_length': { u32: 2048 } })))
    await utimes(path, 10, 10)
    await models.refresh()
    expect(view(id)).toMatchObject({ context: 2048, state: 'ready' })
    await writeFile(path, makeGguf(smallModel()).subarray(0, 30_000))
    await models.refresh()
    expect(view(id)).toMatchObject({ state: 'refused', problem: expect.stringMatching(/is cut off/) })
    await expect(models.choose('chat', id)).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringMatching(/cut off/) })
  })

  test('is only no longer named when it is removed, and no longer chosen', async () => {
    const path = await own()
    const { id } = await models.add(path)
    await models.choose('chat', id)
    await models.remove(id)
    expect(view(id)).toBeUndefined()
    expect(models.chosen('chat')).toBeNull()
    expect((await stat(path)).isFile()).toBe(true)
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('that could not be read for a while is taken again once it can be', async () => {
    const path = await own()
    const { id } = await models.add(path)
    await models.settled()
    await chmod(path, 0)
    await utimes(path, 10, 10)
    await models.refresh()
    expect(view(id)).toMatchObject({ state: 'refused', problem: expect.stringContaining('EACCES') })
    await chmod(path, 0o600)
    await models.refresh()
    expect(view(id).state).toBe('ready')
  })

  test('that is removed while it is looked at stays removed', async () => {
    const { id } = await models.add(await own())
    const looking = models.refresh()
    await Promise.all([models.remove(id), looking])
    expect(view(id)).toBeUndefined()
  })

  test('without a chat template may be used, and says what to expect', async () => {
    const { id } = await models.add(await own('base.gguf', makeGguf(smallModel({ 'tokenizer.chat_template': undefined }))))
    expect(view(id)).toMatchObject({ state: 'ready', problem: expect.stringContaining('no chat template') })
  })
})

describe('a model of the catalogue', () => {
  test('is ready once it was downloaded, and the first that writes is chosen with it', async () => {
    await downloaded('qwen3.5-2b')
    expect(view('qwen3.5-2b')).toMatchObject({ state: 'ready', isChosen: true, verifiedAt: 500, name: 'Qwen3.5 2B', licence: 'Apache-2.0' })
    await downloaded('qwen3.5-0.8b')
    expect(view('qwen3.5-0.8b')).toMatchObject({ state: 'ready', isChosen: false })
    await downloaded('bge-m3')
    expect(view('built-in').isChosen).toBe(true)
  })

  test('takes the place of a file of the person’s own at the same path, and is chosen where that was', async () => {
    const { id } = await models.add(await own(join('home', 'mine.gguf')))
    await models.choose('chat', id)
    const { sha256 } = models.entry('qwen3.5-2b')
    await models.register({ id: 'qwen3.5-2b', path: join(folder, 'home', 'mine.gguf'), sha256, verifiedAt: 500 })
    expect(models.view().models.filter(({ origin }) => origin === 'own')).toEqual([])
    expect(view('qwen3.5-2b').isChosen).toBe(true)
  })

  test('goes from the disk when it is removed, after whoever holds it has let go', async () => {
    const { path } = await downloaded('qwen3.5-2b')
    const released: string[] = []
    const hold = (who: string) => models.plug({ release: async (id) => void released.push(`${who} ${id} ${(await stat(path!)).size > 0}`) })
    hold('one')
    hold('other')
    await models.remove('qwen3.5-2b')
    expect(released.toSorted()).toEqual(['one qwen3.5-2b true', 'other qwen3.5-2b true'])
    await expect(stat(path!)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(view('qwen3.5-2b')).toMatchObject({ state: 'offered', isChosen: false, path: null })
  })

  test('whose file was changed behind its back is compared with its digest again, and refused', async () => {
    const { path } = await downloaded('qwen3.5-2b')
    await appendFile(path!, 'x')
    await models.refresh()
    expect(view('qwen3.5-2b').verifiedAt).toBeNull()
    await models.settled()
    expect(view('qwen3.5-2b')).toMatchObject({ state: 'refused', problem: expect.stringContaining('its SHA-256 is no longer the one that was published') })
  })

  test('is being downloaded while whoever does it says so', () => {
    models.plug({ download: (id) => (id === 'qwen3-8b' ? { state: 'running', done: 1.1e9, total: 2.5e9, bytesPerSecond: 1e6, message: null, retryAt: null } : null) })
    expect(view('qwen3-8b')).toMatchObject({ state: 'downloading', download: { done: 1.1e9 } })
    expect(models.line()).toBe('Downloading, 1.1 of 2.5 GB')
  })
})

test('how each fits is said once it is known what the machine computes with', () => {
  const { hardware } = models.view()
  const cpu = { id: 'cpu', name: 'CPU', isUsed: true, isUsable: true, devices: [], memory: null, reason: 'It is used.', fix: null } as const
  models.plug({ hardware: () => ({ ...hardware, memory: { total: 16e9, free: 12e9 }, backends: [cpu, { ...cpu, id: 'cuda', devices: ['A GPU'], memory: { total: 8e9, free: 7.5e9 } }] }) })
  expect(view('qwen3-4b-instruct-2507').fit).toEqual({ where: 'gpu', layers: { onGpu: 37, of: 37 }, text: 'Runs wholly on your GPU' })
  expect(view('gemma-4-12b-it-qat').fit!.where).toBe('partly')
  expect(view('built-in').fit).toMatchObject({ where: 'cpu', text: 'Runs on the processor' })
})

describe('a choice', () => {
  test('is of its kind, and of what is here', async () => {
    await downloaded('bge-m3')
    await expect(models.choose('chat', 'bge-m3')).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('cannot write') })
    await expect(models.choose('embed', 'qwen3-8b')).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('no embedder') })
    await expect(models.choose('chat', 'qwen3-8b')).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('Download it first') })
    await expect(models.choose('chat', 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(models.remove('built-in')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('is told to whoever asked, once', async () => {
    const kinds: string[] = []
    models.onChoice((kind) => kinds.push(kind))
    await downloaded('bge-m3')
    await models.choose('embed', 'bge-m3')
    await models.choose('embed', 'bge-m3')
    await models.choose('embed', 'built-in')
    expect(kinds).toEqual(['embed', 'embed'])
    expect(models.chosen('embed')).toBeNull()
  })
})

test('what was measured stays with its model', async () => {
  const speed = { tokensPerSecond: 58, firstTokenMs: 200, embeddingsPerSecond: null, backend: 'cpu' as const, layers: { onGpu: 0, of: 3 }, at: 5 }
  const { id } = await models.add(await own())
  await models.measured(id, speed)
  await close()
  await open()
  expect(view(id).speed).toEqual(speed)
})

test('many changes are told at most four times a second, the last of them always', async () => {
  for (let at = 0; at < 50; at++) models.changed()
  await expect.poll(() => told.length).toBe(1)
  await wait(400)
  expect(told).toHaveLength(1)
  models.changed()
  await expect.poll(() => told.length).toBe(2)
})

test('a copy of the built-in embedder is an embedder and nothing else', async () => {
  const path = join(folder, 'copy.gguf')
  await copyFile(EMBEDDER, path)
  const { id, kind } = await models.add(path)
  expect(kind).toBe('embed')
  await models.choose('embed', id)
  expect(models.chosen('embed')).toMatchObject({ id, facts: { pooling: 'mean' } })
})
