import type { Tray } from '../../../agent/contract/index.ts'
import { LastStrip } from '../../parts/deck/LastStrip.tsx'
import { go } from '../../stores/address.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { capital, spelled } from '../../words/numbers.ts'
import styles from './TrayEnd.module.css'

/** Nothing is left to answer: the day's end, or a day on which nothing was worth an interruption. */
export function TrayEnd({ tray }: Readonly<{ tray: Tray }>) {
  const { openFive, isSending } = useToday()
  const answered = tray.answered > 0 ? `${capital(spelled(tray.answered, ''))}`.trim() : ''
  return (
    <>
      {tray.last && <LastStrip last={tray.last} />}
      <section className={styles.end} aria-labelledby="end">
        <h2 className={styles.words} id="end">
          {tray.end ?? 'Nothing waits here.'}
        </h2>
        {answered !== '' && <p className="muted">{answered} answered. The next tray is set out tomorrow; five more are here whenever you open them.</p>}
        <div className={styles.ways}>
          <Button cap="R" keys="r" disabled={isSending} onClick={() => void openFive('state', 5)}>
            {answered === '' ? 'Rate five' : 'Rate five more'}
          </Button>
          <Button kind="plain" disabled={isSending} onClick={() => void openFive('pair', 5)}>
            Choose between two
          </Button>
          <Button kind="plain" icon="edit" onClick={() => go('today', 'write')}>
            Write a state of your own
          </Button>
        </div>
      </section>
    </>
  )
}
