import type { DryRun } from '../../../agent/contract/index.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { datesWords, hasFolders, hasOthers, OTHERS } from '../../words/dry-run.ts'
import { ChatFacts } from './ChatFacts.tsx'
import { FolderTree } from './FolderTree.tsx'
import { HeldGroup } from './HeldGroup.tsx'
import { NoteExample } from './NoteExample.tsx'
import styles from './DryRunView.module.css'

const PROBLEMS = 20

/** What would be read, before anything is: folders to tick, what is kept out, and three examples as Tacit would see them. */
export function DryRunView({ run }: Readonly<{ run: DryRun }>) {
  const { others, isLooking } = useDryRun()
  const isChats = run.kind === 'chats'
  const dates = datesWords(run)
  return (
    <div className={styles.dry}>
      <div>
        {isChats && <ChatFacts run={run} />}
        {hasFolders(run) && <FolderTree run={run} />}
        {dates !== null && <p className={styles.dates}>{dates}</p>}
        <HeldGroup heading={isChats ? 'Kept out of any conversation' : 'Kept out in any folder'} held={run.withheld} {...(hasOthers(run) && { note: OTHERS })} />
        <HeldGroup heading="Secrets, replaced before anything is kept" held={run.secrets} note="Places are listed, never the text." />
        {run.problems.length > 0 && (
          <div className={styles.held}>
            <h2>Left out, because</h2>
            <ul>
              {run.problems.slice(0, PROBLEMS).map((problem) => (
                <li key={problem} className={styles.problem}>
                  {problem}
                </li>
              ))}
              {run.problems.length > PROBLEMS && <li className={styles.problem}>and {run.problems.length - PROBLEMS} more</li>}
            </ul>
          </div>
        )}
      </div>
      <div className={styles.samples}>
        {run.examples.length > 0 && <h2>{exampleWords(run)}</h2>}
        {run.examples.map((example) => (
          <NoteExample key={`${example.file} ${example.pick}`} {...example} />
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

function exampleWords({ examples }: DryRun): string {
  const number = HOW_MANY[examples.length] ?? 'Some'
  return `${number} of them, exactly as Tacit would see ${examples.length === 1 ? 'it' : 'them'}`
}
