import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { MessagePort } from 'node:worker_threads'
import { AppError, justClosing, toAppError, toErrorBody } from './contract/index.ts'
import type { Broadcast, ErrorBody, ErrorCode, Request, SavedBackup } from './contract/index.ts'
import { defaultHome } from './contract/address.ts'
import { openWorkerCompute } from './loop/compute.ts'
import { openChatThread } from './loop/chat-thread.ts'
import { openFileThread } from './loop/file-thread.ts'
import { openThread } from './thread.ts'
import { preflight, requireUsable } from './model/preflight.ts'
import { ownHome } from './owner.ts'
import { appRoot } from './paths.ts'
import { openTemporary } from './temporary.ts'
import { openReopening } from './reopening.ts'
import type { Reopening } from './reopening.ts'
import { keepStanding, removeStanding } from './standing.ts'

// The agent's process: opens, serves, closes in reverse. Native modules are imported after the preflight, never before.

/** What Electron gives a utility process; a plain Node process has none. */
type ParentMessage = Readonly<{ data: Readonly<{ kind?: unknown }>; ports: readonly MessagePort[] }>
type ParentPort = Readonly<{ on: (event: 'message', listener: (message: ParentMessage) => void) => void }>
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const { values } = parseArgs({ options: { home: { type: 'string' }, 'until-unused': { type: 'boolean', default: false }, /** The backup to put in the place of a home that did not open. */ restore: { type: 'string' } } })
const home = resolve(values.home ?? defaultHome())

const report = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/** Requests that come before the agent is open wait for it; where it cannot open, each is told why. */
let open: (agent: Reopening) => void
let refuse: (reason: unknown) => void
const opening = new Promise<Reopening>((resolve, reject) => {
  open = resolve
  refuse = reject
})
// Whoever asks is told; nobody asking is no crash.
opening.catch(() => undefined)

let end: () => void
const ended = new Promise<void>((resolve) => {
  end = resolve
})
let isEnding = false
void ended.then(() => (isEnding = true))
// Ctrl-C reaches both: a command whose agent this is may have a last word to say, and its agent goes when it has gone.
process.on('SIGINT', () => values['until-unused'] || end())
process.once('SIGTERM', () => end())

const UNUSED_FOR_MS = 10_000
/** A command waits for 10 s at most until the home is free. */
const LEARNS_WITHIN_MS = 8000

/** What a command has just read is learnt from before its agent goes; what takes longer is learnt at the next start. */
async function learnt(): Promise<void> {
  // An agent that could not be opened has said why itself.
  await Promise.race([opening.then((agent) => agent.learnt()), wait(LEARNS_WITHIN_MS, undefined, { ref: false })]).catch(() => undefined)
}

const ports = new Set<MessagePort>()

async function answerOn(request: Request) {
  try {
    if (isEnding) throw justClosing()
    return await (await opening).answer(request)
  } catch (error) {
    return { id: request.id, ok: false as const, error: toErrorBody(error) }
  }
}

parentPort?.on('message', ({ data, ports: [port] }) => {
  // Windows has no signal that a process could catch.
  if (data.kind === 'stop') end()
  if (!port) return
  ports.add(port)
  port.on('close', () => ports.delete(port))
  port.on('message', (frame: { data?: Request } & Request) => void answerOn(frame.data ?? frame).then((response) => port.postMessage(response)))
  port.start()
})

async function run(): Promise<void> {
  // Whatever is made in the home is for this account alone, also where the folder was there before.
  process.umask(0o077)
  await mkdir(home, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('HOME_UNWRITABLE', `The folder ${home} cannot be made (${error.code}). Give this account permission to write there, or give another folder with --home.`, { cause: error })
  })
  await using owner = await ownHome(home, { answer: answerOn, onUnused: () => values['until-unused'] && void learnt().then(() => owner.clients() === 0 && end()) })
  await removeStanding(home)
  await using _temporary = await openTemporary(home)
  const natives = await preflight({ home })
  requireUsable(natives)
  const [{ openAgent }, { openStore }, named] = await Promise.all([
    import('./agent.ts'),
    import('./store/store.ts'),
    Promise.all([import('./model/embedder-later.ts'), import('./model/embedder-file.ts'), import('./model/remembered-digests.ts')]).then(([{ openEmbedderLater }, { embedderFile }, { rememberedDigests }]) =>
      openEmbedderLater(embedderFile(), { digestOf: rememberedDigests(join(home, 'digests.json')) }),
    ),
  ])
  await using embedder = named
  if (values.restore !== undefined) await (await import('./renewing.ts')).rescue(home, values.restore, Date.now())
  const worker = join(appRoot(), 'out', 'main', 'worker.js')
  await using compute = openWorkerCompute(worker)
  await using files = openFileThread(worker)
  await using exports = openChatThread(openThread(worker))
  await using agent = await openReopening((reopen) => openAgent({ home, openStore, embedder, compute, readFiles: files.readFiles, chats: exports.chats, natives, reopen }))
  agent.listen((frame: Broadcast) => {
    owner.broadcast(frame)
    for (const port of ports) port.postMessage(frame)
  })
  open(agent)
  report({ ready: true, address: owner.address })
  // Whoever started it may have gone before it asked anything.
  if (values['until-unused']) setInterval(() => owner.clients() === 0 && end(), UNUSED_FOR_MS).unref()
  await ended
  // The next window then takes a moment longer, and no more.
  await agent.standing().then((standing) => keepStanding(home, standing)).catch((error: unknown) => process.stderr.write(`${toAppError(error).message}\n`))
}

process.on('unhandledRejection', (reason) => {
  process.stderr.write(`${toAppError(reason).stack ?? String(reason)}\n`)
  process.exitCode = 1
  process.exit()
})

/** What a backup would mend; the rest is not of what the home holds. */
const MENDED: ReadonlySet<ErrorCode> = new Set(['HOME_DAMAGED', 'HOME_NEWER', 'INTERNAL'])

async function backupsFor({ code }: ErrorBody): Promise<readonly SavedBackup[]> {
  if (!MENDED.has(code)) return []
  try {
    const { savedBackups } = await import('./loop/backups.ts')
    return await savedBackups(home)
  } catch (error) {
    process.stderr.write(`The backups could not be listed: ${toAppError(error).stack}\n`)
    return []
  }
}

run().then(
  () => process.exit(0),
  async (thrown: unknown) => {
    refuse(thrown)
    const error = toErrorBody(thrown)
    report({ error, backups: await backupsFor(error) })
    // A window may still ask what is wrong; a plain process has said it.
    if (!parentPort) process.exit(1)
  },
)
