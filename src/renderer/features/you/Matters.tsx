import { go } from '../../stores/address.ts'
import { usePoles } from '../../stores/poles.ts'
import { PoleTicks } from '../../parts/poles/PoleTicks.tsx'
import { Button } from '../../ui/Button.tsx'
import styles from './You.module.css'

/** Which poles matter, said of no state in particular; asked in the first run, and to be changed here. */
export function Matters() {
  const { isSaving, axes, save } = usePoles()
  return (
    <section className={styles.matters} aria-labelledby="matters">
      <h2 id="matters">Which of these matter to you?</h2>
      <p className="under">At most five. Each counts as less than one rating, and stands among the evidence of its axis.</p>
      <PoleTicks />
      <div className={styles.ways}>
        <Button kind="plain" onClick={() => go('you')}>
          Back
        </Button>
        <span className="spacer" />
        <Button kind="primary" disabled={axes === null} waits={isSaving} onClick={() => void save().then((isKept) => isKept && go('you'))}>
          Keep these
        </Button>
      </div>
    </section>
  )
}
