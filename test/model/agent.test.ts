import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import type { Models } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { requireTestModel, testModel } from './test-model.ts'

describe.skipIf(testModel === null || !existsSync(embedderFile()))('the agent with a model of the person’s own', () => {
  let home: string
  let embedder: Embedder
  let agent: Agent
  let id: string

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tacit-model-test-'))
    embedder = await openEmbedder(embedderFile())
    agent = await openAgent({ home, openStore, embedder })
    id = (await agent.handlers['models.add']({ file: requireTestModel().path })).id
    await agent.handlers['models.choose']({ kind: 'chat', id })
  })

  afterAll(async () => {
    await agent[Symbol.asyncDispose]()
    await embedder[Symbol.asyncDispose]()
    await rm(home, { recursive: true })
  })

  const list = (): Promise<Models> | Models => agent.handlers['models.list']({})

  test('measures it, keeps what was measured, and tells where it is loaded until it is let go', async () => {
    const speed = await agent.handlers['models.measure']({ id })
    expect(speed.tokensPerSecond).toBeGreaterThan(0)
    expect(speed.firstTokenMs).toBeGreaterThan(0)
    expect(speed.layers.of).toBeGreaterThan(10)
    const { models, loaded } = await list()
    expect(models.find((model) => model.id === id)?.speed).toEqual(speed)
    expect(loaded).toMatchObject({ modelId: id, state: 'idle', backend: speed.backend, layers: speed.layers })
    expect(loaded!.memory.ram + loaded!.memory.gpu).toBeGreaterThan(50e6)
    expect(loaded!.sleepsAt).toBeGreaterThan(Date.now())
    expect((await agent.handlers['models.unload']({})).loaded).toBeNull()
  })

  test('measures the built-in embedder in texts a second', async () => {
    const speed = await agent.handlers['models.measure']({ id: 'built-in' })
    expect(speed).toMatchObject({ tokensPerSecond: null, firstTokenMs: null })
    expect(speed.embeddingsPerSecond).toBeGreaterThan(0)
  })

  test('tells of the hardware the same in the list, after a test and in the doctor', async () => {
    const tested = await agent.handlers['models.test']({})
    expect((await list()).hardware.backends).toEqual(tested.backends)
    const findings = await agent.handlers['app.doctor']({})
    for (const { name, reason } of tested.backends) expect(findings.find(({ part }) => part === name)?.text).toContain(reason)
  })

  test('refuses to measure what is not here', async () => {
    await expect(agent.handlers['models.measure']({ id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('nothing') })
  })
})
