import type { ThreadView } from '../../../agent/contract/index.ts'
import { useThreads } from '../../stores/threads.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { STATE_ORDER, STATE_WORDS } from '../../words/threads.ts'
import styles from './Threads.module.css'

/** The state, to be set by the person; what they set stays until they leave it to the words again. */
export function ThreadState({ thread }: Readonly<{ thread: ThreadView }>) {
  const correct = useThreads((state) => state.correct)
  const isSet = thread.stateBy === 'person'
  /** The way back goes with the press, so the focus goes to the state that holds now. */
  const leave = async (group: HTMLElement | null): Promise<void> => {
    await correct(thread, null)
    group?.querySelector<HTMLElement>('[aria-pressed]')?.focus()
  }
  return (
    <div className={styles.correct} role="group" aria-label="How it stands">
      <span>{isSet ? 'You set it:' : 'Set it yourself:'}</span>
      {STATE_ORDER.map((state) => (
        <Chip key={state} pressed={isSet && thread.state === state} onClick={() => void correct(thread, state)}>
          <span>{STATE_WORDS[state]}</span>
        </Chip>
      ))}
      {isSet && <LinkButton onClick={(event) => void leave(event.currentTarget.parentElement)}>Leave it to the words</LinkButton>}
    </div>
  )
}
