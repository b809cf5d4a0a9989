import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelView } from '../../../src/agent/contract/index.ts'
import { openDownloads } from '../../../src/agent/loop/downloads.ts'
import type { Downloads } from '../../../src/agent/loop/downloads.ts'
import { foundOf } from '../../../src/agent/loop/found-models.ts'
import { readBuiltIn } from '../../../src/agent/loop/model-files.ts'
import { openModels } from '../../../src/agent/loop/models.ts'
import type { ModelRegistry } from '../../../src/agent/loop/models.ts'
import { loadCatalogue } from '../../../src/agent/model/catalogue.ts'
import type { Catalogue } from '../../../src/agent/model/catalogue.ts'
import { writeSettings } from '../../../src/agent/loop/settings.ts'
import { openNetwork } from '../../../src/agent/network/network.ts'
import type { Network } from '../../../src/agent/network/network.ts'
import { resource } from '../../../src/agent/paths.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { honest, serveHub, sha256, stallAfter, status, wrongByteAt } from '../model/download/hub.ts'
import type { Behaviour, Hub } from '../model/download/hub.ts'
import { serveRepositories } from '../model/download/repositories.ts'
import { EMBEDDER, makeGguf, smallModel } from '../model/gguf/files.ts'

const FILE = makeGguf(smallModel())
const HALF = Math.floor(FILE.length / 2)

let home: string
let hub: Hub
let catalogue: Catalogue
let first: string
let second: string
let store: Store
let network: Network
let models: ModelRegistry
let downloads: Downloads

/** Two chat models, both of them the same small real GGUF. */
async function open(): Promise<void> {
  store = await openStore(home)
  network = await openNetwork({ file: join(home, 'network.json'), isOff: false, environment: {} })
  models = openModels({ store, catalogue, builtIn: await readBuiltIn(EMBEDDER), now: Date.now, announce: () => undefined })
  downloads = await openDownloads({ store, models, network, now: Date.now, addressOf: ({ id }) => `${hub.address}/${id}`, patience: { headersMs: 2000, stallMs: 20_000, backOffMs: () => 1, tries: 2 } })
}
async function close(): Promise<void> {
  await downloads[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
}
async function again(): Promise<void> {
  await close()
  await open()
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-downloads-'))
  hub = await serveHub(FILE)
  const offered = await loadCatalogue(resource('models.json'))
  catalogue = { ...offered, models: offered.models.map((entry) => ({ ...entry, size: FILE.length, sha256: sha256(FILE) })) }
  const ids = catalogue.models.filter(({ kind }) => kind === 'chat').map(({ id }) => id)
  first = ids[0]!
  second = ids[1]!
  await open()
})
afterEach(async () => {
  await close()
  await hub[Symbol.asyncDispose]()
  await rm(home, { recursive: true })
})

const view = (id: string): ModelView => models.view().models.find((model) => model.id === id)!
const files = async (): Promise<readonly string[]> => (await readdir(models.folder)).toSorted()
/** Sends a half and then nothing more, as long as a test wants to look at it. */
const half: Behaviour = stallAfter(HALF)
const halfHere = (id: string) => expect.poll(() => view(id).download).toMatchObject({ state: 'running', done: HALF, total: FILE.length })

