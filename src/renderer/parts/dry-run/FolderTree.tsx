import { useEffect, useRef } from 'react'
import type { DryRun } from '../../../agent/contract/index.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { about, count } from '../../words/numbers.ts'
import { tickedNotes } from './ticked.ts'
import styles from './FolderTree.module.css'

/** The folders with their counts, none ticked at first, and a running total. */
export function FolderTree({ run }: Readonly<{ run: DryRun }>) {
  const { ticked, tick, tickAll } = useDryRun()
  const all = useRef<HTMLInputElement>(null)
  const isAll = run.folders.length > 0 && run.folders.every(({ path }) => ticked.has(path))
  useEffect(() => {
    if (all.current) all.current.indeterminate = ticked.size > 0 && !isAll
  }, [ticked, isAll])
  const notes = tickedNotes(run, ticked)
  return (
    <fieldset>
      <legend className="sr">Folders that may be read</legend>
      <ul className={styles.tree}>
        <li className={styles.all}>
          <label>
            <input ref={all} type="checkbox" checked={isAll} onChange={(event) => tickAll(event.target.checked)} />
            <span>Folder</span>
            <span className="num">notes</span>
          </label>
        </li>
        {run.folders.map((folder) => (
          <li key={folder.path} data-ticked={ticked.has(folder.path) || undefined}>
            <label>
              <input type="checkbox" checked={ticked.has(folder.path)} onChange={(event) => tick(folder.path, event.target.checked)} />
              <span dir="auto">{folder.path === '.' ? 'directly in it' : folder.path}</span>
              <span className="num">{count(folder.notes)}</span>
            </label>
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        <span>
          {count(notes)} of {count(run.notes)} notes
        </span>
        <span>{notes > 0 && about((run.seconds * notes) / Math.max(1, run.notes))}</span>
      </p>
    </fieldset>
  )
}
