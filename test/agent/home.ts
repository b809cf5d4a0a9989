import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'

/** A temporary home whose agent can be opened, closed and opened again; everything in it is real. */
export type Home = AsyncDisposable & Readonly<{ path: string; open: () => Promise<Agent>; files: () => Promise<readonly Readonly<{ path: string; bytes: Buffer }>[]> }>

export async function makeHome(embedder: Embedder, now: () => number = Date.now): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'tacit-home-'))
  return {
    path,
    open: () => openAgent({ home: path, openStore, embedder, now }),
    files: async () => {
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      return Promise.all(files.map(async (file) => ({ path: file, bytes: await readFile(file) })))
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}
