import { EditState } from '../../parts/deck/EditState.tsx'
import { useToday } from '../../stores/today.ts'
import styles from './WriteOwn.module.css'

/** A state of the person's own: kept apart from Tacit's, and then rated like any other. */
export function WriteOwn({ onEnd }: Readonly<{ onEnd: () => void }>) {
  const { write, isSending } = useToday()
  const keep = async (text: string): Promise<void> => {
    await write(text)
    if (!useToday.getState().error) onEnd()
  }
  return (
    <section className={styles.card} aria-labelledby="write-own">
      <h2 id="write-own">A state of your own</h2>
      <p className="small muted">Something that you would want to be so, or not. It is kept apart from Tacit’s, and you rate it next.</p>
      <EditState label="A state of your own" before="" keepWords="Keep it and rate it" isSending={isSending} onKeep={(text) => void keep(text)} onCancel={onEnd} />
    </section>
  )
}
