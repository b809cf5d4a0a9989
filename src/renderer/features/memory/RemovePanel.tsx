import { useEffect, useRef, useState } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { count } from '../../words/numbers.ts'
import { purgeLines } from '../../words/purge.ts'
import styles from './Panel.module.css'

/** What removing a source takes with it, before it does; nothing can be removed before that is seen. */
export function RemovePanel({ source }: Readonly<{ source: Source }>) {
  const { remove, lookAtRemoval, loss: found, error } = useSources()
  const [isRemoving, setRemoving] = useState(false)
  const panel = useRef<HTMLElement>(null)
  const { id, passages, isSample } = source
  useEffect(() => {
    panel.current?.querySelector<HTMLButtonElement>('button:last-of-type')?.focus()
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // What is read meanwhile goes with it too.
  useEffect(() => {
    void lookAtRemoval(source)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the source only what changes the answer
  }, [lookAtRemoval, id, passages])
  const loss = found?.sourceId === id ? found.loss : null
  const takeAway = async (): Promise<void> => {
    setRemoving(true)
    await remove(source)
    go('memory')
  }
  return (
    <section className={styles.panel} ref={panel} aria-label={`Preview of removing ${source.name}`}>
      <h2>
        <Icon name="close" small />
        <span dir="auto">{isSample ? 'Leave the sample notes' : `Remove ${source.name}`}</span>
      </h2>
      {loss ? (
        <ul className={styles.list}>
          {purgeLines(loss).map(({ number, text }) => (
            <li key={text}>
              <b>{number}</b>
              <span>{text}</span>
            </li>
          ))}
          {!isSample && (
            <li>
              <b>{count(source.notes)}</b>
              <span>{source.kind === 'chats' ? 'conversations in your export' : 'notes of yours'} left exactly as they are</span>
            </li>
          )}
        </ul>
      ) : (
        !error && <Waiting words="Working out what would go with it" />
      )}
      <p className="small muted">
        {isSample ? 'What you answered to cards of the sample goes with it.' : 'Ratings that you gave here stay; the quotes in them go.'} What is removed cannot be brought back{isSample ? '.' : '; the source can be read again.'}
      </p>
      <div className="row">
        <Button kind="danger" disabled={isRemoving || loss === null} onClick={() => void takeAway()}>
          {isSample ? 'Leave and remove' : 'Remove it'}
        </Button>
        <Button disabled={isRemoving} onClick={() => go('memory', 'source', id)}>
          Keep it
        </Button>
      </div>
    </section>
  )
}
