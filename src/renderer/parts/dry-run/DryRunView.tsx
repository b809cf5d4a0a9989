import type { DryRun } from '../../../agent/contract/index.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { FolderTree } from './FolderTree.tsx'
import { NoteExample } from './NoteExample.tsx'
import styles from './DryRunView.module.css'

/** What would be read, before anything is: folders to tick, what is kept out, and three notes as Tacit would see them. */
export function DryRunView({ run }: Readonly<{ run: DryRun }>) {
  const { others, isLooking } = useDryRun()
  return (
    <div className={styles.dry}>
      <div>
        <FolderTree run={run} />
        {run.withheld.length > 0 && (
          <div className={styles.held}>
            <h2>Kept out in any folder</h2>
            <ul>
              {run.withheld.map((held) => (
                <li key={held.reason}>
                  <details>
                    <summary>
                      <span>{held.reason}</span>
                      <span>{held.count}</span>
                    </summary>
                    <ul>
                      {held.places.slice(0, 40).map((place) => (
                        <li key={place}>{place}</li>
                      ))}
                      {held.places.length > 40 && <li>and {held.places.length - 40} more</li>}
                    </ul>
                  </details>
                </li>
              ))}
            </ul>
          </div>
        )}
        {run.problems.length > 0 && (
          <div className={styles.held}>
            <h2>Left out, because</h2>
            <ul>
              {run.problems.slice(0, 20).map((problem) => (
                <li key={problem} className={styles.problem}>
                  {problem}
                </li>
              ))}
              {run.problems.length > 20 && <li className={styles.problem}>and {run.problems.length - 20} more</li>}
            </ul>
          </div>
        )}
      </div>
      <div className={styles.samples}>
        {run.examples.length > 0 && <h2>{HOW_MANY[run.examples.length] ?? 'Some'} of them, exactly as Tacit would see {run.examples.length === 1 ? 'it' : 'them'}</h2>}
        {run.examples.map((example) => (
          <NoteExample key={example.file} {...example} />
        ))}
        <p className="small faint">
          Other people’s names stay as they are written, on this computer only.{' '}
          {run.notes > run.examples.length && (
            <LinkButton disabled={isLooking} onClick={() => void others()}>
              Three others
            </LinkButton>
          )}
        </p>
      </div>
    </div>
  )
}

const HOW_MANY = ['None', 'One', 'Two', 'Three']
