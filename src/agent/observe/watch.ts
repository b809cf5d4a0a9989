import { lstat, realpath, stat, statfs } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { AsyncSubscription, Event } from '@parcel/watcher'
import type { Source } from '../contract/sources.ts'
import { refuseFile } from './gate.ts'
import { codeOf } from './walk.ts'

export type WatchHandlers = Readonly<{
  /** These notes were made, changed or removed. */
  onFiles: (files: readonly string[]) => void
  /** Anything may have changed; resolves when all of it was looked at. */
  onAll: () => Promise<void>
  onMode: (watch: Source['watch']) => void
}>

export type WatchTimes = Readonly<{ quietMs: number; goneMs: number; scanMs: number }>

const TIMES: WatchTimes = { quietMs: 250, goneMs: 1500, scanMs: 60_000 }
/** A scan may take this share of the time, so that a large folder on a slow disk is looked at less often. */
const SCAN_SHARE = 0.005
const MOST_WAITS = 4
/** A file that was changed so lately may have been changed while it was read. */
const LATELY_MS = 6 * 3_600_000
/** One pattern: the watcher matches each by itself with every path there is, which took most of the time it needed to begin. */
const IGNORED = ['**/{.git,.obsidian,.trash,node_modules,logseq/bak}/**']
// statfs(2): NFS, SMB, SMB2, CIFS, FUSE, 9p, AFS, Ceph. What others write there no watcher of this machine sees.
const REMOTE_TYPES = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x65735546, 0x01021997, 0x5346414f, 0x00c36400])

/**
 * Watches a folder by the system's own means, and where that is not possible looks through it once a minute.
 * Paths are told once nothing has come for a moment. A note that vanishes is told a little later, because many programs
 * save by removing the old file first; with a new one beside it at once, because it may have moved there.
 */
export async function watchFolder(path: string, { onFiles, onAll, onMode }: WatchHandlers, { quietMs, goneMs, scanMs }: WatchTimes = TIMES): Promise<AsyncDisposable> {
  const root = await realpath(path)
  const isFile = !(await stat(root)).isDirectory()
  /** Of one file with how it was left: an export of gigabytes is not read again each time to find that it is the same. */
  let identity: string | null = isFile && (await stat(root)).mtimeMs > Date.now() - LATELY_MS ? null : await identityOf(root)
  let pending = new Set<string>()
  let waits = 0
  let quiet: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let subscription: AsyncSubscription | null = null
  let isClosed = false
  const vanished = new Map<string, NodeJS.Timeout>()

  function notice(error: Error | null, events: readonly Event[]): void {
    if (isClosed) return
    // The system lost events: what they were nobody knows.
    if (error) return void onAll()
    for (const event of events) pending.add(relative(root, event.path).split(sep).join('/'))
    if (waits < MOST_WAITS) {
      waits += 1
      clearTimeout(quiet)
      quiet = setTimeout(() => void settle(), quietMs)
    }
  }

  async function settle(): Promise<void> {
    const places = [...pending]
    pending = new Set()
    waits = 0
    const there: string[] = []
    const gone: string[] = []
    for (const place of places) {
      if (place === '' || /(^|\/)\.(git|tacit)ignore$/.test(place)) return void onAll()
      if (place.split('/').some((part) => part.startsWith('.'))) continue
      const kind = await kindOf(join(root, place))
      // A folder that came, went or was renamed brings or takes notes of which nothing is told.
      if (kind === 'folder' || (kind === null && refuseFile(place) !== null)) return void onAll()
      if (kind === 'file' && refuseFile(place) === null) there.push(place)
      else if (kind === null) gone.push(place)
    }
    for (const place of there) clearGone(place)
    if (there.length > 0) tell([...there, ...gone, ...vanished.keys()])
    else for (const place of gone) vanished.set(place, vanished.get(place) ?? setTimeout(() => tell([place]), goneMs))
  }

  function tell(places: readonly string[]): void {
    for (const place of places) clearGone(place)
    if (!isClosed) onFiles([...new Set(places)])
  }

  function clearGone(place: string): void {
    clearTimeout(vanished.get(place))
    vanished.delete(place)
  }

  /** Looks again and again, or, where changes are told, only whether the folder is still the same one. */
  function beat(afterMs: number): void {
    heartbeat = setTimeout(async () => {
      const begun = performance.now()
      const now = await identityOf(root)
      const isSame = now === identity
      if (isFile) identity = now
      if ((subscription === null && !isFile) || !isSame) await onAll()
      if (!isClosed) beat(Math.max(scanMs, (performance.now() - begun) / SCAN_SHARE))
    }, afterMs)
    heartbeat.unref()
  }

  const reason = await reasonToScan(root)
  if (reason === null) {
    try {
      const { subscribe } = await import('@parcel/watcher')
      subscription = await subscribe(root, notice, { ignore: IGNORED })
    } catch (thrown) {
      onMode({ mode: 'scan', reason: watcherFailure(thrown) })
    }
  }
  if (subscription !== null) onMode({ mode: 'live', reason: null })
  else if (reason !== null) onMode({ mode: 'scan', reason })
  beat(scanMs)

  return {
    [Symbol.asyncDispose]: async () => {
      isClosed = true
      clearTimeout(quiet)
      clearTimeout(heartbeat)
      for (const timer of vanished.values()) clearTimeout(timer)
      // A subscription that outlives its process aborts it.
      await subscription?.unsubscribe()
    },
  }
}

/** Why the system's watcher would not see what happens there; null where it does. */
async function reasonToScan(root: string): Promise<string | null> {
  if (root.startsWith('\\\\')) return 'It lies on another computer, so it is looked through once a minute.'
  if (!(await stat(root)).isDirectory()) return 'It is one file, which is looked at once a minute.'
  if (process.platform === 'linux' && REMOTE_TYPES.has((await statfs(root)).type)) return 'It lies on a network or cloud drive, so it is looked through once a minute.'
  return null
}

function watcherFailure(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (/inotify|ENOSPC|no space|EMFILE|too many/i.test(message)) {
    return 'The system watches no more folders (its limit, fs.inotify.max_user_watches, is reached), so it is looked through once a minute.'
  }
  return `The system's watcher does not work here (${message}), so it is looked through once a minute.`
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'other' | null> {
  try {
    const found = await lstat(path)
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return null
    return 'other'
  }
}

/** A drive that went away and came back is another folder at the same path; what cannot be looked at is away. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  if (found === null) return 'away'
  return `${found.dev}:${found.ino}${found.isDirectory() ? '' : `:${found.size}:${found.mtimeMs}:${found.ctimeMs}`}`
}
