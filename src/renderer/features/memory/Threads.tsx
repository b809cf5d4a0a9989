import { useEffect } from 'react'
import { go, replace, useAddress } from '../../stores/address.ts'
import { useThreads } from '../../stores/threads.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { counted } from '../../words/numbers.ts'
import { STATE_ORDER, STATE_WORDS, threadsLede } from '../../words/threads.ts'
import { ThreadRow } from './ThreadRow.tsx'
import styles from './Threads.module.css'

export function ThreadsLede() {
  const counts = useThreads((state) => state.counts)
  return (
    <>
      <p className="lede" id="lede">
        {threadsLede(counts)}
      </p>
      <p className="under">Passages that come back to one aim, over time. A thread is a reading of your words and no evidence of what you want; you can correct it.</p>
    </>
  )
}

/** Each aim in the person's exact words, with its state, what it rests on and what it leaves open. */
export function Threads() {
  const [, id] = useAddress((state) => state.path)
  const { filter, threads, total, isLooking, error, load, show, more } = useThreads()
  useEffect(() => {
    void load()
  }, [load])
  const toggle = (threadId: string): void => (threadId === id ? replace('memory', 'threads') : go('memory', 'threads', threadId))
  return (
    <>
      {error && <ErrorNote what="That could not be done." message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      <div className={styles.filters}>
        <div className="row" role="group" aria-label="State">
          {([null, ...STATE_ORDER] as const).map((state) => (
            <Chip key={state} pressed={filter === state} onClick={() => void show(state)}>
              <span>{state === null ? 'All' : STATE_WORDS[state]}</span>
            </Chip>
          ))}
        </div>
        <span className={styles.total}>{total === null ? '' : counted(total, 'thread')}</span>
      </div>
      {total === null && !error && <Waiting words="Reading the threads" rows={4} />}
      {isLooking && <p className={styles.none}>Looking through what was read; there may be more.</p>}
      {total === 0 && !isLooking && <p className={styles.none}>{filter === null ? 'Nothing that was read comes back to one aim yet.' : `No thread is ${filter}.`}</p>}
      <ul className={styles.threads} aria-label="Threads">
        {threads.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} isOpen={thread.id === id} onToggle={() => toggle(thread.id)} />
        ))}
      </ul>
      {total !== null && threads.length < total && (
        <p className={styles.more}>
          <Button small onClick={() => void more()}>
            Show {Math.min(50, total - threads.length)} more
          </Button>
          <span className="small faint">
            {threads.length} of {counted(total, 'thread')}
          </span>
        </p>
      )}
    </>
  )
}
