import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { appRoot } from '../../src/agent/paths.ts'

/** Times mean little without the machine they were taken on, and what else it did meanwhile. */
export function sayMachine(say: (line: string) => void): void {
  const load = loadavg().map((value) => value.toFixed(1)).join(' ')
  say(`${cpus()[0]?.model.trim() || process.arch}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; load ${load} (1, 5, 15 min)`)
}

export type Folder = AsyncDisposable & Readonly<{ path: string }>

/** A folder of the repository's own disk (the system's one for temporary files may lie in memory); gone after use. */
export async function temporaryFolder(name: string): Promise<Folder> {
  const parent = join(appRoot(), 'build', 'bench')
  await mkdir(parent, { recursive: true })
  const path = await mkdtemp(join(parent, `${name}-`))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}
