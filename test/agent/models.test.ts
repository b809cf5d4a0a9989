import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import type { Broadcast, Response } from '../../src/agent/contract/index.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'
import type { Home } from './home.ts'
import { CHAT_MODEL, EMBEDDER, makeGguf, smallModel } from './model/gguf/files.ts'

let embedder: Embedder
let home: Home
let agent: Agent
let folder: string
const frames: Broadcast[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-own-models-'))
  embedder = await openEmbedder(EMBEDDER)
  home = await makeHome(embedder)
  agent = await home.open()
  agent.listen((frame) => frames.push(frame))
}, 60_000)
afterAll(async () => {
  await agent[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
  await embedder[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

let id = 0
const ask = (route: string, input: unknown = {}): Promise<Response> => agent.answer({ id: (id += 1), route, input } as never)

test('a file of the person’s own is taken in, chosen, told of, and let go of again', { timeout: 60_000 }, async () => {
  const file = join(folder, 'mine.gguf')
  if (CHAT_MODEL) await copyFile(CHAT_MODEL, file)
  else await writeFile(file, makeGguf(smallModel()))
  const before = await agent.handlers['models.list']({})
  expect(before.models.filter(({ state }) => state === 'ready').map((model) => model.id)).toEqual(['built-in'])

  const added = await agent.handlers['models.add']({ file })
  expect(added).toMatchObject({ origin: 'own', kind: 'chat', state: 'ready', isChosen: false, path: file })
  await agent.handlers['models.choose']({ kind: 'chat', id: added.id })
  expect((await agent.handlers['app.status']({})).model).toMatch(new RegExp(`^${added.name}.* asleep$`))
  expect((await agent.handlers['settings.get']({})).chatModel).toBe(added.id)
  await expect.poll(() => frames.some((frame) => frame.event === 'models' && frame.data.models.some(({ isChosen, origin }) => isChosen && origin === 'own'))).toBe(true)
  await expect.poll(() => frames.some((frame) => frame.event === 'status' && frame.data.model.endsWith('asleep'))).toBe(true)

  const after = await agent.handlers['models.remove']({ id: added.id })
  expect(after.models.some(({ origin }) => origin === 'own')).toBe(false)
  expect((await agent.handlers['settings.get']({})).chatModel).toBeNull()
})

test('what is refused comes over the wire with its code and its reason', async () => {
  const cut = join(folder, 'cut.gguf')
  await copyFile(EMBEDDER, cut)
  await truncate(cut, 40_000_000)
  expect(await ask('models.add', { file: cut })).toMatchObject({ ok: false, error: { code: 'MODEL_REFUSED', message: expect.stringMatching(/^cut\.gguf is cut off: [\d,]+ of its [\d,]+ bytes are missing/) } })
  expect(await ask('models.choose', { kind: 'chat', id: 'built-in' })).toMatchObject({ ok: false, error: { code: 'MODEL_REFUSED' } })
  expect(await ask('settings.set', { chatModel: 'nothing-of-that-name' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
})

test('a chosen model whose file went away is named as what is the matter, in the list, by the doctor and where it was to write', { timeout: 60_000 }, async () => {
  const file = join(folder, 'gone.gguf')
  await writeFile(file, makeGguf(smallModel()))
  const { id: gone } = await agent.handlers['models.add']({ file })
  await agent.handlers['models.choose']({ kind: 'chat', id: gone })
  await rm(file)
  const why = expect.stringMatching(/^gone cannot be used: The file .*gone\.gguf is not there/)
  expect((await agent.handlers['models.list']({})).writingWaits).toEqual(why)
  expect(await agent.handlers['app.doctor']({})).toContainEqual(expect.objectContaining({ part: 'Model', ok: false, text: why }))
  expect(await ask('writing.now', { count: 1 })).toMatchObject({ ok: false, error: { code: 'MODEL_NONE', message: why } })
  await agent.handlers['models.remove']({ id: gone })
})
