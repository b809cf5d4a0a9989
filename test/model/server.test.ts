import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { GbnfJsonSchema } from 'node-llama-cpp'
import { openServerModel } from '../../src/agent/model/server/chat.ts'
import { listModels, PURPOSE } from '../../src/agent/model/server/list.ts'
import { openNetwork } from '../../src/agent/network/network.ts'
import type { Network } from '../../src/agent/network/network.ts'
import { openOpenAiServer } from './openai-server.ts'
import type { OpenAiServer } from './openai-server.ts'

const file = process.env['TACIT_TEST_MODEL']
if (!file) console.warn('Skipped: TACIT_TEST_MODEL names no GGUF, so no real server can be asked.')

const KEY = 'sk-test-0123456789abcdef'
const schema = { type: 'object', properties: { state: { type: 'string', maxLength: 12 }, size: { enum: ['small', 'large'] } } } as const satisfies GbnfJsonSchema
const request = { system: 'You write one short sentence.', prompt: 'Name a calm morning.', maxTokens: 40, temperature: 0, priority: 'person' } as const

describe.skipIf(!file)('a real model on a server of one\'s own', () => {
  let folder: string
  let network: Network
  let real: OpenAiServer

  // On a busy machine without a GPU even a small model takes its time.
  vi.setConfig({ testTimeout: 300_000 })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacit-server-'))
    network = await openNetwork({ file: join(folder, 'network.json'), isOff: false })
    real = await openOpenAiServer(file!, { key: KEY })
  })
  afterAll(async () => {
    await real?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  test('lists its models', async () => {
    expect(await listModels(network, { ...real, key: KEY })).toEqual([real.model])
  })

  test('streams what it writes, says how many tokens it took, and is counted', async () => {
    const pieces: string[] = []
    const written = await openServerModel(network, { ...real, key: KEY }).write({ ...request, maxTokens: 10, onText: (piece) => void pieces.push(piece) })
    expect(written.text.length).toBeGreaterThan(0)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe(written.text)
    expect(written.tokens).toBeGreaterThan(3)
    expect(written.tokens).toBeLessThanOrEqual(10)
    const use = network.use().addresses.find(({ what }) => what === PURPOSE)
    expect(use).toMatchObject({ host: new URL(real.address).host })
    expect(use!.received).toBeGreaterThan(written.text.length)
  })

  test('is held to a schema', async () => {
    const model = openServerModel(network, { ...real, key: KEY })
    const { text } = await model.write({ ...request, schema })
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['state', 'size'])
    expect(model.way()).toBe('response_format')
  })

  test('is held to a schema in llama.cpp\'s own words where it knows no other, and then asked so at once', async () => {
    real.know(['json_schema'])
    const model = openServerModel(network, { ...real, key: KEY })
    const before = real.asked().length
    const { text } = await model.write({ ...request, schema })
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['state', 'size'])
    expect(model.way()).toBe('json_schema')
    await model.write({ ...request, schema })
    expect(real.asked().slice(before).map((each) => ('response_format' in each ? 'response_format' : 'json_schema'))).toEqual(['response_format', 'json_schema', 'json_schema'])
  })

  test('stops writing when what was asked is called off', async () => {
    const controller = new AbortController()
    const model = openServerModel(network, { ...real, key: KEY })
    const before = real.aborted()
    const writing = model.write({ ...request, prompt: 'Count from one to a thousand in words.', maxTokens: 400, signal: controller.signal, onText: () => controller.abort() })
    await expect(writing).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect.poll(() => real.aborted()).toBe(before + 1)
  })

  test('refuses a wrong key, and the error does not repeat it', async () => {
    const wrong = 'sk-wrong-abcdefgh12345678'
    const error = (await openServerModel(network, { ...real, key: wrong }).write(request).catch((thrown: unknown) => thrown)) as Error
    expect(error).toMatchObject({ code: 'SERVER_FAILED' })
    expect(error.message).toContain('401')
    expect(JSON.stringify(error) + error.message).not.toContain(wrong)
  })
})
