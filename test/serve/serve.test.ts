import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openExchange } from '../../src/agent/contract/index.ts'
import type { Request } from '../../src/agent/contract/index.ts'
import { MAX_BODY_BYTES } from '../../src/serve/body.ts'
import { CONTENT_POLICY } from '../../src/serve/page.ts'
import { serve } from '../../src/serve/serve.ts'
import type { Served } from '../../src/serve/serve.ts'

type Answer = Readonly<{ status: number; headers: IncomingHttpHeaders; text: string }>

let root: string
let served: Served
let token: string
const asked: Request[] = []
// The line's far end: answers with what it was asked, as an agent would.
const line = openExchange((request) => {
  asked.push(request)
  queueMicrotask(() =>
    line.receive(
      request.route === 'app.fail'
        ? { id: request.id, ok: false, error: { code: 'NOT_FOUND', message: 'Not there.' } }
        : { id: request.id, ok: true, data: { route: request.route, input: request.input } },
    ),
  )
})

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tacit-serve-'))
  const files = join(root, 'page')
  await mkdir(join(files, 'assets'), { recursive: true })
  await writeFile(join(files, 'index.html'), '<!doctype html><title>Tacit</title>')
  await writeFile(join(files, 'assets', 'main.js'), 'export const one = 1')
  await writeFile(join(files, 'assets', 'notes.md'), 'no page asks for this')
  await writeFile(join(root, 'secret.json'), '{"secret":true}')
  await mkdir(join(root, 'page-of-another'))
  await writeFile(join(root, 'page-of-another', 'other.js'), 'secret')
  await symlink(join(root, 'secret.json'), join(files, 'assets', 'link.json'))
  served = await serve(line, { files })
  token = new URL(served.url).hash.replace('#token=', '')
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

/** fetch() would tidy the path and refuse to set Host, so this speaks plain HTTP. */
function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: served.port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

const ofBytes = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2))
const json = { 'content-type': 'application/json' }

async function openSession(): Promise<Readonly<{ cookie: string }>> {
  session ??= (async () => {
    const { headers } = await ask('POST', '/session', json, JSON.stringify({ token }))
    return { cookie: headers['set-cookie']![0]!.split(';')[0]! }
  })()
  return session
}
let session: Promise<Readonly<{ cookie: string }>> | undefined

