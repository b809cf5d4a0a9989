import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Models, ModelView } from '../../src/agent/contract/index.ts'
import { serveRepositories } from '../agent/model/download/repositories.ts'
import type { RepositoryHub } from '../agent/model/download/repositories.ts'
import { ownedHome } from './owned.ts'
import type { Refused } from './owned.ts'
import { isBuilt } from './tacit.ts'

const EMBEDDER = join(import.meta.dirname, '..', '..', 'build', 'embedder', 'all-MiniLM-L6-v2.f16.gguf')
const DEFAULT_HUB = 'https://huggingface.co'

type Found = Readonly<{ model: ModelView }>

describe.skipIf(!isBuilt)('a mirror of the hub in the terminal', () => {
  const { path: home, run, json } = ownedHome()
  let hub: RepositoryHub
  let bytes: Buffer

  beforeAll(async () => {
    bytes = await readFile(EMBEDDER)
    hub = await serveRepositories({ 'someone/small/embedder-Q8.gguf': { bytes }, 'someone/small/other.gguf': { bytes, sha256: '0'.repeat(64) } })
    // Before anything else, so that nothing here reaches the hub itself.
    await run('models', 'hub', hub.address)
  })
  afterAll(() => hub[Symbol.asyncDispose]())

  it('takes the hub’s place, says what that means, and makes room for the hub again', async () => {
    expect(await json('models', 'hub')).toMatchObject({ code: 0, data: { hub: hub.address } })
    const told = await run('models', 'hub')
    expect(told.stdout.replaceAll(/\s+/g, ' ')).toContain(`Models are downloaded from ${hub.address}, in place of the hub. Each file is compared with the SHA-256`)
    expect(await json('models', 'hub', 'default')).toMatchObject({ code: 0, data: { hub: DEFAULT_HUB } })
    expect(await json('models', 'hub', hub.address)).toMatchObject({ code: 0, data: { hub: hub.address } })
  })

  it('is not taken where its address is none, and the one before stays', async () => {
    const refused = await json<Refused>('models', 'hub', 'no address')
    expect(refused).toMatchObject({ data: { error: { code: 'INPUT_INVALID' } } })
    expect(refused.code).toBeGreaterThan(0)
    expect(refused.data.error.message).toContain('no address')
    expect(await json('models', 'hub')).toMatchObject({ data: { hub: hub.address } })
  })

  it('lists a file by its place, with the size and digest that are published, and fetches no byte of it', async () => {
    const { code, data } = await json<Found>('models', 'find', 'someone/small/embedder-Q8.gguf')
    expect(code).toBe(0)
    const digest = createHash('sha256').update(bytes).digest('hex')
    expect(data.model).toMatchObject({ id: `hub-${digest.slice(0, 12)}`, origin: 'hub', state: 'offered', repository: 'someone/small', file: 'embedder-Q8.gguf', size: bytes.length })
    expect(hub.requests).toEqual([])
    expect((await json<Models>('models')).data.models.map(({ id }) => id)).toContain(data.model.id)
    const again = await run('models', 'find', `${hub.address}/someone/small/resolve/main/embedder-Q8.gguf`)
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining(`tacit models download ${data.model.id}`) })
  })

  it('says of a file that is not there, or is no GGUF, which one it was', async () => {
    const missing = await json<Refused>('models', 'find', 'someone/small/missing.gguf')
    expect(missing.code).toBe(1)
    expect(missing.data.error.message).toContain('missing.gguf')
    const text = await json<Refused>('models', 'find', 'someone/small/README.md')
    expect(text.code).toBeGreaterThan(0)
    expect(text.data.error.message).toContain('README.md')
  })

  it('sends what was found once that was agreed to, and the file has its name when its digest is right', async () => {
    const { data } = await json<Found>('models', 'find', 'someone/small/embedder-Q8.gguf')
    const unasked = await json<Refused>('models', 'download', data.model.id)
    expect(unasked).toMatchObject({ code: 2, data: { error: { code: 'CONSENT_MISSING', message: expect.stringContaining(`${hub.address}/someone/small`) } } })
    const here = await json<Found>('models', 'download', data.model.id, '--yes')
    expect(here).toMatchObject({ code: 0, data: { model: { state: 'ready' } } })
    expect((await readFile(here.data.model.path!)).equals(bytes)).toBe(true)
  })

  it('sends one whose bytes are not those that it published, and nothing of that one is kept as a model', async () => {
    const { data } = await json<Found>('models', 'find', 'someone/small/other.gguf')
    const failed = await json<Refused>('models', 'download', data.model.id, '--yes')
    expect(failed).toMatchObject({ code: 1, data: { error: { code: 'DOWNLOAD_FAILED' } } })
    expect((await readdir(join(home(), 'models'), { recursive: true })).filter((name) => name.endsWith('other.gguf'))).toEqual([])
  })

  it('is asked nothing while the network is off', async () => {
    await run('network', 'off')
    const before = hub.requests.length
    expect(await json<Refused>('models', 'find', 'someone/small/embedder-Q8.gguf')).toMatchObject({ code: 1, data: { error: { code: 'NETWORK_OFF' } } })
    expect(hub.requests).toHaveLength(before)
    await run('network', 'on')
  })
})
