import type { SavedBackup } from './data.ts'
import type { ErrorBody } from './errors.ts'

/** LanceDB would read up to 2 GB ahead of what it works on, and make its index of words in parts of 1 GB: with these, one of a million passages takes 130 MB and not 440. */
const LANCE_MEMORY = { LANCE_DEFAULT_IO_BUFFER_SIZE: '33554432', LANCE_FTS_NUM_SHARDS: '1', LANCE_FTS_PARTITION_SIZE: '32' }
/** glibc keeps freed memory apart for each of its many threads, and two such places do (70 MB less); large pieces go back to the system at once. */
const GLIBC_MEMORY = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '1048576' }
/** For whoever starts the agent's process. */
export const AGENT_MEMORY: Readonly<Record<string, string>> = process.platform === 'linux' ? { ...LANCE_MEMORY, ...GLIBC_MEMORY } : LANCE_MEMORY

/** The one line that the agent's process prints on stdout once it is open, or cannot open; then with the backups that could take the home's place, the latest first. */
export type Start = Readonly<{ ready: true; address: string }> | Readonly<{ error: ErrorBody; backups?: readonly SavedBackup[] }>

/** Null for any other line; native libraries print too. */
export function readStart(line: string): Start | null {
  if (!line.startsWith('{"ready":') && !line.startsWith('{"error":')) return null
  try {
    return JSON.parse(line) as Start
  } catch {
    // Another program's line that begins as ours does.
    return null
  }
}
