import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './store/durable.ts'
import { toAppError } from './contract/index.ts'
import type { AppError } from './contract/index.ts'
import { NO_DOWNLOADS } from './loop/downloads.ts'
import { writeSettings } from './loop/settings.ts'
import { readBackup, restoreInto } from './store/backup.ts'
import type { Backup } from './store/backup.ts'
import { savedBackup, SET_ASIDE } from './loop/backups.ts'
import type { OpenStore } from './loop/backups.ts'

// What can only be done while nothing of the home is open: written down first, carried out before the next opening, so that a crash
// at any moment ends in the old home or the new one.

const wishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('erase'), backups: z.boolean() }),
  z.object({
    kind: z.literal('restore'),
    backup: z.string(),
    /** It stays on whatever the backup says: no byte goes out because of what held once. */
    noNetwork: z.boolean().default(false),
    /** Where in the home what it replaces is put; else that goes. */
    aside: z.string().regex(/^set-aside\/[\w-]+$/).optional(),
    /** What was here has begun to go. */
    isBegun: z.boolean().default(false),
  }),
])
export type Wish = z.input<typeof wishSchema>

const MARKER = 'renew.json'
/** The window's own folder is in use, and so are the socket and the temporary folder; none of them holds a word of the person's. */
const STAYS = new Set([MARKER, 'window', 'temporary', 'owner.sock', 'owner.takeover', 'preflight.json'])
/** What a restored ledger replaces; what is read is read again. */
const REPLACED = ['store', 'journal', 'seen', 'withheld', 'looked.json', 'looked-chats.json']

export async function wishFor(home: string, wish: Wish): Promise<void> {
  await replaceFile(join(home, MARKER), JSON.stringify(wish))
}

/** Carries out what was asked for, if anything; null, or why nothing was done and all is as it was. */
export async function renew(home: string, openStore: OpenStore): Promise<AppError | null> {
  const wish = await wishOf(home)
  if (!wish) return null
  let problem: AppError | null = null
  if (wish.kind === 'erase') {
    for (const name of await readdir(home)) if (!STAYS.has(name) && (wish.backups || name !== 'backups')) await remove(join(home, name))
  } else {
    // Read before anything goes: it may have gone since, with what was forgotten.
    const backup = await readBackup(wish.backup).catch((thrown: unknown) => {
      if (wish.isBegun) throw thrown
      problem = toAppError(thrown)
      return null
    })
    if (backup !== null) await restore(home, openStore, wish, backup)
  }
  await remove(join(home, MARKER))
  return problem
}

async function restore(home: string, openStore: OpenStore, wish: Extract<Wish, { kind: 'restore' }>, backup: Backup): Promise<void> {
  await wishFor(home, { ...wish, isBegun: true })
  for (const name of REPLACED) {
    if (wish.aside === undefined) await remove(join(home, name))
    else await putAside(join(home, name), join(home, wish.aside, name))
  }
  await using store = await openStore(home, {})
  await restoreInto(store, backup)
  await store.say({ settings: [NO_DOWNLOADS] })
  if (wish.noNetwork) await writeSettings(store, { noNetwork: true })
}

/** Once: what lies there after a crash half-way is of the restore itself. */
async function putAside(path: string, aside: string): Promise<void> {
  await mkdir(dirname(aside), { recursive: true })
  try {
    if (await isThere(aside)) await remove(path)
    else await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/**
 * For a home that cannot be opened: a backup takes its place with the next opening, and what was there is put aside. What was
 * switched off cannot be asked of it, so the network is off afterwards.
 */
export async function rescue(home: string, id: string, now: number): Promise<void> {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  await wishFor(home, { kind: 'restore', backup: await savedBackup(home, id), noNetwork: true, aside: `${SET_ASIDE}/${stamp}` })
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false)
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 })

async function wishOf(home: string): Promise<z.output<typeof wishSchema> | null> {
  try {
    return wishSchema.parse(JSON.parse(await readFile(join(home, MARKER), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
