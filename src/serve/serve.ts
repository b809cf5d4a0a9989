import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { AppError } from '../agent/contract/index.ts'
import type { Exchange } from '../agent/contract/index.ts'
import { readBody } from './body.ts'
import { streamEvents } from './event-stream.ts'
import { isOwnHost, isOwnOrigin, openGuard } from './guard.ts'
import type { Guard } from './guard.ts'
import { PAGE_HEADERS, pageFile } from './page.ts'

/** `url` holds the one-time token in its fragment, which no server and no referrer ever sees. */
export type Served = AsyncDisposable & Readonly<{ url: string; port: number }>

type ServeOptions = Readonly<{
  /** The folder of the built page. */
  files: string
  /** 0 or absent: any free one. */
  port?: number
}>

type Line = Pick<Exchange, 'send' | 'on'>

/** The window's interface on loopback, for this machine's own browser. Throws PORT_TAKEN. */
export async function serve(line: Line, { files, port = 0 }: ServeOptions): Promise<Served> {
  const server = createServer({ requestTimeout: 30_000 })
  const bound = await listen(server, port)
  const guard = openGuard(bound)
  const folder = resolve(files)
  server.on('request', (request, response) => {
    answer({ line, guard, folder, port: bound }, request, response).catch((error: unknown) => {
      if (!response.headersSent) refuse(response, 500, error instanceof Error ? error.message : String(error))
      else response.destroy()
    })
  })
  return {
    url: `http://127.0.0.1:${bound}/#token=${guard.token}`,
    port: bound,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const free = 'Give another with --port, or none to take any that is free.'
      if (error.code === 'EADDRINUSE') reject(new AppError('PORT_TAKEN', `Port ${port} on 127.0.0.1 is in use. ${free}`, { cause: error }))
      else if (error.code === 'EACCES') reject(new AppError('PORT_TAKEN', `Port ${port} is not open to this user. ${free}`, { cause: error }))
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port))
  })
}

type Parts = Readonly<{ line: Line; guard: Guard; folder: string; port: number }>

async function answer({ line, guard, folder, port }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnHost(request, port)) return refuse(response, 403, 'This address answers to 127.0.0.1 and localhost only.')
  const path = (request.url ?? '/').split('?')[0]!
  const isApi = path.startsWith('/api/')
  if (isApi || path === '/session' || path === '/events') {
    if (!isOwnOrigin(request)) return refuse(response, 403, 'Only the page that Tacit serves may ask for this.')
    if (request.method !== (path === '/events' ? 'GET' : 'POST')) return refuse(response, 405, 'Not this method.')
  }
  if (path === '/session') return openSession(guard, request, response)
  if (isApi || path === '/events') {
    if (!guard.hasSession(request)) return refuse(response, 401, 'No session. Open the address that `tacit serve` printed; it works once.')
    if (path === '/events') return streamEvents(line, request, response)
    return forward(line, path.slice('/api/'.length), request, response)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Not this method.')
  return sendFile(folder, path, request, response)
}

async function openSession(guard: Guard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  if ('refused' in body) return refuse(response, body.refused, 'Send {"token": "…"} as JSON.')
  const token = (body.value as { token?: unknown } | null)?.token
  const cookie = typeof token === 'string' ? guard.exchange(token) : null
  if (cookie === null) return refuse(response, 401, 'This token is wrong or was used. Start `tacit serve` again for a new one.')
  response.writeHead(204, { 'set-cookie': cookie, 'cache-control': 'no-store' }).end()
}

async function forward(line: Line, route: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  if ('refused' in body) return refuse(response, body.refused, 'Send the input as JSON of at most 1 MB.')
  const text = JSON.stringify(await line.send(route, body.value))
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(text)
}

async function sendFile(folder: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await pageFile(folder, path)
  if (!file) return refuse(response, 404, 'There is no such file.')
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': file.type, 'cache-control': 'no-cache' })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

/** What was not read of the body would be taken for the next request, so the connection goes too. */
function refuse(response: ServerResponse, status: number, text: string): void {
  response.req.resume()
  response.writeHead(status, { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' }).end(`${text}\n`)
}
