import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'

/** A folder of its own for each test, taken away afterwards with every store that `use` opened in it. */
export function homes(): Readonly<{ home(): Promise<string>; use(opening: ReturnType<typeof openStore>): Promise<Store> }> {
  const folders: string[] = []
  const stores: Store[] = []
  afterEach(async () => {
    for (const store of stores.splice(0)) await store[Symbol.asyncDispose]()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  })
  return {
    async home() {
      const folder = await mkdtemp(join(tmpdir(), 'tacit-store-'))
      folders.push(folder)
      return join(folder, 'home')
    },
    async use(opening) {
      const store = await opening
      stores.push(store)
      return store
    },
  }
}

/** The files of a folder in whose names or content the bytes stand. */
export async function filesWith(folder: string, bytes: string | Uint8Array): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = await Promise.all(
    entries.filter((entry) => entry.isFile()).map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return entry.name.includes(String(bytes)) || (await readIfThere(path)).includes(Buffer.from(bytes)) ? [relative(folder, path)] : []
    }),
  )
  return found.flat().sort()
}

/** LanceDB may be at work behind the search, and its half-written files come and go. */
async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
