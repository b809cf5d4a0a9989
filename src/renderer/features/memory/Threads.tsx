import { useEffect } from 'react'
import type { ThreadView } from '../../../agent/contract/index.ts'
import { go, replace, useAddress } from '../../stores/address.ts'
import { useThreads } from '../../stores/threads.ts'
import { Chip } from '../../ui/Chip.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useLongList } from '../../ui/use-long-list.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { counted } from '../../words/numbers.ts'
import { STATE_ORDER, STATE_WORDS, threadsLede } from '../../words/threads.ts'
import { ThreadRow } from './ThreadRow.tsx'
import styles from './Threads.module.css'

const ROW_PX = 71
const idOf = ({ id }: ThreadView): string => id

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
  const { list, rows, afterPx, measure, onFocus, onKeyDown } = useLongList<ThreadView, HTMLUListElement>({ items: threads, idOf, rowPx: ROW_PX, openId: id, more: total !== null && threads.length < total ? more : null })
  useEffect(() => {
    void load()
  }, [load])
  const toggle = (threadId: string): void => (threadId === id ? replace('memory', 'threads') : go('memory', 'threads', threadId))
  return (
    <>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys that move between the controls inside */}
      <ul ref={list} className={styles.threads} style={{ paddingBlockEnd: afterPx }} aria-label="Threads" onFocus={onFocus} onKeyDown={onKeyDown}>
        {rows.map(({ item: thread, id: threadId, index, gapPx }) => (
          <ThreadRow
            key={threadId}
            measure={measure}
            thread={thread}
            isOpen={threadId === id}
            onToggle={() => toggle(threadId)}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={Math.max(total ?? 0, threads.length)}
            style={{ marginBlockStart: gapPx }}
          />
        ))}
      </ul>
    </>
  )
}
