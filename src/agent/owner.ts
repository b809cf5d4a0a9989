import { open, rm, stat } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { platform } from 'node:os'
import { join } from 'node:path'
import { AppError } from './contract/index.ts'
import type { Broadcast, Request, Response } from './contract/index.ts'
import { ownerAddress } from './contract/address.ts'
import { onLines } from './contract/lines.ts'
import { toWriteError } from './store/trouble.ts'

export type Owner = AsyncDisposable & Readonly<{ address: string; broadcast: (frame: Broadcast) => void; clients: () => number }>

type OwnerOptions = Readonly<{
  answer: (request: Request) => Promise<Response>
  /** Called when the last client has gone, once anything was asked: who only looks whether the home is taken is no client. */
  onUnused?: () => void
}>

const TAKEOVER_STALE_MS = 10_000

/** Takes a home: listening on its address is the lock. Throws HOME_OWNED where another process has it. */
export async function ownHome(home: string, options: OwnerOptions): Promise<Owner> {
  const address = ownerAddress(home)
  const sockets = new Set<Socket>()
  let wasAsked = false
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0 && wasAsked) options.onUnused?.()
    })
    // A client that went away mid-answer is not our failure; 'close' follows.
    socket.on('error', () => socket.destroy())
    onLines(socket, (line) => {
      wasAsked = true
      void reply(socket, line, options.answer)
    })
  })
  await listen(server, home, address)
  return {
    address,
    clients: () => sockets.size,
    broadcast: (frame) => {
      const line = `${JSON.stringify(frame)}\n`
      for (const socket of sockets) socket.write(line)
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroySoon()
      await closed
    },
  }
}

async function reply(socket: Socket, line: string, answer: OwnerOptions['answer']): Promise<void> {
  let request: Request
  try {
    request = JSON.parse(line) as Request
  } catch {
    socket.destroy(new Error('A line that is not JSON came in.'))
    return
  }
  const response = await answer(request)
  if (!socket.destroyed) socket.write(`${JSON.stringify(response)}\n`)
}

async function listen(server: Server, home: string, address: string): Promise<void> {
  if (await tryListen(server, address)) return
  if (await isAnswered(address)) {
    throw new AppError('HOME_OWNED', `Another Tacit has ${home} open. Use that one, close it, or give another folder with --home.`)
  }
  // The socket was left by a process that died. One process at a time may clear it away.
  const guard = join(home, 'owner.takeover')
  await withGuard(guard, home, async () => {
    if (await isAnswered(address)) throw new AppError('HOME_OWNED', `Another Tacit has just opened ${home}. Use that one.`)
    if (platform() !== 'win32') await rm(address, { force: true })
    if (!(await tryListen(server, address))) throw new AppError('HOME_OWNED', `${address} cannot be listened on: another process holds it.`)
  })
}

async function withGuard(guard: string, home: string, action: () => Promise<void>): Promise<void> {
  try {
    await (await open(guard, 'wx')).close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toWriteError(error, home)
    const age = Date.now() - (await stat(guard)).mtimeMs
    if (age < TAKEOVER_STALE_MS) throw new AppError('HOME_OWNED', `Another Tacit is opening ${home} right now. Start again in a moment.`, { cause: error })
  }
  try {
    await action()
  } finally {
    await rm(guard, { force: true })
  }
}

function tryListen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(new AppError('HOME_UNWRITABLE', `No socket can be made at ${address} (${error.code}). Give this account permission to write there, or give another folder with --home.`, { cause: error }))
    }
    server.once('error', failed)
    server.listen(address, () => {
      server.off('error', failed)
      resolve(true)
    })
  })
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
