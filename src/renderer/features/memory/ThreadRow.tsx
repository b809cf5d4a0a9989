import { useEffect, useId, useRef } from 'react'
import type { ComponentProps } from 'react'
import type { ThreadView } from '../../../agent/contract/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { shortDay } from '../../words/dates.ts'
import { capital, counted } from '../../words/numbers.ts'
import { STATE_WORDS } from '../../words/threads.ts'
import { ThreadDetail } from './ThreadDetail.tsx'
import styles from './Threads.module.css'

type Item = Pick<ComponentProps<'li'>, 'style' | 'aria-setsize' | 'aria-posinset'> & Readonly<{ 'data-index': number }>
type ThreadRowProps = Item & Readonly<{ measure: (row: HTMLElement | null) => void; thread: ThreadView; isOpen: boolean; onToggle: () => void }>

/** One aim: in the person's words, its state, how much there is of it; opens to all of it. */
export function ThreadRow({ thread, isOpen, onToggle, measure, ...item }: ThreadRowProps) {
  const { aim, state, evidence, topic, at } = thread
  const head = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (isOpen) head.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li ref={measure} className={styles.thread} data-open={isOpen || undefined} {...item}>
      <button ref={head} type="button" className={styles.head} data-thread data-row aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={onToggle}>
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
