import type { DryRun } from '../../../agent/contract/index.ts'

/** What was looked through, and that nothing more was done. */
export function DryRunOf({ run }: Readonly<{ run: Pick<DryRun, 'isSample' | 'path'> }>) {
  return (
    <>
      A dry run of <bdi>{run.isSample ? 'the sample notes' : run.path}</bdi>. Nothing is stored yet, nothing was ticked for you, and your files are never changed.
    </>
  )
}
