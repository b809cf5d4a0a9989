import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { buildConnector, Client, Pool, ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import { NetworkFailure } from './failure.ts'

/** One request's own connection, so that every byte on it is this request's and cutting it cuts nothing else. */
export type Wire = Readonly<{
  dispatcher: Dispatcher
  /** As the operating system saw them: with headers, encryption, and what was said to a proxy. */
  bytes: () => Readonly<{ sent: number; received: number }>
  cut: (reason: Error) => void
}>

type Connector = ReturnType<typeof buildConnector>

export function openWire(origin: string, via: URL | null, connectMs: number): Wire {
  const sockets: Socket[] = []
  const secure = buildConnector({ timeout: connectMs })
  let cutBecause: Error | null = null

  const counted: Connector = (options, callback) => {
    if (cutBecause) return callback(cutBecause, null)
    const isSecure = options.protocol === 'https:'
    const socket = connect({ host: options.hostname.replace(/^\[|\]$/g, ''), port: Number(options.port || (isSecure ? 443 : 80)), noDelay: true, keepAlive: true })
    sockets.push(socket)
    const timer = setTimeout(() => socket.destroy(new NetworkFailure('timeout', `${options.hostname} did not answer within ${connectMs / 1000} s.`)), connectMs)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      callback(error, null)
    }
    socket.once('error', failed)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', failed)
      if (isSecure) secure({ ...options, httpSocket: socket }, callback)
      else callback(null, socket)
    })
  }

  const dispatcher = via
    ? new ProxyAgent({ uri: via.href, clientFactory: (proxy, options) => new Pool(proxy, { ...options, connect: counted }), requestTls: { timeout: connectMs } })
    : new Client(origin, { connect: counted, pipelining: 1 })

  return {
    dispatcher,
    bytes: () => ({
      sent: sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
      received: sockets.reduce((sum, socket) => sum + socket.bytesRead, 0),
    }),
    cut: (reason) => {
      cutBecause = reason
      void dispatcher.destroy(reason)
      for (const socket of sockets) socket.destroy()
    },
  }
}
