import { spawn } from 'node:child_process'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Models, ModelView, NetworkUse } from '../../src/agent/contract/index.ts'
import { ownedHome } from './owned.ts'
import type { Refused } from './owned.ts'
import { CLI, isBuilt, openHome, tacitJson } from './tacit.ts'

const EMBEDDER = join(import.meta.dirname, '..', '..', 'build', 'embedder', 'all-MiniLM-L6-v2.f16.gguf')

describe.skipIf(!isBuilt)('models in the terminal', () => {
  const { path: home, run, json } = ownedHome()

  // Nothing here may reach the network, whatever a test asks for.
  beforeAll(() => run('network', 'off'))

  it('lists what there is, with a recommended model of each kind of machine, and uses none unasked', async () => {
    const { code, data } = await json<Models>('models')
    expect(code).toBe(0)
    const recommended = data.models.filter(({ isRecommended }) => isRecommended)
    expect(recommended.map(({ tier }) => tier).sort()).toEqual(['cpu', 'gpu', 'partly', null].sort())
    expect(data.models.filter(({ kind, isChosen }) => kind === 'chat' && isChosen)).toEqual([])
  })

  it('refuses a file that is no model with the reason, and lists one that is', async () => {
    const text = join(home(), 'notes.gguf')
    await writeFile(text, 'This is a text and no model.')
    const refused = await json<Refused>('models', 'add', text)
    expect(refused).toMatchObject({ code: 1, data: { error: { code: 'MODEL_REFUSED' } } })
    expect(refused.data.error.message).toContain('GGUF')

    const file = join(home(), 'of my own.gguf')
    await copyFile(EMBEDDER, file)
    const { data, code } = await json<{ model: ModelView }>('models', 'add', file)
    expect(code).toBe(0)
    expect(data.model).toMatchObject({ kind: 'embed', origin: 'own', path: file, state: 'ready', verifiedAt: null })
    expect(await json('models', 'remove', data.model.id.slice(0, 9))).toMatchObject({ code: 0, data: { removed: data.model.id } })
    expect((await json<Models>('models')).data.models.map(({ id }) => id)).not.toContain(data.model.id)
  })

  it('downloads nothing without consent, which names size and address, nor while the network is off', async () => {
    const refused = await json<Refused>('models', 'download', 'qwen3.5-0.8b')
    expect(refused).toMatchObject({ code: 2, data: { error: { code: 'CONSENT_MISSING', hint: 'Give --yes to agree to it.' } } })
    expect(refused.data.error.message).toMatch(/533 MB from https:\/\/huggingface\.co\//)
    expect(await json<Refused>('models', 'download', 'qwen3.5-0.8b', '--yes')).toMatchObject({ code: 1, data: { error: { code: 'NETWORK_OFF' } } })
  })

  it('writes nothing where there is nothing to write with, and takes a text of one’s own as before', async () => {
    expect(await json<Refused>('write')).toMatchObject({ code: 1, data: { error: { code: 'MODEL_NONE' } } })
    expect(await json<Refused>('write', '--count', '50')).toMatchObject({ code: 2, data: { error: { code: 'INPUT_INVALID' } } })
    expect(await json('write', 'The shed has a window that opens.')).toMatchObject({ code: 0, data: { kind: 'own' } })
  })

  it('asks no server while the network is off, and lists the attempt', async () => {
    expect(await json<Refused>('models', 'server', 'http://127.0.0.1:9/v1')).toMatchObject({ code: 1, data: { error: { code: 'NETWORK_OFF' } } })
    const { data } = await json<NetworkUse>('network')
    expect(data).toMatchObject({ isOff: true, requests: 0 })
    expect(data.blocked).toBeGreaterThan(0)
    expect(data.addresses.map(({ host }) => host)).toContain('127.0.0.1:9')
    expect(await json<Refused>('models', 'server', 'nonsense')).toMatchObject({ code: 2, data: { error: { code: 'INPUT_INVALID' } } })
  })
})

describe.skipIf(!isBuilt || process.platform === 'win32')('a download that is broken off by Ctrl-C', () => {
  it('is paused, and says how it goes on', async () => {
    const home = await openHome()
    // Nothing listens there, so that it waits for ever and no byte leaves this machine.
    const environment = { ...process.env, TACIT_HOME: home, HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' }
    const child = spawn(process.execPath, [CLI, 'models', 'download', 'qwen3.5-0.8b', '--yes'], { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const heard = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        resolve()
      })
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const ended = new Promise<number | null>((resolve) => void child.once('close', resolve))
    await Promise.race([heard, ended])
    process.kill(-child.pid!, 'SIGINT')
    expect(await ended).toBe(1)
    expect(said).toContain('tacit models download qwen3.5-0.8b goes on')
    const { data } = await tacitJson<Models>(home, 'models')
    expect(data.models.find(({ id }) => id === 'qwen3.5-0.8b')?.download?.state).toBe('paused')
    await rm(home, { recursive: true, force: true })
  })
})
