import { createServer } from 'node:http'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from '../../../../src/agent/contract/index.ts'
import { checkServer } from '../../../../src/agent/model/server/address.ts'
import { openServerModel } from '../../../../src/agent/model/server/chat.ts'
import { listModels } from '../../../../src/agent/model/server/list.ts'
import { openNetwork } from '../../../../src/agent/network/network.ts'
import type { Network } from '../../../../src/agent/network/network.ts'

const KEY = 'sk-secret-0123456789'
const request = { system: '', prompt: 'Say something.', maxTokens: 50, temperature: 0, priority: 'person' } as const
const stream = { 'content-type': 'text/event-stream; charset=utf-8' }
const piece = (content: string, finish: string | null = null): string => `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`

let folder: string
let network: Network
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-hostile-'))
  network = await openNetwork({ file: join(folder, 'network.json'), isOff: false })
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A server that does as it is told, and its address. */
async function serve(listener: RequestListener): Promise<AsyncDisposable & Readonly<{ address: string; close: () => Promise<void> }>> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close, [Symbol.asyncDispose]: close }
}

const ask = (address: string, more: Partial<Parameters<ReturnType<typeof openServerModel>['write']>[0]> = {}, times = { connectMs: 2000, firstMs: 3000, stallMs: 1000 }) =>
  openServerModel(network, { address, model: 'm', key: KEY }, times).write({ ...request, ...more })

async function failure(doing: Promise<unknown>): Promise<AppError> {
  const thrown = await doing.then(() => new Error('It went well.'), (error: unknown) => error)
  expect(`${String(thrown)} ${JSON.stringify(thrown)}`).not.toContain(KEY)
  return thrown as AppError
}

describe('an answer that comes in pieces', () => {
  test('is whole wherever it is cut, also inside a character and between the two marks of a line\'s end', async () => {
    const said = 'Zwölf Störche – 十二 🦢 "still" \\n'
    for (const end of ['\n', '\r\n', '\r']) {
      const bytes = Buffer.from([piece(said.slice(0, 9)), ': a comment\n\n', piece(said.slice(9)), piece('', 'stop'), 'data: {"choices":[],"usage":{"completion_tokens":7}}\n\n', 'data: [DONE]\n\n'].join('').replaceAll('\n', end))
      for (const size of [1, 2, 3, 7, 64]) {
        await using server = await serve((_, response) => {
          response.writeHead(200, stream)
          void (async () => {
            for (let at = 0; at < bytes.length; at += size) {
              response.write(bytes.subarray(at, at + size))
              if (at % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
            }
            response.end()
          })()
        })
        expect(await ask(server.address)).toMatchObject({ text: said, end: 'done', tokens: 7 })
      }
    }
  })

  test('may come whole from a server that knows no stream', async () => {
    await using server = await serve((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ message: { content: 'All at once.' }, finish_reason: 'length' }], usage: { completion_tokens: 4 } })))
    expect(await ask(server.address)).toMatchObject({ text: 'All at once.', end: 'length', tokens: 4 })
  })

  test('holds the answer and not the thinking aloud before it', async () => {
    await using server = await serve((_, response) => void response.writeHead(200, stream).end(`data: {"choices":[{"delta":{"reasoning_content":"Hm."}}]}\n\n${piece('Yes.', 'stop')}data: [DONE]\n\n`))
    expect((await ask(server.address)).text).toBe('Yes.')
  })
})

