import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../contract/index.ts'
import type { BackupView, SavedBackup } from '../contract/index.ts'
import { openSerial } from '../serial.ts'
import { dropKeys, readBackup, restoreInto, saidIn, writeBackup } from '../store/backup.ts'
import type { BackupHeader } from '../store/backup.ts'
import type { Said, Store, StoreOptions } from '../store/types.ts'
import { settingWithoutKey } from './own-server.ts'

/** Copies of what was said, in the home. What is forgotten leaves them too: those from before go, and one is made anew. */
export type Backups = Readonly<{
  /** The latest first. */
  list: () => Promise<readonly BackupView[]>
  make: () => Promise<BackupView>
  /** Restores it to a scratch folder and compares. HOME_DAMAGED where it is not equal. */
  check: (id: string) => Promise<BackupView>
  /** Makes one where the latest is a day old, and lets the oldest go. Those of an earlier version lose the key of a server. */
  daily: () => Promise<void>
  path: (id: string) => Promise<string>
}>

/** A backup is copied to other places; the key of a server is of this computer alone, and is given again after a restore. */
const withoutKeys = (said: Required<Said>): Required<Said> => ({ ...said, settings: said.settings.map(settingWithoutKey) })

export type OpenStore = (home: string, options: StoreOptions) => Promise<Store>

const FOLDER = 'backups'
/** Where a home that did not open lies once a backup has taken its place. It goes with the first thing that is forgotten. */
export const SET_ASIDE = 'set-aside'
const KEPT = 7
const DAY = 86_400_000
const NAME = /^[\w-]+\.jsonl$/

type BackupsParts = Readonly<{ home: string; store: Store; openStore: OpenStore; now: () => number; version: string }>

export function openBackups({ home, store, openStore, now, version }: BackupsParts): Backups & Readonly<{ guarded: Store }> {
  const folder = join(home, FOLDER)
  /** What is written of backups, one after another: none is made of words that are just being forgotten. */
  const inTurn = openSerial()
  const known = new Map<string, BackupHeader>()
  const checked = new Map<string, number>()

  const names = (): Promise<readonly string[]> => backupNames(folder)

  async function path(id: string): Promise<string> {
    if (!(await names()).includes(id)) throw new AppError('NOT_FOUND', `There is no backup ${JSON.stringify(id)} in ${folder}.`)
    return join(folder, id)
  }

  /** One that cannot be used hides no other: it says why. */
  async function view(id: string): Promise<BackupView> {
    const file = join(folder, id)
    const { size, mtimeMs } = await stat(file)
    try {
      const header = known.get(id) ?? (await readBackup(file)).header
      known.set(id, header)
      return { id, at: header.at, bytes: size, rows: header.rows, checkedAt: checked.get(id) ?? null, problem: null }
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      return { id, at: Math.round(mtimeMs), bytes: size, rows: 0, checkedAt: null, problem: thrown.message }
    }
  }

  async function latestUsable(): Promise<number> {
    for (const id of await names()) {
      const { at, problem } = await view(id)
      if (problem === null) return at
    }
    return 0
  }

  const make = (): Promise<BackupView> => inTurn(makeNow)

  async function makeNow(): Promise<BackupView> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const at = now()
    const id = `${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}.jsonl`
    known.set(id, await writeBackup(join(folder, id), withoutKeys(saidIn(store)), { version, at }))
    return view(id)
  }

  async function list(): Promise<readonly BackupView[]> {
    return Promise.all((await names()).map(view))
  }

  /** Before the forgetting, so that a crash between the two leaves a home without backups and never one with what is forgotten. */
  const forget = (what: Parameters<Store['forget']>[0]) => inTurn(async () => {
    const had = (await names()).length > 0
    for (const gone of [folder, join(home, SET_ASIDE)]) await rm(gone, { recursive: true, force: true })
    const counts = await store.forget(what)
    if (had) await makeNow()
    return counts
  })

  async function daily(): Promise<void> {
    if (store.ledger.size === 0 || now() - (await latestUsable()) < DAY) return
    await makeNow()
    for (const old of (await names()).slice(KEPT)) await rm(join(folder, old))
  }

  return {
    guarded: { ...store, forget },
    list,
    make,
    path,
    check: async (id) => {
      const backup = await readBackup(await path(id))
      const scratch = await mkdtemp(join(tmpdir(), 'tacit-backup-'))
      try {
        await using restored = await openStore(scratch, {})
        await restoreInto(restored, backup)
        if (!isDeepStrictEqual(saidIn(restored), backup.said)) throw new AppError('HOME_DAMAGED', `The backup ${id}, restored, is not what was saved. Make another one.`)
      } finally {
        await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
      }
      checked.set(id, now())
      return view(id)
    },
    daily: () => inTurn(async () => {
      for (const id of await names()) await dropKeys(join(folder, id), settingWithoutKey)
      await daily()
    }),
  }
}

/** The latest first. */
async function backupNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => NAME.test(name)).sort().toReversed()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Those that this version can put in the place of a home, though nothing of it can be opened. */
export async function savedBackups(home: string): Promise<readonly SavedBackup[]> {
  const saved: SavedBackup[] = []
  for (const id of await backupNames(join(home, FOLDER))) {
    try {
      const { header } = await readBackup(join(home, FOLDER, id))
      saved.push({ id, at: header.at, rows: header.rows })
    } catch (thrown) {
      // One that is damaged too, or of another version, is not offered.
      if (!(thrown instanceof AppError)) throw thrown
    }
  }
  return saved
}

/** The file of one of those. NOT_FOUND where it is not among them. */
export async function savedBackup(home: string, id: string): Promise<string> {
  if (!(await savedBackups(home)).some((saved) => saved.id === id)) throw new AppError('NOT_FOUND', `There is no backup ${JSON.stringify(id)} in ${join(home, FOLDER)} that can be restored.`)
  return join(home, FOLDER, id)
}
