import type { DryRun } from '../../../agent/contract/index.ts'

/** How many notes the ticked folders hold. */
export function tickedNotes(run: DryRun, ticked: ReadonlySet<string>): number {
  return run.folders.reduce((sum, folder) => (ticked.has(folder.path) ? sum + folder.notes : sum), 0)
}
