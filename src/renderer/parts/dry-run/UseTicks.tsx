import { useDryRun } from '../../stores/dry-run.ts'
import { USES } from '../../words/uses.ts'
import styles from './UseTicks.module.css'

/** What it may be used for: three ticks, each its own, none of them set for anyone. */
export function UseTicks() {
  const { uses, allow } = useDryRun()
  return (
    <fieldset className={styles.uses}>
      <legend>What it may be used for</legend>
      {USES.map(({ id, label, says }) => (
        <label key={id}>
          <input type="checkbox" checked={uses[id]} onChange={(event) => allow(id, event.target.checked)} aria-labelledby={`use-${id}`} aria-describedby={`use-${id}-says`} />
          <b id={`use-${id}`}>{label}</b>
          <span id={`use-${id}-says`}>{says}</span>
        </label>
      ))}
    </fieldset>
  )
}
