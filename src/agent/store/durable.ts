import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// Some file systems (network shares, FUSE) know no sync of a folder; names there are as durable as they get.
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])

/** Makes names in the folder durable. Windows cannot open a folder, and its journal of names needs no help. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(String((error as { code?: unknown }).code))) throw error
  } finally {
    await handle.close()
  }
}

/** Makes the folder with its parents, all of them durable. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first !== undefined) for (const parent of between(folder, dirname(first))) await syncFolder(parent)
}

/** The folder and those above it, up to `top`. */
function between(folder: string, top: string): readonly string[] {
  return folder === top || folder === dirname(folder) ? [folder] : [folder, ...between(dirname(folder), top)]
}

/** After a crash at any moment the path holds the old content or the new, whole. `onReplaced` is called once the new is in place. */
export async function replaceFile(path: string, content: string | Uint8Array, onReplaced: () => void = () => undefined): Promise<void> {
  const fresh = `${path}.new`
  const handle = await open(fresh, 'w')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, path)
  onReplaced()
  await syncFolder(dirname(path))
}

export type Syncer = Readonly<{
  /** Syncs every file under the folder that was not there the last time; the files are never written twice. */
  sync(folder: string): Promise<void>
}>

/** `known` folders count as synced already. */
export async function createSyncer(known: readonly string[]): Promise<Syncer> {
  const synced = new Set<string>()
  for (const folder of known) for (const { path } of await filesUnder(folder)) synced.add(path)
  return {
    async sync(folder) {
      const found = await filesUnder(folder)
      const fresh = found.filter(({ path }) => !synced.has(path))
      await Promise.all(fresh.map(({ path }) => syncFile(path)))
      await Promise.all([...new Set(fresh.flatMap(({ parent }) => between(parent, folder)))].map(syncFolder))
      for (const { path } of fresh) synced.add(path)
    },
  }
}

async function filesUnder(folder: string): Promise<readonly Readonly<{ path: string; parent: string }>[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile()).map((entry) => ({ path: join(entry.parentPath, entry.name), parent: entry.parentPath }))
}