describe('a server in trouble', () => {
  test('that cuts its answer off is told apart from one that has ended', async () => {
    for (const cut of ['end', 'destroy'] as const) {
      await using server = await serve((_, response) => {
        response.writeHead(200, stream)
        response.write(piece('Half a sen'), () => setImmediate(() => response[cut]()))
      })
      const error = await failure(ask(server.address))
      expect(error.code).toBe('SERVER_FAILED')
      expect(error.message).toMatch(cut === 'end' ? /cut its answer off after 1 pieces/ : /connection .* broke/)
    }
  })

  test('that stalls is given up, before its first word and in the middle, whatever signs of life it gives', async () => {
    await using silent = await serve((_, response) => void response.writeHead(200, stream).write(': wait\n\n'))
    const times = { connectMs: 1000, firstMs: 300, stallMs: 300 }
    expect((await failure(ask(silent.address, {}, times))).message).toMatch(/not begun to answer within 1 s/)
    await using mute = await serve(() => undefined)
    expect((await failure(ask(mute.address, {}, times))).code).toBe('SERVER_FAILED')
    await using pinging = await serve((_, response) => {
      response.writeHead(200, stream).write(piece('One'))
      const timer = setInterval(() => response.write(': ping\n\n'), 50)
      response.on('close', () => clearInterval(timer))
    })
    expect((await failure(ask(pinging.address, {}, times))).message).toMatch(/stopped in the middle/)
  })

  test('that never stops is cut off at the limit', async () => {
    let isCut = false
    await using server = await serve((_, response) => {
      response.on('close', () => (isCut = true))
      response.writeHead(200, stream)
      const more = (): void => void (response.writable && response.write(piece('more and more and more '), () => setImmediate(more)))
      more()
    })
    const written = await ask(server.address, { maxTokens: 10 })
    expect(written.end).toBe('length')
    expect(written.text.length).toBeLessThan(1000)
    await expect.poll(() => isCut).toBe(true)
  })

  test('that sends far more bytes than words is cut off, and so is one that sends one endless line', async () => {
    for (const filler of [`data: ${JSON.stringify({ choices: [], padding: 'x'.repeat(60_000) })}\n\n`, 'x'.repeat(60_000)]) {
      await using server = await serve((_, response) => {
        response.writeHead(200, stream)
        const more = (): void => void (response.writable && response.write(filler, () => setImmediate(more)))
        more()
      })
      expect((await failure(ask(server.address))).message).toMatch(/far more than was asked for/)
    }
  })

  test('that answers nonsense says what came', async () => {
    const cases: readonly (readonly [Record<string, string>, string, RegExp])[] = [
      [{ 'content-type': 'text/html' }, '<html><style>p{}</style><p>Welcome to the router</p></html>', /Welcome to the router/],
      [{ 'content-type': 'application/json' }, '{"choices": "none"}', /no chat answer/],
      [{ 'content-type': 'application/json' }, '{}', /holds no answer/],
      [stream, 'data: {"choices":[{"delta":\n\n', /no chat answer/],
      [stream, `${piece('A')}data: {"error":{"message":"out of memory, key ${KEY}"}}\n\n`, /out of memory/],
      [stream, `${piece('A')}error: {"code":500,"message":"slot lost"}\n\n`, /slot lost/],
    ]
    for (const [headers, body, expected] of cases) {
      await using server = await serve((_, response) => void response.writeHead(200, headers).end(body))
      const error = await failure(ask(server.address))
      expect(error.code).toBe('SERVER_FAILED')
      expect(error.message).toMatch(expected)
    }
  })

  test('that refuses is quoted, without the key', async () => {
    const cases: readonly (readonly [number, Record<string, string>, string, RegExp])[] = [
      [401, {}, `{"error":{"message":"Incorrect API key provided: ${KEY}"}}`, /does not take the key \(401\)/],
      [401, {}, '{"error":{"message":"Incorrect API key provided: sk-secre********6789."}}', /provided: … Enter/],
      [404, {}, '{"detail":"model m does not exist"}', /model m does not exist.*has the model "m"/],
      [400, {}, '{"error":"context of 2048 exceeded"}', /context of 2048 exceeded/],
      [429, { 'retry-after': '17' }, '', /too much to do.*17 s/],
      [503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, '{"error":{"message":"Loading model"}}', /Loading model.*(59|60) s/],
      [500, {}, '<h1>oops</h1>', /answered with 500.*oops/],
    ]
    for (const [status, headers, body, expected] of cases) {
      await using server = await serve((_, response) => void response.writeHead(status, headers).end(body))
      const error = await failure(ask(server.address))
      expect(error.code).toBe('SERVER_FAILED')
      expect(error.message).toMatch(expected)
    }
  })

  test('that is not there is said to be not there', async () => {
    const server = await serve(() => undefined)
    await server.close()
    expect((await failure(ask(server.address))).message).toMatch(/nothing answers there.*Look whether your server runs/)
  })
})

