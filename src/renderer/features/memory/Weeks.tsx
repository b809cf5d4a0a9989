import { useEffect } from 'react'
import { canAskEarlier, useAudit } from '../../stores/audit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useNow } from '../../ui/use-now.ts'
import { hasAnything, weekSentence } from '../../words/audit.ts'
import { WeekView } from './WeekView.tsx'
import styles from './Weeks.module.css'

export function WeeksLede() {
  const weeks = useAudit((state) => state.weeks)
  return (
    <>
      <p className="lede" id="lede">
        {weeks === null ? 'What came in.' : weeks[0] ? weekSentence(weeks[0]) : 'Nothing came in yet.'}
      </p>
      <p className="under">A passage becomes evidence only with the exact words that it rests on, and a reason. What is thrown out does not come back.</p>
    </>
  )
}

/** What came in week by week, each claim with its words; any of it can be thrown out. */
export function Weeks() {
  const { weeks, asked, error, load, earlier } = useAudit()
  const now = useNow()
  useEffect(() => {
    void load()
  }, [load])
  return (
    <>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      {weeks === null && !error && <Waiting words="Reading what came in" rows={4} />}
      {weeks?.map((week, index) => (index === 0 || hasAnything(week)) && <WeekView key={week.from} week={week} now={now} isFirst={index === 0} />)}
      {weeks !== null && weeks.length >= asked && canAskEarlier(asked) && (
        <p className={styles.more}>
          <Button small onClick={() => void earlier()}>
            Earlier weeks
          </Button>
        </p>
      )}
    </>
  )
}