describe('the one-time token', () => {
  it('is refused where it is wrong, and still works afterwards', async () => {
    for (const wrong of [{ token: `${token}x` }, { token: '' }, { token: 7 }, {}, null]) {
      expect((await ask('POST', '/session', json, JSON.stringify(wrong))).status).toBe(401)
    }
    expect((await openSession()).cookie).toMatch(new RegExp(`^tacit-${served.port}=[\\w-]{43}$`))
  })

  it('opens one session only', async () => {
    await openSession()
    const again = await ask('POST', '/session', json, JSON.stringify({ token }))
    expect(again.status).toBe(401)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  it('is 128 random bits and comes as a strict cookie that no script reads', async () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(16)
    await using other = await serve(line, { files: join(root, 'page') })
    const hash = new URL(other.url).hash.replace('#token=', '')
    expect(hash).not.toBe(token)
    const answer = await fetch(`http://127.0.0.1:${other.port}/session`, { method: 'POST', headers: json, body: JSON.stringify({ token: hash }) })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
  })
})

describe('the interface', () => {
  it('passes a request on and gives the answer, or the error, as it came', async () => {
    const cookies = await openSession()
    const answer = await ask('POST', '/api/today.five', { ...cookies, ...json, origin: `http://127.0.0.1:${served.port}` }, '{"count":5}')
    expect(JSON.parse(answer.text)).toMatchObject({ ok: true, data: { route: 'today.five', input: { count: 5 } } })
    expect(answer.headers['cache-control']).toBe('no-store')
    const failed = await ask('POST', '/api/app.fail', { ...cookies, ...json }, '')
    expect(failed.status).toBe(200)
    expect(JSON.parse(failed.text)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', message: 'Not there.' } })
  })

  it('refuses every request without the cookie, and asks the agent nothing', async () => {
    await openSession()
    const before = asked.length
    for (const cookie of [undefined, 'tacit=x', `tacit-${served.port}=`, `tacit-${served.port}=${token}`]) {
      const headers = cookie === undefined ? json : { ...json, cookie }
      expect((await ask('POST', '/api/belief.you', headers, '{}')).status).toBe(401)
      expect((await ask('GET', '/events', headers)).status).toBe(401)
    }
    expect(asked.length).toBe(before)
  })

  it('refuses a foreign Host, as a rebound name would send it, for every kind of path', async () => {
    const cookies = await openSession()
    const before = asked.length
    for (const host of ['evil.example', `evil.example:${served.port}`, '127.0.0.1', `127.0.0.1:${served.port + 1}`, `127.0.0.1.nip.example:${served.port}`, `[::1]:${served.port}`]) {
      expect((await ask('GET', '/', { host })).status).toBe(403)
      expect((await ask('GET', '/events', { host, ...cookies })).status).toBe(403)
      expect((await ask('POST', '/session', { host, ...json }, JSON.stringify({ token }))).status).toBe(403)
      expect((await ask('POST', '/api/belief.you', { host, ...json, ...cookies, origin: `http://${host}` }, '{}')).status).toBe(403)
    }
    expect(asked.length).toBe(before)
    expect((await ask('GET', '/', { host: `localhost:${served.port}` })).status).toBe(200)
  })

  it('refuses another page, even one on this machine with the cookie', async () => {
    const cookies = await openSession()
    const before = asked.length
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${served.port + 1}` },
      { origin: `https://127.0.0.1:${served.port}` },
      { origin: `http://localhost:${served.port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect((await ask('POST', '/api/belief.you', { ...headers, ...json, ...cookies }, '{}')).status).toBe(403)
      expect((await ask('GET', '/events', { ...headers, ...cookies })).status).toBe(403)
    }
    expect(asked.length).toBe(before)
  })

  it('refuses what a plain form could send', async () => {
    const cookies = await openSession()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect((await ask('POST', '/api/belief.you', { ...cookies, 'content-type': type }, '{}')).status).toBe(415)
    }
    expect((await ask('GET', '/api/belief.you', cookies)).status).toBe(405)
    expect((await ask('POST', '/api/belief.you', { ...cookies, ...json }, '{broken')).status).toBe(400)
  })

  it('refuses a body over the limit, announced or not, and takes one at the limit', async () => {
    const cookies = await openSession()
    const before = asked.length
    const long = ofBytes(MAX_BODY_BYTES + 1)
    expect((await ask('POST', '/api/states.write', { ...cookies, ...json, 'content-length': long.length }, long)).status).toBe(413)
    expect((await ask('POST', '/api/states.write', { ...cookies, ...json, 'transfer-encoding': 'chunked' }, long)).status).toBe(413)
    expect(asked.length).toBe(before)
    expect((await ask('POST', '/api/states.write', { ...cookies, ...json }, ofBytes(MAX_BODY_BYTES))).status).toBe(200)
  })
})

describe('events', () => {
  it('come as they happen, each as the agent said it', async () => {
    const cookies = await openSession()
    const controller = new AbortController()
    const response = await fetch(`http://127.0.0.1:${served.port}/events`, { headers: cookies, signal: controller.signal })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes(': open')) text += (await reader.read()).value
    line.receive({ event: 'tray', data: { inTray: 2 } })
    line.receive({ event: 'log', data: { level: 'warn', text: 'two\nlines' } })
    while (!text.includes('lines')) text += (await reader.read()).value
    expect(text).toContain('data: {"event":"tray","data":{"inTray":2}}\n\n')
    expect(text).toContain('data: {"event":"log","data":{"level":"warn","text":"two\\nlines"}}\n\n')
    controller.abort()
  })
})

describe('the page', () => {
  it('comes with the content policy and is not guessed at', async () => {
    const index = await ask('GET', '/')
    expect(index.text).toContain('<title>Tacit</title>')
    expect(index.headers['content-security-policy']).toBe(CONTENT_POLICY)
    expect(index.headers['x-content-type-options']).toBe('nosniff')
    const script = await ask('GET', '/assets/main.js?v=1')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await ask('HEAD', '/assets/main.js')).text).toBe('')
    expect((await ask('POST', '/')).status).toBe(405)
  })

  it('stays inside its folder, however the path is written', async () => {
    const paths = [
      '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/%2e%2e%2fsecret.json', '/assets/..%2f..%2fsecret.json',
      '/%252e%252e/secret.json', '/..%5csecret.json', String.raw`/..\secret.json`, '/../page-of-another/other.js', '/..%2fpage-of-another%2fother.js',
      '/assets/main.js%00.json', '/%ff', '//etc/hosts.json', `/${root}/secret.json`, '/assets/link.json', '/assets', '/assets/notes.md', '/nothing.js', `/${'x'.repeat(5000)}.js`,
    ]
    for (const path of paths) {
      const { status, text } = await ask('GET', path)
      expect([path, status]).toEqual([path, 404])
      expect(text).not.toContain('secret')
    }
  })
})

describe('the address', () => {
  it('is on loopback alone, and a port that is taken is named', async () => {
    expect(served.url.startsWith(`http://127.0.0.1:${served.port}/#token=`)).toBe(true)
    await expect(serve(line, { files: root, port: served.port })).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(`Port ${served.port}`) })
  })
})
