import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/agent/contract/index.ts'
import { addressOf, checkHub, HUB, lookUp, readHubFile } from '../../../src/agent/model/hub.ts'
import { openNetwork } from '../../../src/agent/network/network.ts'
import type { Network } from '../../../src/agent/network/network.ts'
import { COMMIT, serveRepositories, sha256Of } from './download/repositories.ts'

const MIRROR = 'https://mirror.test/hf/'

describe('a file of the hub', () => {
  it.each([
    ['owner/repo/model.gguf', { repository: 'owner/repo', revision: 'main', file: 'model.gguf' }],
    [' owner/repo/Q4/model.GGUF ', { repository: 'owner/repo', revision: 'main', file: 'Q4/model.GGUF' }],
    ['https://huggingface.co/owner/repo/blob/main/model.gguf', { repository: 'owner/repo', revision: 'main', file: 'model.gguf' }],
    [`https://huggingface.co/owner/repo/resolve/${COMMIT}/a%20b.gguf?download=true`, { repository: 'owner/repo', revision: COMMIT, file: 'a b.gguf' }],
    ['https://mirror.test/hf/owner/repo/resolve/v2/model.gguf', { repository: 'owner/repo', revision: 'v2', file: 'model.gguf' }],
  ])('is read from %s', (text, file) => {
    expect(readHubFile(text, MIRROR)).toEqual(file)
  })

  it.each([
    ['https://elsewhere.test/owner/repo/resolve/main/model.gguf', /is not the hub, which is mirror\.test/],
    ['https://mirror.test/owner/repo/resolve/main/model.gguf', /is not the hub/],
    ['file:///etc/model.gguf', /is not the hub/],
    ['model.gguf', /names no file of a repository/],
    ['owner/repo', /names no file of a repository/],
    ['owner/repo/model.safetensors', /is no GGUF/],
    ['owner/../../model.gguf', /a part of it is no name/],
    ['owner/repo/%2e%2e/model.gguf', /a part of it is no name/],
    ['owner/repo/%/model.gguf', /a part of it is no name/],
    ['owner/repo/model-00001-of-00003.gguf', /one of several parts/],
  ])('is not read from %s, and why is said', (text, reason) => {
    expect(() => readHubFile(text, MIRROR)).toThrow(reason)
  })

  it('has an address below the hub, whatever stands in its names', () => {
    expect(addressOf({ repository: 'owner/repo', revision: COMMIT, file: 'Q4/a b.gguf' }, MIRROR)).toBe(`https://mirror.test/hf/owner/repo/resolve/${COMMIT}/Q4/a%20b.gguf`)
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      try {
        const read = readHubFile(text, MIRROR)
        expect(new URL(addressOf(read, MIRROR)).pathname).toMatch(/^\/hf\/[^/]+\/[^/]+\/resolve\//)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
      }
    }))
  })
})

describe('the address of a mirror', () => {
  it('is kept without a slash at its end', () => {
    for (const [given, kept] of [[HUB, HUB], ['https://mirror.test/hf//', 'https://mirror.test/hf'], ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000']] as const) expect(checkHub(given)).toBe(kept)
  })

  it.each([
    ['mirror.test', /does not begin with https/],
    ['ftp://mirror.test', /does not begin with https/],
    ['http://mirror.test', /without encryption/],
    ['https://me:secret@mirror.test', /holds a name or a password/],
    ['https://mirror.test/?x=1', /nothing may stand behind/],
  ])('is not %s', (text, reason) => {
    expect(() => checkHub(text)).toThrow(reason)
  })
})

describe('looking a file up', () => {
  let folder: string
  let network: Network
  const closing: (() => Promise<unknown>)[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacit-hub-'))
    network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
  })
  afterEach(async () => {
    await network[Symbol.asyncDispose]()
    for (const close of closing.splice(0)) await close()
    await rm(folder, { recursive: true })
  })
  const file = { repository: 'owner/repo', revision: 'main', file: 'model.gguf' }

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(async () => server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('brings its size, its commit and its digest, and not a byte of it', async () => {
    const bytes = Buffer.alloc(1 << 20, 3)
    await using hub = await serveRepositories({ 'owner/repo/model.gguf': { bytes } })
    expect(await lookUp(network, file, hub.address)).toEqual({ ...file, revision: COMMIT, size: bytes.length, sha256: sha256Of(bytes) })
    expect(hub.requests).toEqual([])
    const use = network.use()
    expect(use.addresses).toMatchObject([{ what: 'a model', requests: 1 }])
    expect(use.received).toBeLessThan(2000)
  })

  it('takes a plain answer where its ETag is the digest', async () => {
    const hub = await serve((_request, response) => void response.writeHead(200, { 'content-length': '5', etag: `"${'a'.repeat(64)}"` }).end())
    expect(await lookUp(network, file, hub)).toMatchObject({ revision: 'main', size: 5, sha256: 'a'.repeat(64) })
  })

  it.each<[string, RequestListener, RegExp]>([
    ['there is none', (_request, response) => void response.writeHead(404).end(), /has no model\.gguf in owner\/repo \(404\)/],
    ['it is not for everybody', (_request, response) => void response.writeHead(401).end(), /only to those who have signed in/],
    ['nobody publishes a digest', (_request, response) => void response.writeHead(200, { 'content-length': '5' }).end(), /publishes no SHA-256/],
    ['it is led elsewhere without a digest', (_request, response) => void response.writeHead(302, { location: 'https://elsewhere.test/x' }).end(), /leads to elsewhere\.test without saying/],
    ['it is led round and round', (request, response) => void response.writeHead(307, { location: `${request.url}x` }).end(), /leads on and on/],
    ['the hub has trouble', (_request, response) => void response.writeHead(500).end(), /answered with 500/],
    ['the connection is cut', (request) => void request.socket.destroy(), /broke/],
  ])('says so where %s', async (_what, listener, reason) => {
    await expect(lookUp(network, file, await serve(listener))).rejects.toThrow(reason)
  })

  it('is refused while the network is off', async () => {
    network.setOff(true)
    await expect(lookUp(network, file, 'http://127.0.0.1:9')).rejects.toMatchObject({ code: 'NETWORK_OFF' })
  })
})
