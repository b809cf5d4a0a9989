import { AppError } from '../contract/index.ts'
import type { NetworkUse } from '../contract/index.ts'
import { chunksOf } from './chunks.ts'
import { openCounter } from './counter.ts'
import { NetworkFailure, toFailure } from './failure.ts'
import { proxyFor } from './proxy.ts'
import type { ProxyRules } from './proxy.ts'

const USER_AGENT = 'Tacit'
const CONNECT_MS = 20_000
const HEADERS_MS = 60_000
const STALL_MS = 60_000
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export type NetworkRequest = Readonly<{
  url: string
  /** What it is for, in a few fixed words of the program ("a model", "your server"); it is counted by these and by host. */
  what: string
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
  signal?: AbortSignal
  /** Until the connection stands. Defaults to 20 s. */
  connectMs?: number
  /** From there until the answer begins. Defaults to 60 s. */
  headersMs?: number
  /** Without a byte of the body. Defaults to 60 s. */
  stallMs?: number
}>

export type NetworkAnswer = Disposable &
  Readonly<{
    status: number
    /** Names in lower case; where one came more than once, joined by commas. */
    headers: Readonly<Record<string, string>>
    /** Where a redirect leads, whole; null where it is none. */
    location: string | null
    /** To be read once; leaving the loop early cuts the connection. */
    body: AsyncIterable<Uint8Array>
    /** The whole body as UTF-8; throws a NetworkFailure where it is longer than so many bytes. */
    text: (mostBytes: number) => Promise<string>
  }>

/**
 * The one door to the network. Each request has a connection of its own, is counted, and follows no redirect by itself.
 * Errors: AppError NETWORK_OFF and CANCELLED; NetworkFailure for all that goes wrong outside.
 */
export type Network = AsyncDisposable &
  Readonly<{
    send: (request: NetworkRequest) => Promise<NetworkAnswer>
    /** Refuses with NETWORK_OFF, and counts that, before a request is made ready that could not go out. */
    requireOn: (host: string, what: string) => void
    isOff: () => boolean
    /** Switched off, what runs is cut at once and nothing goes out. */
    setOff: (isOff: boolean) => void
    /** Calls back whenever it is switched; returns the end of that. */
    onSwitch: (listener: (isOff: boolean) => void) => () => void
    setProxy: (proxy: string | null) => void
    use: () => NetworkUse
    /** For the doctor: why counts are missing or cannot be kept. */
    trouble: () => string | null
  }>

type Options = Readonly<{
  /** Where the counts are kept. */
  file: string
  isOff: boolean
  environment?: ProxyRules['environment']
  now?: () => number
  /** Told whenever something was counted: all requests so far. */
  onCount?: (requests: number) => void
}>

export async function openNetwork({ file, isOff: isOffAtFirst, environment = process.env, now = Date.now, onCount = () => undefined }: Options): Promise<Network> {
  const counter = await openCounter({ file, now, onCount })
  const running = new Set<(reason: AppError) => void>()
  const listeners = new Set<(isOff: boolean) => void>()
  let isOff = isOffAtFirst
  let system: string | null = null

  function requireOn(host: string, what: string): void {
    if (!isOff) return
    counter.block(host, what)
    throw networkOff(host)
  }

  async function send({ url: address, what, method = 'GET', headers = {}, body, signal, connectMs = CONNECT_MS, headersMs = HEADERS_MS, stallMs = STALL_MS }: NetworkRequest): Promise<NetworkAnswer> {
    // Most starts send nothing, and undici takes long to load.
    const { openWire } = await import('./wire.ts')
    signal?.throwIfAborted()
    const url = new URL(address)
    const { host } = url
    requireOn(host, what)
    const via = proxyFor(url, { system, environment })
    const wire = openWire(url.origin, via, connectMs)
    const attempt = counter.begin(host, what, wire.bytes)
    let reason: Error | null = null
    const cut = (because: Error): void => {
      reason ??= because
      wire.cut(because)
    }
    const onAbort = (): void => cut(cancelled(signal?.reason))
    running.add(cut)
    signal?.addEventListener('abort', onAbort, { once: true })
    const end = (outcome: string): void => {
      running.delete(cut)
      signal?.removeEventListener('abort', onAbort)
      attempt.end(outcome)
      wire.cut(new Error('It has ended.'))
    }
    const fail = (thrown: unknown): Error => {
      const error = reason ?? toFailure(thrown, host, via)
      end(error instanceof NetworkFailure ? `failed: ${error.message}` : isOff ? 'cut off: "No network" was switched on' : 'cancelled')
      return error
    }
    const answer = await wire.dispatcher
      .request({ origin: url.origin, path: url.pathname + url.search, method, headers: { 'user-agent': USER_AGENT, ...headers }, body: body ?? null, headersTimeout: headersMs, bodyTimeout: stallMs })
      .catch((thrown: unknown) => {
        throw fail(thrown)
      })
    const status = answer.statusCode
    const given = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

    const chunks = chunksOf(answer.body)
    async function* read(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunks
      } catch (thrown) {
        throw fail(thrown)
      } finally {
        end(String(status))
      }
    }
    const whole = read()
    return {
      status,
      headers: given,
      location: REDIRECTS.has(status) && given.location && URL.canParse(given.location, url.href) ? new URL(given.location, url).href : null,
      body: whole,
      text: async (mostBytes) => {
        const chunks: Uint8Array[] = []
        let length = 0
        for await (const chunk of whole) {
          length += chunk.length
          if (length > mostBytes) throw new NetworkFailure('broken', `${host} answered with more than ${mostBytes} bytes.`)
          chunks.push(chunk)
        }
        return Buffer.concat(chunks).toString('utf8')
      },
      [Symbol.dispose]: () => {
        answer.body.destroy()
        end(String(status))
      },
    }
  }

  return {
    send,
    requireOn,
    isOff: () => isOff,
    setOff: (next) => {
      if (next === isOff) return
      isOff = next
      if (isOff) for (const cut of running) cut(networkOff(null))
      for (const listener of listeners) listener(isOff)
    },
    onSwitch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setProxy: (proxy) => {
      system = proxy
    },
    use: () => ({ isOff, ...counter.use() }),
    trouble: counter.trouble,
    [Symbol.asyncDispose]: async () => {
      for (const cut of running) cut(cancelled(null))
      await counter[Symbol.asyncDispose]()
    },
  }
}

function networkOff(host: string | null): AppError {
  return new AppError('NETWORK_OFF', `"No network" is on, so ${host === null ? 'the connection was cut' : `nothing was sent to ${host}`}. Switch it off under Settings to go on.`)
}

function cancelled(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError('CANCELLED', 'Cancelled.', { cause })
}
