import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './store/durable.ts'
import { toAppError } from './contract/index.ts'
import type { AppError } from './contract/index.ts'
import { NO_DOWNLOADS } from './loop/downloads.ts'
import { writeSettings } from './loop/settings.ts'
import { readBackup, restoreInto } from './store/backup.ts'
import type { Backup } from './store/backup.ts'
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
    /** What was here has begun to go. */
    isBegun: z.boolean().default(false),
  }),
])
export type Wish = z.input<typeof wishSchema>

const MARKER = 'renew.json'
/** The window's own folder is in use, and so are the socket and the temporary folder; none of them holds a word of the person's. */
const STAYS = new Set([MARKER, 'window', 'temporary', 'owner.sock', 'owner.takeover', 'preflight.json'])
/** What a restored ledger replaces; what is read is read again. */
const REPLACED = ['store', 'journal', 'seen']

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
  for (const name of REPLACED) await remove(join(home, name))
  await using store = await openStore(home, {})
  await restoreInto(store, backup)
  await store.say({ settings: [NO_DOWNLOADS] })
  if (wish.noNetwork) await writeSettings(store, { noNetwork: true })
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 })

async function wishOf(home: string): Promise<z.output<typeof wishSchema> | null> {
  try {
    return wishSchema.parse(JSON.parse(await readFile(join(home, MARKER), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
