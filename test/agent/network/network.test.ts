import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networkFinding } from '../../../src/agent/handlers/network.ts'
import { openNetwork } from '../../../src/agent/network/network.ts'
import type { Network } from '../../../src/agent/network/network.ts'
import { NetworkFailure } from '../../../src/agent/network/failure.ts'
import { proxyFor } from '../../../src/agent/network/proxy.ts'

const BODY = randomBytes(200_000)

let folder: string
let server: Server
let address: string
let host: string
let asked: number
let answer: (request: IncomingMessage, response: ServerResponse) => void
const file = (): string => join(folder, 'network.json')
const open = (isOff = false, environment: Readonly<Record<string, string>> = {}): Promise<Network> => openNetwork({ file: file(), isOff, environment })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-network-'))
  asked = 0
  answer = (_request, response) => void response.writeHead(200, { 'content-length': String(BODY.length) }).end(BODY)
  server = createServer((request, response) => {
    asked += 1
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  address = `http://${host}/file`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function read(network: Network, url = address): Promise<number> {
  using given = await network.send({ url, what: 'a model', stallMs: 5000 })
  let length = 0
  for await (const bytes of given.body) length += bytes.length
  return length
}
const failure = async (run: Promise<unknown>): Promise<unknown> => run.then(() => null, (thrown: unknown) => thrown)

describe('the one door to the network', () => {
  it('counts every request with all its bytes, by host and purpose, and keeps the counts', async () => {
    const network = await open()
    expect(await read(network)).toBe(BODY.length)
    await network.send({ url: address, what: 'your server' }).then(({ text }) => text(1 << 20))
    const use = network.use()
    expect(use).toMatchObject({ isOff: false, requests: 2, blocked: 0, addresses: [{ host }, { host }], attempts: [{ what: 'your server', outcome: '200' }, { what: 'a model', outcome: '200' }] })
    expect(use.received).toBeGreaterThan(2 * BODY.length)
    expect(use.received).toBeLessThan(2 * BODY.length + 2000)
    expect(use.sent).toBeGreaterThan(0)
    await network[Symbol.asyncDispose]()
    await using again = await open()
    expect(again.use()).toEqual(use)
  })

  it('counts what a request that failed had moved, and names the host', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-length': String(BODY.length) }).write(BODY.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 20))
    await using network = await open()
    const broken = await failure(read(network))
    expect(broken).toBeInstanceOf(NetworkFailure)
    expect(broken).toMatchObject({ kind: 'broken', message: expect.stringContaining(host) })
    expect(network.use().received).toBeGreaterThan(50_000)
    expect(network.use().attempts[0]!.outcome).toMatch(/^failed: /)
  })

  it('gives all that came before a failure', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-length': String(BODY.length) }).write(BODY.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 20))
    await using network = await open()
    using given = await network.send({ url: address, what: 'a model' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    let length = 0
    await failure((async () => {
      for await (const bytes of given.body) length += bytes.length
    })())
    expect(length).toBe(50_000)
  })

  it('lets nothing out while it is off, and counts that it was asked', async () => {
    await using network = await open(true)
    expect(await failure(read(network))).toMatchObject({ code: 'NETWORK_OFF' })
    expect(asked).toBe(0)
    expect(network.use()).toMatchObject({ isOff: true, requests: 0, blocked: 1, sent: 0, received: 0, attempts: [{ host, outcome: 'not let out: "No network" is on' }] })
    expect(networkFinding(network).text).toContain('"No network" is on; 1 were not let out.')
  })

  it('cuts what runs at once when it is switched off', async () => {
    let gone = false
    answer = (request, response) => {
      response.writeHead(200).write('some')
      request.socket.on('close', () => (gone = true))
    }
    await using network = await open()
    using given = await network.send({ url: address, what: 'a model' })
    const rest = failure(given.text(100))
    network.setOff(true)
    expect(await rest).toMatchObject({ code: 'NETWORK_OFF' })
    await expect.poll(() => gone).toBe(true)
    const { sent, received } = network.use()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(network.use()).toMatchObject({ sent, received, attempts: [{ outcome: 'cut off: "No network" was switched on' }] })
  })

  it('cuts what waits for an answer just so, and what its caller cancels', async () => {
    answer = () => undefined
    await using network = await open()
    const waits = failure(network.send({ url: address, what: 'a model' }))
    await expect.poll(() => asked).toBe(1)
    network.setOff(true)
    expect(await waits).toMatchObject({ code: 'NETWORK_OFF' })
    network.setOff(false)
    const stop = new AbortController()
    const cancelled = failure(network.send({ url: address, what: 'a model', signal: stop.signal }))
    await expect.poll(() => asked).toBe(2)
    stop.abort()
    expect(await cancelled).toMatchObject({ code: 'CANCELLED' })
  })

  it('says what is wrong where nothing answers, or nothing comes', async () => {
    await using network = await open()
    answer = () => undefined
    expect(await failure(network.send({ url: address, what: 'a model', headersMs: 100 }))).toMatchObject({ kind: 'timeout', message: expect.stringContaining('said nothing in time') })
    server.closeAllConnections()
    expect(await failure(network.send({ url: 'http://127.0.0.1:1/', what: 'a model' }))).toMatchObject({ kind: 'unreachable', message: '127.0.0.1:1 cannot be reached: nothing answers there.' })
  })

  it('begins to count anew, and says so, where the counts cannot be read', async () => {
    await writeFile(file(), '{"since":')
    await using network = await open()
    expect(network.use().requests).toBe(0)
    expect(networkFinding(network)).toMatchObject({ ok: false, text: expect.stringContaining('network.json.damaged') })
    expect(await readFile(`${file()}.damaged`, 'utf8')).toBe('{"since":')
  })

  it('goes through a proxy, which sees the name and no more, and counts those bytes too', async () => {
    const tunnels: string[] = []
    const proxy = createServer().on('connect', (request: IncomingMessage, socket, head: Buffer) => {
      tunnels.push(request.url!)
      const through = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        through.write(head)
        through.pipe(socket).pipe(through)
      })
      through.on('error', () => socket.destroy())
      socket.on('error', () => through.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const place = `127.0.0.1:${(proxy.address() as AddressInfo).port}`
    await using network = await open(false, { HTTP_PROXY: `http://${place}`, NO_PROXY: 'spared.example' })
    expect(await read(network, 'http://files.example/x')).toBe(BODY.length)
    network.setProxy(`PROXY ${place}; DIRECT`)
    expect(await read(network, 'http://other.example/x')).toBe(BODY.length)
    expect(tunnels).toEqual(['files.example:80', 'other.example:80'])
    expect(network.use().addresses.map(({ host }) => host).toSorted()).toEqual(['files.example', 'other.example'])
    expect(network.use().received).toBeGreaterThan(2 * BODY.length)
    await new Promise((resolve) => proxy.close(resolve))
  })

  it('says why its counts cannot be written until they can be, and what was lost of those before for as long as it runs', async () => {
    await writeFile(file(), 'no counts')
    await using network = await open()
    const lost = network.trouble()
    expect(lost).toContain('it was moved to')
    await mkdir(`${file()}.new`)
    await read(network)
    await expect.poll(() => network.trouble()).toContain('cannot be written')
    expect(network.trouble()).toContain(lost)
    await rm(`${file()}.new`, { recursive: true })
    await read(network)
    await expect.poll(() => network.trouble()).toBe(lost)
  })
})

describe('the proxy', () => {
  const of = (url: string, system: string | null, environment: Readonly<Record<string, string>> = {}): string | null => proxyFor(new URL(url), { system, environment })?.href ?? null

  it('is the system’s, else that of the environment, and never for this machine', () => {
    expect(of('https://hub.example/', 'PROXY a.example:8080; DIRECT', { HTTPS_PROXY: 'http://b.example:3128' })).toBe('http://a.example:8080/')
    expect(of('https://hub.example/', 'HTTPS a.example:8443')).toBe('https://a.example:8443/')
    expect(of('https://hub.example/', 'DIRECT', { https_proxy: 'b.example:3128' })).toBe('http://b.example:3128/')
    expect(of('https://hub.example/', null, { HTTP_PROXY: 'http://c.example:1' })).toBe('http://c.example:1/')
    expect(of('http://hub.example/', null, { HTTPS_PROXY: 'http://b.example:3128' })).toBeNull()
    for (const here of ['http://localhost:1/', 'http://127.0.0.1/', 'http://[::1]:8080/']) expect(of(here, 'PROXY a.example:8080', { HTTP_PROXY: 'http://b.example:1' })).toBeNull()
    expect(of('http://192.168.1.7:8080/', 'PROXY a.example:8080')).toBeNull()
  })

  it('spares what NO_PROXY names', () => {
    const environment = { HTTPS_PROXY: 'http://b.example:3128', NO_PROXY: '.inner.example, other.example:8443' }
    expect(of('https://x.inner.example/', null, environment)).toBeNull()
    expect(of('https://inner.example/', null, environment)).toBeNull()
    expect(of('https://other.example:8443/', null, environment)).toBeNull()
    expect(of('https://other.example/', null, environment)).not.toBeNull()
    expect(of('https://notinner.example/', null, environment)).not.toBeNull()
    expect(of('https://hub.example/', null, { ...environment, NO_PROXY: '*' })).toBeNull()
  })

  it('is refused in words where it is of a kind that cannot be used', () => {
    expect(() => of('https://hub.example/', 'SOCKS5 a.example:1080')).toThrow(/needs an HTTP proxy/)
    expect(() => of('https://hub.example/', null, { HTTPS_PROXY: 'socks5://a.example:1080' })).toThrow(/HTTPS_PROXY names cannot be used/)
  })
})
