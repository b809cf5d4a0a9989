import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with one request; without one it is honest. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, hub: Hub) => void

export type Hub = AsyncDisposable & {
  address: string
  file: Buffer
  etag: string
  /** One for each request to come; then it is honest. */
  next: Behaviour[]
  /** Instead of honest, once `next` is empty. */
  always: Behaviour | null
  requests: { url: string; range: string | null; ifRange: string | null }[]
  sent: number
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A real HTTP server on loopback with one file, whose answers a test can spoil one by one. */
export async function serveHub(file: Buffer, host = '127.0.0.1'): Promise<Hub> {
  const server = createServer((request, response) => {
    hub.requests.push({ url: request.url ?? '', range: request.headers.range ?? null, ifRange: (request.headers['if-range'] as string | undefined) ?? null })
    const behaviour = hub.next.shift() ?? hub.always ?? honest
    behaviour(request, response, hub)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const hub: Hub = {
    address: `http://${host}:${port}/repo/resolve/main/model.gguf`,
    file,
    etag: `"${sha256(file).slice(0, 12)}"`,
    next: [],
    always: null,
    requests: [],
    sent: 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return hub
}

export function change(hub: Hub, file: Buffer): void {
  hub.file = file
  hub.etag = `"${sha256(file).slice(0, 12)}"`
}

/** What of the file was asked for, and how an honest server would begin to answer; null where it has answered already. */
function begin(request: IncomingMessage, response: ServerResponse, { file, etag }: Hub, more: Readonly<Record<string, string>> = {}): Buffer | null {
  const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const condition = request.headers['if-range']
  const isRange = request.headers.range !== undefined && (condition === undefined || condition === etag)
  if (isRange && first >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end()
    return null
  }
  const part = isRange ? file.subarray(first) : file
  response.writeHead(isRange ? 206 : 200, {
    etag,
    'accept-ranges': 'bytes',
    'content-length': String(part.length),
    ...(isRange && { 'content-range': `bytes ${first}-${file.length - 1}/${file.length}` }),
    ...more,
  })
  return part
}

export const honest: Behaviour = (request, response, hub) => {
  const part = begin(request, response, hub)
  if (!part) return
  hub.sent += part.length
  response.end(part)
}

export const cutAfter = (bytes: number): Behaviour => (request, response, hub) => {
  const part = begin(request, response, hub)
  if (!part) return
  response.write(part.subarray(0, bytes), () => setTimeout(() => response.destroy(), 5))
}

export const stallAfter = (bytes: number): Behaviour => (request, response, hub) => {
  const part = begin(request, response, hub)
  if (part) response.write(part.subarray(0, bytes))
}

/** The headers are said and the connection stays open without an answer. */
export const silent: Behaviour = () => undefined

export const cutAtOnce: Behaviour = (request) => void request.socket.destroy()

export const status = (code: number, headers: Readonly<Record<string, string>> = {}): Behaviour => (_request, response) => void response.writeHead(code, headers).end('no')

export const redirect = (to: string | ((request: IncomingMessage) => string), headers: Readonly<Record<string, string>> = {}): Behaviour => (request, response) =>
  void response.writeHead(302, { location: typeof to === 'string' ? to : to(request), ...headers }).end()

/** As if it had never heard of ranges. */
export const ignoringRanges = (cut = Number.POSITIVE_INFINITY): Behaviour => (_request, response, { file, etag }) => {
  response.writeHead(200, { etag, 'content-length': String(file.length) })
  if (cut >= file.length) response.end(file)
  else response.write(file.subarray(0, cut), () => setTimeout(() => response.destroy(), 5))
}

export const wrongByteAt = (at: number): Behaviour => (request, response, hub) => {
  const part = begin(request, response, hub)
  if (!part) return
  const spoilt = Buffer.from(part)
  if (spoilt.length > 0) spoilt[at % spoilt.length]! ^= 0x01
  response.end(spoilt)
}

/** Says nothing of a length and goes on after the end. */
export const more = (bytes: number): Behaviour => (_request, response, { file, etag }) => {
  response.writeHead(200, { etag })
  response.write(file)
  response.end(Buffer.alloc(bytes, 7))
}

/** Promises so many bytes more (or fewer) than there are. */
export const lyingLength = (by: number): Behaviour => (_request, response, { file, etag }) => {
  response.writeHead(200, { etag, 'content-length': String(file.length + by) })
  response.socket!.write(Buffer.alloc(0))
  response.flushHeaders()
  response.socket!.end(file)
}

/** Sends the rest, and calls it another part of the file. */
export const wrongRange = (range: (first: number, length: number) => string): Behaviour => (request, response, { file, etag }) => {
  const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const part = file.subarray(first)
  response.writeHead(206, { etag, 'content-range': range(first, file.length), 'content-length': String(part.length) }).end(part)
}

/** Cuts and then has another file under the same address. */
export const changeAfter = (bytes: number, file: Buffer): Behaviour => (request, response, hub) => {
  cutAfter(bytes)(request, response, hub)
  change(hub, file)
}
