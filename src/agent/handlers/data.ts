import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSize, Handlers } from '../contract/index.ts'
import type { Backups } from '../loop/backups.ts'
import { readBackup } from '../store/backup.ts'
import type { Wish } from '../renewing.ts'

type Names = 'data.size' | 'data.erase' | 'data.export' | 'backups.list' | 'backups.make' | 'backups.check' | 'backups.restore'
type DataParts = Readonly<{ home: string; backups: Backups; isOff: () => boolean; /** Writes the wish down, and opens everything anew. */ wish: (wish: Wish) => Promise<void> }>

export function dataHandlers({ home, backups, isOff, wish }: DataParts): Pick<Handlers, Names> {
  return {
    'data.size': () => sizeOf(home),
    'data.erase': async ({ backups: withBackups }) => {
      await wish({ kind: 'erase', backups: withBackups })
      return {}
    },
    'data.export': async () => {
      const { id } = await backups.make()
      await backups.check(id)
      return { name: id, text: await readFile(await backups.path(id), 'utf8') }
    },
    'backups.list': backups.list,
    'backups.make': async () => {
      const { id } = await backups.make()
      await backups.check(id)
      return backups.list()
    },
    'backups.check': async ({ id }) => {
      await backups.check(id)
      return backups.list()
    },
    'backups.restore': async ({ id }) => {
      const path = await backups.path(id)
      await readBackup(path)
      // What is replaced stays one step away.
      await backups.make()
      await wish({ kind: 'restore', backup: path, noNetwork: isOff() })
      return {}
    },
  }
}

const NAMES: Readonly<Record<string, string>> = { store: 'What was read and said', journal: 'What was said last', backups: 'Backups', 'set-aside': 'What could not be opened', models: 'Models', seen: 'What files looked like', window: 'The window' }

async function sizeOf(home: string): Promise<DataSize> {
  const entries = await readdir(home, { withFileTypes: true })
  const parts = await Promise.all(
    entries.map(async (entry) => ({ name: NAMES[entry.name] ?? entry.name, bytes: entry.isDirectory() ? await bytesUnder(join(home, entry.name)) : await bytesOf(join(home, entry.name)) })),
  )
  const named = parts.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes)
  return { home, total: named.reduce((sum, { bytes }) => sum + bytes, 0), parts: named }
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await unlessGone(() => readdir(folder, { withFileTypes: true }), [])
  const sizes = await Promise.all(entries.map((entry) => (entry.isDirectory() ? bytesUnder : bytesOf)(join(folder, entry.name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const bytesOf = (path: string): Promise<number> => unlessGone(async () => (await lstat(path)).size, 0)

/** What goes while it is looked at takes no place. */
async function unlessGone<Value>(look: () => Promise<Value>, gone: Value): Promise<Value> {
  try {
    return await look()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return gone
    throw error
  }
}
