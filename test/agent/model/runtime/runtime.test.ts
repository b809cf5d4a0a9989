import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LanguageModel, Written } from '../../../../src/agent/model/language-model.ts'
import { openRuntime } from '../../../../src/agent/model/runtime/runtime.ts'
import type { ModelFile, Runtime, RuntimeOptions } from '../../../../src/agent/model/runtime/runtime.ts'
import type { Standings } from '../../../../src/agent/model/runtime/steps.ts'

// Stand-ins for a process whose driver crashes or hangs, which no test can make a real one do. What a real model does is tested in test/model.

let folder: string
let file: ModelFile
let runtime: Runtime | null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-runtime-test-'))
  file = { id: 'model', name: 'Smol', path: join(folder, 'smol.gguf') }
  await writeFile(file.path, 'GGUF')
  runtime = null
})

afterEach(async () => {
  await runtime?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** A process that notes each step it is loaded at, and then does `onLoad` and, with each text, `onWrite`. */
async function childThat({ onLoad = 'load()', onWrite = 'answer({ text: "ok", end: "done", tokens: 2, seconds: 0.1 })' }: Readonly<{ onLoad?: string; onWrite?: string }>): Promise<string> {
  const child = join(folder, 'child.mjs')
  await writeFile(child, `
    import { appendFileSync, existsSync } from 'node:fs'
    process.on('disconnect', () => process.exit())
    process.on('message', ({ id, kind, job, cancel, stop }) => {
      if (stop) process.exit()
      if (cancel !== undefined) return process.send({ id: cancel, ok: false, error: { code: 'CANCELLED', message: 'Cancelled.' } })
      const answer = (result) => process.send({ id, ok: true, result })
      const refuse = (code, message) => process.send({ id, ok: false, error: { code, message } })
      const crash = () => process.stderr.write('GGML_ASSERT failed\\n', () => process.kill(process.pid, 'SIGABRT'))
      const load = () => answer({ backend: job.backend, layers: { onGpu: 4, of: 8 }, context: 4096, memory: { ram: 1, gpu: 2 } })
      if (kind === 'load') { appendFileSync(${JSON.stringify(join(folder, 'steps'))}, job.step + ' '); ${onLoad} }
      if (kind === 'write') { ${onWrite} }
    })`)
  return child
}

const steps = async (): Promise<string> => (await readFile(join(folder, 'steps'), 'utf8')).trim()

function open(child: string, more: Partial<RuntimeOptions> = {}): LanguageModel {
  runtime = openRuntime({ child, hardware: async () => ({ backend: 'cuda', key: 'a card' }), idleMs: () => 60_000, ...more })
  return runtime.open(file)
}

const write = (model: LanguageModel, prompt = 'Write.'): Promise<Written> => model.write({ system: '', prompt, maxTokens: 5, temperature: 0, priority: 'person' })

describe('the owner of the model’s process', () => {
  test('goes one step down with each crash, until the model works on the processor, and says so', async () => {
    const told: string[] = []
    const model = open(await childThat({ onLoad: 'if (job.step === "processor") load(); else crash()' }), { onCrash: (text) => told.push(text) })
    await expect(write(model)).rejects.toMatchObject({ code: 'MODEL_FAILED', message: expect.stringMatching(/GGML_ASSERT failed.*half of its layers.*Do it again/) })
    await expect(write(model)).rejects.toMatchObject({ message: expect.stringContaining('processor alone') })
    expect((await write(model)).text).toBe('ok')
    expect(await steps()).toBe('whole half processor')
    expect(told).toHaveLength(2)
    expect(runtime!.fallback()).toContain('processor alone')
  })

  test('refuses a model that crashes everywhere, starts no more processes for it, and tries it again when asked to', async () => {
    const model = open(await childThat({ onLoad: 'crash()' }))
    for (let n = 0; n < 6; n += 1) await expect(write(model)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(await steps()).toBe('whole half processor processor')
    expect(runtime!.fallback()).toContain('not loaded any more')
    await runtime!.forgetCrashes()
    await expect(write(model)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(await steps()).toBe('whole half processor processor whole')
  })

  test('remembers a crash for the next start, but not on other hardware', async () => {
    let kept: Standings = {}
    const standings = { read: () => kept, write: async (next: Standings) => void (kept = next) }
    const child = await childThat({ onLoad: 'if (job.step === "whole") crash(); else load()' })
    await expect(write(open(child, { standings }))).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    await runtime![Symbol.asyncDispose]()
    await write(open(child, { standings }))
    await runtime![Symbol.asyncDispose]()
    await expect(write(open(child, { standings, hardware: async () => ({ backend: 'cuda', key: 'a new card' }) }))).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(await steps()).toBe('whole half whole')
  })

  test('tries with fewer layers at once where memory is too short, and refuses in words where it never fits', async () => {
    const fits = open(await childThat({ onLoad: 'if (job.step === "processor") load(); else refuse("MEMORY_SHORT", "Too large.")' }))
    expect((await write(fits)).text).toBe('ok')
    expect(await steps()).toBe('whole half processor')
    expect(runtime!.fallback()).toBeNull()
    await runtime![Symbol.asyncDispose]()
    const never = open(await childThat({ onLoad: 'refuse("MEMORY_SHORT", "Too large.")' }))
    await expect(write(never)).rejects.toMatchObject({ code: 'MEMORY_SHORT', message: expect.stringContaining('smaller model') })
  })

  test('ends a process that no longer answers, and works again with the next', async () => {
    const child = await childThat({ onWrite: `if (job.prompt === 'Hang.') for (;;); else answer({ text: 'ok', end: 'done', tokens: 2, seconds: 0.1 })` })
    const model = open(child, { limitsMs: { write: 100, grace: 200 } })
    await expect(write(model, 'Hang.')).rejects.toMatchObject({ code: 'MODEL_FAILED', message: expect.stringContaining('no longer answered') })
    expect(runtime!.loaded()).toBeNull()
    expect((await write(model)).text).toBe('ok')
  })

  test('gives the memory back after a time without work, and loads again when asked', async () => {
    const model = open(await childThat({}), { idleMs: () => 50 })
    await write(model)
    expect(runtime!.loaded()).toMatchObject({ modelId: 'model', state: 'idle', tokensPerSecond: 20, layers: { onGpu: 4, of: 8 } })
    await expect.poll(() => runtime!.loaded()).toBeNull()
    expect(runtime!.pid()).toBeNull()
    expect((await write(model)).text).toBe('ok')
  })

  test('lets go of the model at once when told to, and cancels what is under way', async () => {
    const model = open(await childThat({ onWrite: '' }))
    const under = write(model)
    while (runtime!.loaded()?.state !== 'working') await wait(20)
    const rejected = expect(under).rejects.toMatchObject({ code: 'CANCELLED' })
    const unloaded = runtime!.unload()
    await rejected
    await unloaded
    expect(runtime!.loaded()).toBeNull()
  })

  test('goes on loading for the person what was being loaded for the background', async () => {
    const go = join(folder, 'go')
    const model = open(await childThat({ onLoad: `const look = setInterval(() => { if (existsSync(${JSON.stringify(go)})) { clearInterval(look); load() } }, 20)` }))
    const background = model.write({ system: '', prompt: 'Later.', maxTokens: 5, temperature: 0, priority: 'background' })
    await expect.poll(() => runtime!.pid() ?? runtime!.loaded()?.state, { timeout: 60_000 }).toBe('loading')
    const persons = write(model)
    await writeFile(go, '')
    expect((await persons).text).toBe('ok')
    expect((await background).text).toBe('ok')
    expect(await steps()).toBe('whole')
  })

  test('ends a process that still loads when that is cancelled, and counts it as no crash', async () => {
    const model = open(await childThat({ onLoad: `appendFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); for (;;);` }))
    const controller = new AbortController()
    const writing = model.write({ system: '', prompt: 'Write.', maxTokens: 5, temperature: 0, priority: 'person', signal: controller.signal })
    const rejected = expect(writing).rejects.toMatchObject({ code: 'CANCELLED' })
    const pid = await expect.poll(async () => readFile(join(folder, 'pid'), 'utf8').catch(() => ''), { timeout: 60_000 }).toMatch(/^\d+$/).then(() => readFile(join(folder, 'pid'), 'utf8'))
    controller.abort()
    await rejected
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
    expect(runtime!.loaded()).toBeNull()
    expect(runtime!.fallback()).toBeNull()
  })

  test('does not wait for the graphics drivers to be tried once it is cancelled', async () => {
    const model = open(await childThat({}), { hardware: () => new Promise(() => undefined) })
    const controller = new AbortController()
    const writing = model.write({ system: '', prompt: 'Write.', maxTokens: 5, temperature: 0, priority: 'person', signal: controller.signal })
    const rejected = expect(writing).rejects.toMatchObject({ code: 'CANCELLED' })
    await wait(20)
    controller.abort()
    await rejected
  })

  test('notices that its process was ended while nothing was asked of it, and counts it as no crash', async () => {
    const model = open(await childThat({}))
    await write(model)
    process.kill(runtime!.pid()!, 'SIGKILL')
    await expect.poll(() => runtime!.loaded()).toBeNull()
    expect(runtime!.fallback()).toBeNull()
    expect((await write(model)).text).toBe('ok')
  })

  test('holds one model at a time', async () => {
    const other: ModelFile = { ...file, id: 'other', path: join(folder, 'other.gguf') }
    await writeFile(other.path, 'GGUF')
    await write(open(await childThat({})))
    const before = runtime!.pid()!
    await write(runtime!.open(other))
    expect(runtime!.loaded()?.modelId).toBe('other')
    expect(() => process.kill(before, 0)).toThrow('ESRCH')
  })

  test('says that a file is gone', async () => {
    const model = open(await childThat({}))
    await rm(file.path)
    await expect(write(model)).rejects.toMatchObject({ code: 'MODEL_FAILED', message: expect.stringContaining(file.path) })
  })
})