describe('the key and the words', () => {
  test('go nowhere else, whatever redirect the server answers with', async () => {
    const seen: IncomingHttpHeaders[] = []
    await using other = await serve((asked, response) => {
      seen.push(asked.headers)
      response.end()
    })
    for (const status of [301, 302, 303, 307, 308]) {
      await using server = await serve((_, response) => void response.writeHead(status, { location: `${other.address}/chat/completions` }).end())
      expect((await failure(ask(server.address))).message).toMatch(/Nothing was sent there/)
      expect((await failure(listModels(network, { address: server.address, model: 'm', key: KEY }))).message).toMatch(/Nothing was sent there/)
    }
    expect(seen).toEqual([])
  })

  test('are not sent while "no network" is on, not even on this computer, and what runs is cut', async () => {
    let asked = 0
    await using server = await serve((_, response) => {
      asked += 1
      response.writeHead(200, stream).write(piece('One'))
    })
    const running = failure(ask(server.address, { onText: () => network.setOff(true) }, { connectMs: 1000, firstMs: 60_000, stallMs: 60_000 }))
    try {
      expect((await running).code).toBe('NETWORK_OFF')
      expect((await failure(ask(server.address))).code).toBe('NETWORK_OFF')
      expect(asked).toBe(1)
    } finally {
      network.setOff(false)
    }
  })

  test('the key is not in what is counted', async () => {
    await using server = await serve((_, response) => void response.writeHead(401).end(KEY))
    await failure(ask(server.address))
    expect(JSON.stringify(network.use())).not.toContain(KEY)
    await wait(1200)
    expect(await readFile(join(folder, 'network.json'), 'utf8')).not.toContain(KEY)
  })

  test('an address that hides a password, or a key that no header can carry, is refused', () => {
    expect(() => checkServer({ address: 'http://me:pw@127.0.0.1/v1', model: 'm', key: null })).toThrow(/name or a password/)
    expect(() => checkServer({ address: 'http://127.0.0.1/v1?key=1', model: 'm', key: null })).toThrow(/\?…/)
    expect(() => checkServer({ address: 'http://127.0.0.1/v1', model: 'm', key: 'a\nb' })).toThrow(/line break/)
    expect(checkServer({ address: 'http://127.0.0.1:8080/v1//', model: 'm', key: ' k ' })).toEqual({ address: 'http://127.0.0.1:8080/v1', model: 'm', key: 'k' })
  })
})

describe('a schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } } as const

  test('is asked for in the prompt where the server knows no other way, and the JSON is taken out of what it says', async () => {
    const bodies: Record<string, unknown>[] = []
    await using server = await serve((asked, response) => {
      let body = ''
      asked.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
        const parsed = JSON.parse(body) as Record<string, unknown>
        bodies.push(parsed)
        if ('response_format' in parsed || 'json_schema' in parsed) return void response.writeHead(422).end('{"detail":"extra inputs"}')
        response.writeHead(200, stream).end(`${piece('Sure:\n```json\n{"a": "}{"}\n```', 'stop')}data: [DONE]\n\n`)
      })
    })
    const model = openServerModel(network, { address: server.address, model: 'm', key: null })
    expect(JSON.parse((await model.write({ ...request, schema })).text)).toEqual({ a: '}{' })
    expect(model.way()).toBe('prompt')
    expect(bodies).toHaveLength(3)
    expect(bodies[0]).toMatchObject({ response_format: { json_schema: { schema: { required: ['a'], additionalProperties: false } } } })
    await model.write({ ...request, schema })
    expect(bodies).toHaveLength(4)
  })

  test('that the server may not use because something else is wrong ends with what is wrong', async () => {
    await using server = await serve((_, response) => void response.writeHead(400).end('{"error":{"message":"prompt too long"}}'))
    expect((await failure(ask(server.address, { schema }))).message).toMatch(/prompt too long/)
  })
})

test('lists models, and says where something else answers', async () => {
  await using server = await serve((_, response) => void response.end(JSON.stringify({ object: 'list', data: [{ id: 'a' }, { id: 'b' }] })))
  expect(await listModels(network, { address: server.address, model: '', key: null })).toEqual(['a', 'b'])
  await using page = await serve((_, response) => void response.end('<html>hello</html>'))
  expect((await failure(listModels(network, { address: page.address, model: '', key: null }))).message).toMatch(/does not list models/)
  await using huge = await serve((_, response) => {
    const more = (): void => void (response.writable && response.write('x'.repeat(60_000), () => setImmediate(more)))
    more()
  })
  expect((await failure(listModels(network, { address: huge.address, model: '', key: null }))).code).toBe('SERVER_FAILED')
})
