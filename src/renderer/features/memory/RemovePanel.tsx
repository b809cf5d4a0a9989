import { useEffect, useRef, useState } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { count } from '../../words/numbers.ts'
import styles from './Panel.module.css'

/** What removing a source takes with it, before it does. */
export function RemovePanel({ source }: Readonly<{ source: Source }>) {
  const remove = useSources((state) => state.remove)
  const [isRemoving, setRemoving] = useState(false)
  const keep = useRef<HTMLDivElement>(null)
  useEffect(() => {
    keep.current?.querySelector<HTMLButtonElement>('button:last-child')?.focus()
  }, [])
  const takeAway = async (): Promise<void> => {
    setRemoving(true)
    await remove(source)
    go('memory')
  }
  return (
    <section className={styles.panel} aria-label={`Preview of removing ${source.name}`}>
      <h2>
        <Icon name="close" small />
        {source.isSample ? 'Leave the sample notes' : `Remove ${source.name}`}
      </h2>
      <ul className={styles.list}>
        <li>
          <b>{count(source.passages)}</b>
          <span>passages removed, with their vectors</span>
        </li>
        {!source.isSample && (
          <li>
            <b>{count(source.notes)}</b>
            <span>notes of yours left exactly as they are</span>
          </li>
        )}
      </ul>
      <p className="small muted">
        {source.isSample
          ? 'Waiting cards of the sample go, and what you answered to them is forgotten. What was removed is counted afterwards.'
          : 'Waiting proposals that quote them are withdrawn. Your ratings stay; the quotes in them go. What was removed is counted afterwards.'}
      </p>
      <div className="row" ref={keep}>
        <Button kind="danger" disabled={isRemoving} onClick={() => void takeAway()}>
          {source.isSample ? 'Leave and remove' : 'Remove it'}
        </Button>
        <Button disabled={isRemoving} onClick={() => go('memory', 'source', source.id)}>
          Keep it
        </Button>
      </div>
    </section>
  )
}
