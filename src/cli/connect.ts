import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError, openExchange } from '../agent/contract/index.ts'
import type { ErrorBody, Exchange, Frame } from '../agent/contract/index.ts'
import { ownerAddress } from '../agent/contract/address.ts'
import { onLines } from '../agent/contract/lines.ts'
import { AGENT_MEMORY, readStart } from '../agent/contract/start.ts'
import { appRoot } from '../agent/paths.ts'

export type Connection = AsyncDisposable &
  Readonly<{
    line: Exchange
    /** Whether the agent is another process's, such as the app's. */
    isShared: boolean
    /** The agent's process where it is our own. */
    pid: number | null
    closed: Promise<void>
  }>

const STOPPED = 'The agent has stopped. What it had confirmed is in the ledger; do the last thing again.'
const AGENT_MAY_TAKE_MS = 10_000
const LARGEST_ANSWER_BYTES = 64_000_000

/** Speaks to the process that owns the home, or starts an agent that ends with us. */
export async function connect(home: string): Promise<Connection> {
  for (const pauseMs of [0, 200, 800, 2000]) {
    await wait(pauseMs)
    const socket = await tryConnect(ownerAddress(home))
    if (socket) return over(socket, null)
    const started = await startAgent(home)
    if ('child' in started) {
      const own = await tryConnect(started.address)
      if (own) return over(own, started.child)
      throw new AppError('AGENT_STOPPED', `The agent was started and does not answer at ${started.address}.`)
    }
    // Another process took the home between our two tries, or is just leaving it.
    if (started.error.code !== 'HOME_OWNED') throw new AppError(started.error.code, started.error.message, { data: started.error.data })
  }
  throw new AppError('HOME_OWNED', `Another process holds ${home} and does not answer. End it, or give another folder with --home.`)
}

function over(socket: Socket, child: ChildProcess | null): Connection {
  const line = openExchange((request) => void socket.write(`${JSON.stringify(request)}\n`))
  onLines(socket, (text) => line.receive(JSON.parse(text) as Frame), LARGEST_ANSWER_BYTES)
  socket.on('error', (error) => line.end(new AppError('AGENT_STOPPED', `${STOPPED} (${error.message})`, { cause: error })))
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      line.end(new AppError('AGENT_STOPPED', STOPPED))
      resolve()
    })
  })
  return {
    line,
    isShared: child === null,
    pid: child?.pid ?? null,
    closed,
    [Symbol.asyncDispose]: async () => {
      socket.end()
      // The home is free for the next command only once the agent has closed it.
      if (child && child.exitCode === null && child.signalCode === null) await Promise.race([exitOf(child), wait(AGENT_MAY_TAKE_MS, undefined, { ref: false })])
      socket.destroy()
    },
  }
}

function tryConnect(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connectSocket(address)
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
    // Nobody listens there: the home has no owner.
    socket.once('error', () => resolve(null))
  })
}

type Started = Readonly<{ child: ChildProcess; address: string }> | Readonly<{ error: ErrorBody }>

function startAgent(home: string): Promise<Started> {
  const file = join(appRoot(), 'out', 'main', 'agent.js')
  if (!existsSync(file)) throw new AppError('INTERNAL', `${file} is not there: the app is not built. Run npm run setup.`)
  const child = spawn(process.execPath, [file, '--home', home, '--until-unused'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...AGENT_MEMORY, ...process.env } })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    onLines(child.stdout, (text) => {
      const start = readStart(text)
      if (start) resolve('error' in start ? start : { child, address: start.address })
    })
    child.once('close', (code, signal) => {
      const error = new AppError('AGENT_STOPPED', `The agent ended (${signal ?? code}) before it was ready. ${said.trim().split('\n').at(-1) ?? ''}`.trim())
      resolve({ error: { code: error.code, message: error.message } })
    })
  })
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => void child.once('exit', () => resolve()))
}
