import { useState } from 'react'
import type { Tray } from '../../../agent/contract/index.ts'
import { useCardFocus } from '../../parts/deck/use-card-focus.ts'
import { LastStrip } from '../../parts/deck/LastStrip.tsx'
import { go } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { endWords } from '../../words/today.ts'
import { TodaysAnswers } from './TodaysAnswers.tsx'
import styles from './TrayEnd.module.css'

/** Nothing is left to answer: the day's end, or a day on which nothing was worth an interruption. */
export function TrayEnd({ tray }: Readonly<{ tray: Tray }>) {
  const { openFive, leaveFive, isSending } = useToday()
  const section = useCardFocus<HTMLElement>('end', false)
  const status = useApp((state) => state.status)
  const [isChanging, setChanging] = useState(false)
  const { lede, under } = endWords(tray, status ?? { ratings: 0, needed: 0 })
  const isNothing = tray.mode === 'tray' && tray.answered === 0 && !tray.last && status !== null && status.ratings >= status.needed
  // The day's end holds nothing that goes on; what else can be done is in Find or do.
  const isDayEnd = tray.mode === 'tray' && tray.end !== null && status !== null && status.ratings >= status.needed
  return (
    <>
      {tray.last && <LastStrip last={tray.last} />}
      <section className={styles.end} ref={section} tabIndex={-1} aria-labelledby="lede">
        <h2 className={styles.lede} id="lede">
          {lede}
        </h2>
        {under !== '' && <p className="muted">{under}</p>}
        <div className={styles.ways}>
          <Button kind={tray.answered === 0 ? 'primary' : 'secondary'} cap="R" keys="r" disabled={isSending} onClick={() => void openFive('state', 5)}>
            {tray.answered === 0 ? 'Rate five' : 'Rate five more'}
          </Button>
          {!isDayEnd && (
            <Button kind="plain" disabled={isSending} onClick={() => void openFive('pair', 5)}>
              Choose between two
            </Button>
          )}
          {tray.mode === 'five' && (
            <Button kind="plain" disabled={isSending} onClick={() => void leaveFive()}>
              Back to the tray
            </Button>
          )}
          {!isDayEnd && (
            <Button kind="plain" icon="edit" onClick={() => go('today', 'write')}>
              Write a state of your own
            </Button>
          )}
          {tray.last && (
            <Button kind="plain" aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
              Change an answer
            </Button>
          )}
          {isNothing && (
            <Button kind="plain" onClick={() => go('trust', 'quiet')}>
              See what came nearest
            </Button>
          )}
        </div>
        {isChanging && <TodaysAnswers />}
      </section>
    </>
  )
}