describe('downloads', () => {
  it('end in a model that is ready and was compared with its digest, and in nothing else', async () => {
    await downloads.start(first)
    await downloads.settled()
    expect(view(first)).toMatchObject({ state: 'ready', download: null, problem: null, verifiedAt: expect.any(Number) })
    expect((await readFile(view(first).path!)).equals(FILE)).toBe(true)
    expect(await files()).toEqual([basename(view(first).path!)])
    await downloads.start(first)
    await again()
    expect(view(first)).toMatchObject({ state: 'ready', download: null })
    expect(hub.requests.length).toBe(1)
  })

  it('run one at a time, the others in line', async () => {
    hub.next = [half]
    await downloads.start(first)
    await downloads.start(second)
    await halfHere(first)
    expect(view(second).download).toMatchObject({ state: 'waiting', message: `Waits until ${view(first).name} is here.` })
    expect(hub.requests.length).toBe(1)
    await downloads.cancel(first, true)
    await downloads.settled()
    expect([view(first).state, view(second).state]).toEqual(['offered', 'ready'])
    expect(await files()).toEqual([basename(view(second).path!)])
  })

  it('go on at the next start where the app was quit, from what is here', async () => {
    hub.next = [half]
    await downloads.start(first)
    await halfHere(first)
    await again()
    await downloads.settled()
    expect(view(first).state).toBe('ready')
    expect(hub.requests[1]).toMatchObject({ range: `bytes=${HALF}-` })
  })

  it('stay paused over a restart, and go on when they are wanted again', async () => {
    hub.next = [half]
    await downloads.start(first)
    await halfHere(first)
    await downloads.pause(first)
    const paused = { state: 'paused', done: HALF, total: FILE.length, bytesPerSecond: null }
    expect(view(first)).toMatchObject({ state: 'downloading', download: paused })
    await again()
    expect(view(first).download).toMatchObject(paused)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(hub.requests.length).toBe(1)
    await downloads.start(first)
    await downloads.settled()
    expect(view(first).state).toBe('ready')
    expect(hub.requests[1]).toMatchObject({ range: `bytes=${HALF}-` })
  })

  it('lose nothing when cancelled, unless what is here is to be discarded', async () => {
    hub.next = [half]
    await downloads.start(first)
    await halfHere(first)
    await downloads.cancel(first, false)
    expect(view(first)).toMatchObject({ state: 'offered', download: null })
    const part = join(models.folder, `${models.entry(first).file}.part`)
    expect((await stat(part)).size).toBe(HALF)
    await downloads.cancel(first, true)
    expect(await files()).toEqual([])
    await expect(downloads.pause(first)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('say why they failed, also after a restart, and can be begun again', async () => {
    hub.next = [wrongByteAt(HALF)]
    await downloads.start(first)
    await downloads.settled()
    const failed = { state: 'failed', message: expect.stringContaining(sha256(FILE)) }
    expect(view(first)).toMatchObject({ state: 'downloading', path: null, download: failed })
    await again()
    expect(view(first).download).toMatchObject(failed)
    await downloads.start(first)
    await downloads.settled()
    expect(view(first).state).toBe('ready')
  })

  it('are no obstacle to each other: after one that failed the next has its turn', async () => {
    hub.next = [status(404)]
    await downloads.start(first)
    await downloads.start(second)
    await downloads.settled()
    expect([view(first).download?.state, view(second).state]).toEqual(['failed', 'ready'])
  })

  it('are refused while "No network" is on, which is counted, and nothing is sent', async () => {
    network.setOff(true)
    await expect(downloads.start(first)).rejects.toMatchObject({ code: 'NETWORK_OFF' })
    expect(view(first)).toMatchObject({ state: 'offered', download: null })
    expect(network.use()).toMatchObject({ requests: 0, blocked: 1, sent: 0, received: 0 })
    expect(hub.requests).toEqual([])
  })

  it('can be paused in the moment in which they end', async () => {
    for (let delay = 0; delay < 8; delay += 1) {
      hub.always = (request, response, served) => {
        honest(request, response, served)
        setTimeout(() => void downloads.pause(first).catch(() => undefined), delay)
      }
      await downloads.start(first)
      await downloads.settled()
      await new Promise((resolve) => setTimeout(resolve, 20))
      const { state, download } = view(first)
      if (state === 'ready') {
        expect(download).toBeNull()
        await models.remove(first)
      } else {
        expect(download).toMatchObject({ state: 'paused' })
        hub.always = null
        await downloads.start(first)
        await downloads.settled()
        expect(view(first).state).toBe('ready')
        await models.remove(first)
      }
    }
  })
})

describe('a file of the hub that the person names', () => {
  const NAME = 'owner/repo/Q4/a model.gguf'
  const foundHere = (): ModelView => models.view().models.find(({ origin }) => origin === 'hub')!
  /** As the app opens them: by the settings alone. */
  async function openWhole(): Promise<void> {
    await downloads[Symbol.asyncDispose]()
    downloads = await openDownloads({ store, models, network, now: Date.now, patience: { backOffMs: () => 1, tries: 2 } })
  }
  const find = async (name: string): Promise<ModelView> => models.list(foundOf(await downloads.lookUp(name)))

  beforeEach(async () => {
    catalogue = await loadCatalogue(resource('models.json'))
    await again()
  })

  it('is listed with its size and fetched only by consent, from the mirror that is set; it is kept over starts, and taken off the list with its file', async () => {
    await using there = await serveRepositories({ [NAME]: { bytes: FILE } })
    await writeSettings(store, { hubAddress: `${there.address}/` })
    await openWhole()
    expect(await find(NAME)).toMatchObject({ origin: 'hub', name: 'a model', state: 'offered', size: FILE.length, repository: 'owner/repo', isRecommended: false })
    expect(there.requests).toEqual([])
    await downloads.start(foundHere().id)
    await downloads.settled()
    expect(foundHere()).toMatchObject({ state: 'ready', isChosen: true, verifiedAt: expect.any(Number), problem: null })
    expect((await readFile(foundHere().path!)).equals(FILE)).toBe(true)
    await again()
    expect(foundHere()).toMatchObject({ state: 'ready', name: 'a model' })
    expect(models.here(foundHere().id)).toMatchObject({ name: 'a model', kind: 'chat' })
    await models.remove(foundHere().id)
    expect(foundHere()).toBeUndefined()
    expect(await files()).toEqual([])
  })

  it('is refused where what comes is not what the hub published, and nothing of it stays', async () => {
    await using there = await serveRepositories({ [NAME]: { bytes: FILE, sha256: 'b'.repeat(64) } })
    await writeSettings(store, { hubAddress: there.address })
    await openWhole()
    await find(NAME)
    await downloads.start(foundHere().id)
    await downloads.settled()
    expect(foundHere().download).toMatchObject({ state: 'failed', done: 0, message: expect.stringContaining('is not the right file') })
    expect(await files()).toEqual([])
    await expect(models.remove(foundHere().id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await downloads.cancel(foundHere().id, true)
    await models.remove(foundHere().id)
    expect(foundHere()).toBeUndefined()
  })

  it('does not stay where it is no model after all', async () => {
    await using there = await serveRepositories({ [NAME]: { bytes: Buffer.from('a text, whatever its name says') } })
    await writeSettings(store, { hubAddress: there.address })
    await openWhole()
    await find(NAME)
    await downloads.start(foundHere().id)
    await downloads.settled()
    expect(foundHere()).toMatchObject({ path: null, download: { state: 'failed' } })
    expect(await files()).toEqual([])
  })

  it('is the one of the catalogue where it is that file', async () => {
    const { sha256: pinned, id } = catalogue.models[0]!
    await using there = await serveRepositories({ [NAME]: { bytes: FILE, sha256: pinned } })
    await writeSettings(store, { hubAddress: there.address })
    await openWhole()
    expect(await find(NAME)).toMatchObject({ id, origin: 'catalogue' })
    expect(foundHere()).toBeUndefined()
  })
})
