import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A file under "owner/repository/path": what is sent, and the digest that the hub publishes of it. */
export type Repositories = Readonly<Record<string, Readonly<{ bytes: Buffer; sha256?: string }>>>

export type RepositoryHub = AsyncDisposable & {
  address: string
  /** Bytes a second of each answer; null is as fast as it goes. */
  speed: number | null
  /** Of the files themselves, beside those that only led there. */
  requests: { method: string; url: string; range: string | null; ifRange: string | null }[]
}

export const COMMIT = '0123456789abcdef0123456789abcdef01234567'

/** A hub as the real one answers: an address of a file leads on to where its bytes are, and says size, commit and digest beside that. */
export async function serveRepositories(files: Repositories): Promise<RepositoryHub> {
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hub: RepositoryHub = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    speed: null,
    requests: [],
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? '').slice(1)
    const [, repository, file] = /^([^/]+\/[^/]+)\/resolve\/[^/]+\/(.+)$/.exec(path) ?? []
    const named = repository && file ? files[`${repository}/${file}`] : undefined
    if (named) {
      const digest = named.sha256 ?? sha256Of(named.bytes)
      const headers = { location: `/blobs/${repository}/${file}`, 'x-repo-commit': COMMIT, 'x-linked-size': String(named.bytes.length), 'x-linked-etag': `"${digest}"` }
      response.writeHead(302, headers).end()
      return
    }
    const blob = path.startsWith('blobs/') ? files[path.slice('blobs/'.length)] : undefined
    if (blob) send(request, response, blob.bytes)
    else response.writeHead(404).end('Entry not found')
  }

  function send(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
    const range = request.headers.range ?? null
    hub.requests.push({ method: request.method ?? '', url: request.url ?? '', range, ifRange: (request.headers['if-range'] as string | undefined) ?? null })
    const first = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const part = bytes.subarray(first)
    response.writeHead(range === null ? 200 : 206, {
      etag: `"${bytes.length}"`,
      'content-length': String(part.length),
      ...(range !== null && { 'content-range': `bytes ${first}-${bytes.length - 1}/${bytes.length}` }),
    })
    if (request.method === 'HEAD') response.end()
    else void write(response, part)
  }

  /** In slices of a twentieth of a second, at the speed of that moment. */
  async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
    for (let sent = 0; sent < bytes.length && !response.destroyed; ) {
      const slice = hub.speed === null ? bytes.length : Math.max(1, Math.round(hub.speed / 20))
      const isTaken = response.write(bytes.subarray(sent, sent + slice))
      sent += slice
      if (!isTaken) await drained(response)
      if (hub.speed !== null) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    response.end()
  }
  return hub
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
