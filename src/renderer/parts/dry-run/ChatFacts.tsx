import type { DryRun } from '../../../agent/contract/index.ts'
import { units } from '../../words/dry-run.ts'
import { about, count } from '../../words/numbers.ts'
import styles from './ChatFacts.module.css'

/** Chats in numbers: who said how much, and what each counts for. */
export function ChatFacts({ run }: Readonly<{ run: DryRun }>) {
  const { turns } = run
  return (
    <section aria-label="What the chats hold">
      <dl className={styles.facts}>
        <dt>{units('chats', run.notes).replace(/^\S+ /, '').replace(/^./, (letter) => letter.toUpperCase())}</dt>
        <dd>{count(run.notes)}</dd>
        {turns && (
          <>
            <dt>
              Your turns <span>the only words that can be evidence</span>
            </dt>
            <dd>{count(turns.person)}</dd>
            <dt>
              The assistant’s turns <span>context, never about you</span>
            </dt>
            <dd>{count(turns.assistant)}</dd>
            {turns.other > 0 && (
              <>
                <dt>
                  Quoted and pasted <span>context, never about you</span>
                </dt>
                <dd>{count(turns.other)}</dd>
              </>
            )}
          </>
        )}
      </dl>
      <p className="small muted">Who said it is kept with every passage. It takes {about(run.seconds)} to read.</p>
    </section>
  )
}
