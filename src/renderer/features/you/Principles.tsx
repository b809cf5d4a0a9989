import { useEffect, useState } from 'react'
import type { PrincipleView } from '../../../agent/contract/index.ts'
import { usePrinciples } from '../../stores/principles.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { clock, day } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { PrincipleForm } from './PrincipleForm.tsx'
import styles from './Principles.module.css'

export const STRENGTH_WORDS = { never: 'Never', strong: 'Strong preference' } as const

/** The person's own sentences; nothing that is learnt may move them. */
export function Principles() {
  const { principles, error, load, leave } = usePrinciples()
  const [edited, setEdited] = useState<string | 'new' | null>(null)
  useEffect(() => {
    void load()
  }, [load])
  if (!principles) {
    return error ? <ErrorNote what="The principles could not be read." message={error.message} code={error.code} onAction={() => void load()} /> : <Waiting words="Reading your principles" rows={3} />
  }
  const close = (): void => {
    leave()
    setEdited(null)
  }
  return (
    <>
      <p className={styles.note}>Only you can change these. Tightening one holds at once; loosening one waits 24 hours.</p>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} />}
      {principles.length === 0 && edited === null && <p className="muted">No principle yet. One says what must never be proposed, or what you would rather not see.</p>}
      <ul className={styles.list}>
        {principles.map((principle) => (
          <li key={principle.id}>{edited === principle.id ? <PrincipleForm principle={principle} onDone={close} /> : <Row principle={principle} onEdit={() => setEdited(principle.id)} />}</li>
        ))}
      </ul>
      {edited === 'new' ? (
        <PrincipleForm principle={null} onDone={close} />
      ) : (
        <Button icon="plus" onClick={() => setEdited('new')}>
          Write a principle
        </Button>
      )}
    </>
  )
}

function Row({ principle, onEdit }: Readonly<{ principle: PrincipleView; onEdit: () => void }>) {
  const { remove, keep, isBusy } = usePrinciples()
  const { text, strength, since, bearsOn, pending, words } = principle
  return (
    <div className={styles.row}>
      <div>
        <p className={styles.text} dir="auto">
          {text}
        </p>
        <p className={styles.facts}>
          {STRENGTH_WORDS[strength]}, since {day(since)} · {strength === 'never' ? 'keeps out' : 'bears on'} {counted(bearsOn.count, 'state')}
          {words.length > 0 && ` · words: ${words.join(', ')}`}
        </p>
        {bearsOn.examples.length > 0 && (
          <details>
            <summary>Among them</summary>
            <ul className={styles.examples}>
              {bearsOn.examples.map((example) => (
                <li key={example}>{example}</li>
              ))}
            </ul>
          </details>
        )}
        {pending && (
          <p className={styles.pending}>
            {pending.what === 'removed' ? 'It is removed' : 'It is loosened'} on {day(pending.at)} at {clock(pending.at)}.{' '}
            <Button small waits={isBusy} aria-label={`Cancel that: ${text}`} onClick={() => void keep(principle)}>
              Cancel that
            </Button>
          </p>
        )}
      </div>
      <div className="row">
        <Button small aria-label={`Edit: ${text}`} onClick={onEdit}>
          Edit
        </Button>
        {pending?.what !== 'removed' && (
          <Button small kind="plain" waits={isBusy} aria-label={`Remove in 24 hours: ${text}`} onClick={() => void remove(principle)}>
            Remove…
          </Button>
        )}
      </div>
    </div>
  )
}
