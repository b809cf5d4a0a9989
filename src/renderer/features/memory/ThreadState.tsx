import { useId } from 'react'
import type { ThreadView } from '../../../agent/contract/index.ts'
import { useThreads } from '../../stores/threads.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { STATE_ORDER, STATE_WORDS } from '../../words/threads.ts'
import styles from './Threads.module.css'

/** The state, to be set by the person; what they set stays until they leave it to the words again. */
export function ThreadState({ thread }: Readonly<{ thread: ThreadView }>) {
  const correct = useThreads((state) => state.correct)
  const name = useId()
  return (
    <fieldset className={styles.correct}>
      <legend>{thread.stateBy === 'person' ? 'You set it' : 'Set it yourself'}</legend>
      {STATE_ORDER.map((state) => (
        <label key={state}>
          <input type="radio" name={name} value={state} checked={thread.state === state} onChange={() => void correct(thread, state)} />
          <span>{STATE_WORDS[state]}</span>
        </label>
      ))}
      {thread.stateBy === 'person' && <LinkButton onClick={() => void correct(thread, null)}>Leave it to the words</LinkButton>}
    </fieldset>
  )
}
