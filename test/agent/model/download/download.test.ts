import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/agent/contract/index.ts'
import { download } from '../../../../src/agent/model/download/download.ts'
import type { Got, Progress } from '../../../../src/agent/model/download/download.ts'
import type { Wanted } from '../../../../src/agent/model/download/part.ts'
import { mayLead } from '../../../../src/agent/model/download/fetch-rest.ts'
import { openNetwork } from '../../../../src/agent/network/network.ts'
import type { Network } from '../../../../src/agent/network/network.ts'
import { change, changeAfter, cutAfter, cutAtOnce, honest, ignoringRanges, lyingLength, more, redirect, serveHub, sha256, silent, stallAfter, status, wrongByteAt, wrongRange } from './hub.ts'
import type { Hub } from './hub.ts'

const FILE = randomBytes(300_000)
const OTHER = randomBytes(300_000)
const PATIENCE = { connectMs: 2000, headersMs: 400, stallMs: 300, backOffMs: () => 1, tries: 4 }

let folder: string
let hub: Hub
let network: Network
let seen: Progress[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-download-'))
  hub = await serveHub(FILE)
  network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
  seen = []
})
afterEach(async () => {
  await network[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const pathOf = (): string => join(folder, 'models', 'model.gguf')
const wanted = (changes: Partial<Wanted> = {}): Wanted => ({ address: hub.address, path: pathOf(), size: FILE.length, sha256: sha256(FILE), ...changes })
const run = (changes: Partial<Wanted> = {}, signal = new AbortController().signal): Promise<Got> =>
  download(wanted(changes), { network, signal, onProgress: (progress) => seen.push(progress), patience: PATIENCE })
const names = async (): Promise<readonly string[]> => (await readdir(join(folder, 'models'))).sort()
const messages = (): readonly string[] => seen.flatMap(({ message }) => message ?? [])
const refusal = async (run: Promise<unknown>): Promise<AppError> => {
  const error = await run.then(() => null, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

async function expectRight(got: Got): Promise<void> {
  expect(got).toMatchObject({ path: pathOf(), size: FILE.length, sha256: sha256(FILE) })
  expect((await readFile(pathOf())).equals(FILE)).toBe(true)
  expect(await names()).toEqual(['model.gguf'])
}

describe('a download', () => {
  it('ends in the file under its name and nothing beside it, checked against what was pinned', async () => {
    const got = await run()
    await expectRight(got)
    expect(got.verifiedBy).toBe('pinned')
    expect(hub.requests).toEqual([{ url: '/repo/resolve/main/model.gguf', range: null, ifRange: null }])
    expect(network.use()).toMatchObject({ requests: 1, blocked: 0 })
    expect(network.use().received).toBeGreaterThan(FILE.length)
  })

  it('goes on where the connection was cut, by the validator of the file that it began with', async () => {
    hub.next = [cutAfter(100_000), cutAfter(50_000)]
    await expectRight(await run())
    expect(hub.requests).toMatchObject([{ range: null }, { range: 'bytes=100000-', ifRange: hub.etag }, { range: 'bytes=150000-', ifRange: hub.etag }])
    expect(messages().some((message) => message.includes('broke'))).toBe(true)
  })

  it('goes on after it was stopped, and after the program ended, from what is there', async () => {
    const stop = new AbortController()
    hub.next = [(request, response, served) => {
      stallAfter(120_000)(request, response, served)
      setTimeout(() => stop.abort(new AppError('CANCELLED', 'Paused.')), 100)
    }]
    expect(await refusal(run({}, stop.signal))).toMatchObject({ code: 'CANCELLED' })
    expect((await stat(`${pathOf()}.part`)).size).toBe(120_000)
    await expectRight(await run())
    expect(hub.requests[1]).toMatchObject({ range: 'bytes=120000-' })
  })

  it('asks nobody where all was here already, and only the name was missing', async () => {
    hub.next = [cutAfter(FILE.length - 1)]
    const stop = new AbortController()
    hub.always = (request, response, served) => {
      honest(request, response, served)
      hub.always = silent
    }
    await run({}, stop.signal)
    await writeFile(`${pathOf()}.part`, FILE)
    await writeFile(`${pathOf()}.part.json`, JSON.stringify({ address: hub.address, size: FILE.length, sha256: sha256(FILE), total: FILE.length, validator: hub.etag }))
    await rm(pathOf())
    const before = hub.requests.length
    await expectRight(await run())
    expect(hub.requests.length).toBe(before)
  })

  it('never gives a file its name because one of the right length lies there', async () => {
    await run()
    const spoilt = Buffer.from(FILE)
    spoilt[7]! ^= 1
    await writeFile(pathOf(), spoilt)
    await expectRight(await run())
  })

  it('starts over, and says so, when the file there has become another', async () => {
    hub.next = [changeAfter(100_000, OTHER)]
    const got = await run({ sha256: null, size: null })
    expect(got).toMatchObject({ sha256: sha256(OTHER), size: OTHER.length, verifiedBy: null })
    expect(messages().some((message) => message.includes('is not the one that the download began with'))).toBe(true)
  })

  it('starts over when the rest comes from another file although it was asked not to', async () => {
    hub.next = [cutAfter(100_000), (request, response, served) => {
      change(served, OTHER)
      delete request.headers['if-range']
      honest(request, response, served)
    }]
    expect(await run({ sha256: null, size: null })).toMatchObject({ sha256: sha256(OTHER) })
  })

  it('starts over, and says so, where the server cannot go on in the middle', async () => {
    hub.next = [cutAfter(100_000), ignoringRanges()]
    await expectRight(await run())
    expect(messages().some((message) => message.includes('cannot go on in the middle'))).toBe(true)
  })

  it('gives up on a server that always begins anew and never gets to the end', async () => {
    hub.always = ignoringRanges(200_000)
    expect(await refusal(run())).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('given up') })
  })

  it('deletes what came whole and is not the right file, and names both digests', async () => {
    hub.next = [wrongByteAt(123_456)]
    const { code, message } = await refusal(run())
    const spoilt = Buffer.from(FILE)
    spoilt[123_456]! ^= 1
    expect(code).toBe('DOWNLOAD_FAILED')
    expect(message).toContain(sha256(FILE))
    expect(message).toContain(sha256(spoilt))
    expect(await names()).toEqual([])
    await expectRight(await run())
  })

  it('takes nothing of a file whose length is not the one that was pinned, and leaves what is here alone', async () => {
    hub.next = [cutAfter(100_000), status(200, { 'content-length': '2', 'content-type': 'text/html' })]
    const { message } = await refusal(run())
    expect(message).toContain(`2 bytes where ${FILE.length} were expected`)
    expect((await stat(`${pathOf()}.part`)).size).toBe(100_000)
    await expectRight(await run())
  })

  it('believes no length: neither one that is too long nor one that is too short', async () => {
    hub.next = [lyingLength(1000)]
    const got = await run({ size: null })
    await expectRight(got)
    await rm(pathOf())
    hub.next = [lyingLength(-1000)]
    expect(await refusal(run({ size: null }))).toMatchObject({ code: 'DOWNLOAD_FAILED' })
    expect(await names()).toEqual([])
  })

  it('starts over where more comes than was pinned or said', async () => {
    hub.next = [more(1000)]
    await expectRight(await run())
    expect(messages().some((message) => message.includes(`sent more than the ${FILE.length} bytes`))).toBe(true)
  })

  it.each([
    ['another beginning', (first: number, length: number) => `bytes ${first + 5}-${length - 1}/${length}`],
    ['a range that ends beyond the file', (first: number, length: number) => `bytes ${first}-${length}/${length}`],
    ['a range of another length', (first: number, length: number) => `bytes ${first}-${length - 9}/${length}`],
    ['no range', () => 'bytes'],
  ])('takes nothing of an answer that gives %s', async (_, range) => {
    hub.next = [cutAfter(100_000), wrongRange(range)]
    await expectRight(await run())
    expect(hub.requests[2]).toMatchObject({ range: 'bytes=100000-' })
  })

  it('takes nothing that was packed on the way', async () => {
    hub.next = [(_request, response, { file }) => void response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': String(file.length) }).end(file)]
    await expectRight(await run())
    expect(messages().some((message) => message.includes('packed (gzip)'))).toBe(true)
  })

  it('starts over on 416, where what is here does not fit the file there', async () => {
    hub.next = [cutAfter(100_000), status(416, { 'content-range': 'bytes */50' })]
    await expectRight(await run())
    expect(hub.requests.map(({ range }) => range)).toEqual([null, 'bytes=100000-', null])
  })

  it.each([[cutAtOnce, 'broke'], [silent, 'said nothing in time'], [stallAfter(10_000), 'stopped sending'], [status(503), '(503)'], [status(500), '(500)']])('waits and tries again where the server fails (%#)', async (behaviour, words) => {
    hub.next = [behaviour]
    await expectRight(await run())
    const waited = seen.find(({ state }) => state === 'waiting')
    expect(waited?.message).toContain(words)
    expect(waited?.retryAt).toBeGreaterThan(0)
  })

  it('waits as long as it was told to, in seconds or until a date', async () => {
    let now = 1_700_000_000_000
    const told = new Date(now + 90_000).toUTCString()
    hub.next = [status(429, { 'retry-after': '1' }), status(503, { 'retry-after': told })]
    const stop = new AbortController()
    const failed = download(wanted(), {
      network,
      signal: stop.signal,
      now: () => now,
      patience: PATIENCE,
      onProgress: (progress) => {
        seen.push(progress)
        if (seen.filter(({ state }) => state === 'waiting').length === 2) stop.abort(new AppError('CANCELLED', 'Enough.'))
      },
    })
    await refusal(failed)
    now = 0
    expect(seen.filter(({ state }) => state === 'waiting').map(({ retryAt }) => retryAt)).toEqual([1_700_000_001_000, 1_700_000_090_000])
  })

  it('gives up after so many tries that brought nothing, keeps what is there, and can go on later', async () => {
    hub.next = [cutAfter(100_000)]
    hub.always = status(503)
    expect(await refusal(run())).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('what is here is kept') })
    hub.always = null
    await expectRight(await run())
    expect(hub.requests.at(-1)).toMatchObject({ range: 'bytes=100000-' })
  })

  it.each([[404, 'has this file no more'], [403, 'does not give this file to everybody'], [410, 'no more']])('says what %i means, and does not try again', async (code, words) => {
    hub.always = status(code)
    expect(await refusal(run())).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining(words) })
    expect(hub.requests.length).toBe(1)
  })

  it('follows redirects to another host, and asks the first address again when that one has expired', async () => {
    await using store = await serveHub(FILE, 'localhost')
    hub.always = redirect(() => `${store.address}?signed=${hub.requests.length}`)
    store.next = [cutAfter(100_000), status(403)]
    expect(await refusal(run())).toMatchObject({ code: 'DOWNLOAD_FAILED' })
    await expectRight(await run())
    expect(store.requests.map(({ url, range }) => `${url.split('?')[1]} ${range}`)).toEqual(['signed=1 null', 'signed=2 bytes=100000-', 'signed=3 bytes=100000-'])
    expect(new Set(network.use().addresses.map(({ host }) => host))).toEqual(new Set([new URL(hub.address).host, new URL(store.address).host]))
  })

  it('does not go round in circles', async () => {
    hub.always = redirect((request) => `${request.url}x`)
    expect(await refusal(run())).toMatchObject({ message: expect.stringContaining('leads on and on') })
  })

  it('is led to encrypted places only, or within this machine', () => {
    expect(mayLead('https://hub.example/a', 'https://files.example/b')).toBe(true)
    expect(mayLead('https://hub.example/a', 'http://files.example/b')).toBe(false)
    expect(mayLead('https://hub.example/a', 'http://127.0.0.1/b')).toBe(false)
    expect(mayLead('http://127.0.0.1/a', 'http://localhost/b')).toBe(true)
    expect(mayLead('http://127.0.0.1/a', 'http://files.example/b')).toBe(false)
    expect(mayLead('https://hub.example/a', 'file:///etc/passwd')).toBe(false)
  })

  it('takes nothing where a redirect leaves encryption', async () => {
    hub.always = redirect('http://files.example/model.gguf')
    expect(await refusal(run())).toMatchObject({ message: expect.stringContaining('not encrypted') })
  })

  it('compares with the digest that the hub publishes where none was pinned', async () => {
    await using store = await serveHub(FILE, 'localhost')
    hub.always = redirect(store.address, { 'x-linked-etag': `"${sha256(FILE)}"` })
    expect(await run({ sha256: null, size: null })).toMatchObject({ verifiedBy: 'hub' })
    await rm(pathOf())
    hub.always = redirect(store.address, { 'x-linked-etag': `"${sha256(OTHER)}"` })
    const { message } = await refusal(run({ sha256: null, size: null }))
    expect(message).toContain(sha256(OTHER))
    expect(await names()).toEqual([])
  })

  it('fetches nothing where the hub itself says that it has another file than the one that was pinned', async () => {
    hub.always = redirect('http://127.0.0.1:1/never', { 'x-linked-etag': `"${sha256(OTHER)}"` })
    expect(await refusal(run())).toMatchObject({ message: expect.stringContaining('another file under this address') })
    expect(network.use().requests).toBe(1)
  })

  it('says that nothing was compared where nobody gave a digest', async () => {
    expect(await run({ sha256: null })).toMatchObject({ verifiedBy: null })
  })

  it('starts over where what is here was of another address', async () => {
    hub.next = [cutAfter(100_000), status(404)]
    await refusal(run({ address: `${hub.address}-old`, sha256: null }))
    await expectRight(await run({ sha256: null }))
    expect(hub.requests.at(-1)).toMatchObject({ range: null })
    expect(messages()).toContain('What was here was of another file, so it was started over.')
  })

  it('goes on from another address where the digest is pinned, without what the first one knew it by', async () => {
    hub.next = [cutAfter(100_000), status(404)]
    await refusal(run({ address: `${hub.address}-old` }))
    await expectRight(await run())
    expect(hub.requests.at(-1)).toMatchObject({ range: 'bytes=100000-', ifRange: null })
  })

  it('stops within the same moment when "No network" is switched on, and goes on when it is off again', async () => {
    hub.next = [stallAfter(50_000)]
    const got = run()
    await expect.poll(() => seen.at(-1)?.done ?? 0).toBe(50_000)
    network.setOff(true)
    await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'waiting', message: '"No network" is on.', retryAt: null })
    const { sent, received, requests } = network.use()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(network.use()).toMatchObject({ sent, received, requests, isOff: true })
    network.setOff(false)
    await expectRight(await got)
    expect(hub.requests.at(-1)).toMatchObject({ range: 'bytes=50000-' })
  })

  it('tells how far it is and how fast, and never goes backwards while nothing is started over', async () => {
    hub.always = (request, response, served) => {
      const first = Number(/\d+/.exec(request.headers.range ?? '0')?.[0])
      response.writeHead(200, { etag: served.etag, 'content-length': String(served.file.length) })
      let at = first
      const timer = setInterval(() => {
        response.write(served.file.subarray(at, at + 5000))
        at += 5000
        if (at < served.file.length) return
        clearInterval(timer)
        response.end()
      }, 10)
    }
    await run()
    const running = seen.filter(({ state }) => state === 'running')
    expect(running.map(({ done }) => done)).toEqual(running.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(running.some(({ bytesPerSecond }) => bytesPerSecond !== null && bytesPerSecond > 0)).toBe(true)
  })
})
