import { useEffect, useId, useRef } from 'react'
import type { ThreadView } from '../../../agent/contract/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { shortDay } from '../../words/dates.ts'
import { capital, counted } from '../../words/numbers.ts'
import { STATE_WORDS } from '../../words/threads.ts'
import { ThreadDetail } from './ThreadDetail.tsx'
import styles from './Threads.module.css'

type ThreadRowProps = Readonly<{ thread: ThreadView; isOpen: boolean; onToggle: () => void }>

/** One aim: in the person's words, its state, how much there is of it; opens to all of it. */
export function ThreadRow({ thread, isOpen, onToggle }: ThreadRowProps) {
  const { aim, state, evidence, topic, at } = thread
  const row = useRef<HTMLLIElement>(null)
  const id = useId()
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li ref={row} className={styles.thread} data-open={isOpen || undefined}>
      <button type="button" className={styles.head} data-thread aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={onToggle}>
        <span className={styles.aim} dir="auto">
          {aim.text}
        </span>
        <span className={styles.state}>
          <i data-state={state} aria-hidden="true" />
          {STATE_WORDS[state]}
        </span>
        <span className={styles.about}>
          {[counted(evidence.length, 'passage'), topic === null ? null : capital(topic), `last ${shortDay(at)}`].filter(Boolean).join(' · ')}
        </span>
        <Icon name={isOpen ? 'back' : 'go'} small className={styles.turn} />
      </button>
      {isOpen && <ThreadDetail id={id} thread={thread} />}
    </li>
  )
}
