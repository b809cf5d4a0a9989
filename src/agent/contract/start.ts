import type { SavedBackup } from './data.ts'
import type { ErrorBody } from './errors.ts'

/** For whoever starts the agent's process: glibc keeps freed memory apart for each of its many threads, and two such places do (70 MB less). */
export const AGENT_MEMORY: Readonly<Record<string, string>> = process.platform === 'linux' ? { MALLOC_ARENA_MAX: '2' } : {}

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
