import { useState } from 'react'
import type { Models, WritingRun } from '../../../../agent/contract/index.ts'
import { useApp } from '../../../stores/app.ts'
import { useWriting } from '../../../stores/writing.ts'
import { Button, LinkButton } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { formatAddress } from '../../../words/address.ts'
import { capital, count } from '../../../words/numbers.ts'
import { rateNumber } from '../../../words/models.ts'
import { rejectedCount, runWords, workDay, workTime, workWords } from '../../../words/writing.ts'
import rows from '../Settings.module.css'
import styles from './Models.module.css'

const AT_ONCE = 5

/** What the model wrote by itself, what was thrown out and why, and writing on request. */
export function Writing({ models, hasWriter }: Readonly<{ models: Models; hasWriter: boolean }>) {
  const { since, run, error, now, stop } = useWriting()
  const [isOpen, setOpen] = useState(false)
  const days = models.writing.filter(({ written, seconds }) => written > 0 || seconds > 0)
  const [latest] = days
  const backend = models.loaded?.backend ?? models.models.find(({ kind, isChosen }) => kind === 'chat' && isChosen)?.speed?.backend ?? 'cpu'
  const isTold = useApp((state) => (state.settings?.writingSeconds ?? 0) > 0)
  return (
    <li className={styles.wideRow}>
      <span className={rows.name}>Writing</span>
      <div className={rows.value}>
        {latest ? `${workDay(latest)}: ${workWords(latest, backend)}` : 'Nothing was written by itself yet'}
        <span>
          {!hasWriter ? 'There is nothing to write with' : !isTold ? 'It writes nothing by itself' : (models.writingWaits ?? 'It may write now, within its time')}
          {latest && (
            <>
              {' · '}
              <LinkButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                {isOpen ? 'Hide what was thrown out' : 'What was thrown out'}
              </LinkButton>
            </>
          )}
        </span>
        {since !== null && <Going since={since} rate={models.loaded?.state === 'working' ? models.loaded.tokensPerSecond : null} isWaking={models.loaded === null || models.loaded.state === 'loading'} />}
      </div>
      <Button small disabled={!hasWriter} onClick={() => void (since === null ? now(AT_ONCE) : stop())}>
        {since === null ? 'Write five now' : 'Stop writing'}
      </Button>
      {error && (
        <div className={styles.below}>
          <ErrorNote what={error.what} message={error.message} code={error.code} onAction={() => void now(AT_ONCE)} />
        </div>
      )}
      {run && <Result run={run} />}
      {isOpen && (
        <div className={styles.below}>
          <Days days={days} />
        </div>
      )}
    </li>
  )
}

function Going({ since, rate, isWaking }: Readonly<{ since: number; rate: number | null; isWaking: boolean }>) {
  const at = useNow(1000)
  const words = rate === null ? (isWaking ? 'Waking the model' : 'Writing') : `Writing, ${rateNumber(rate)} tokens a second`
  return <p className={styles.going}>{`${words}, ${workTime(Math.max(0, at - since) / 1000)} so far`}</p>
}

function Result({ run }: Readonly<{ run: WritingRun }>) {
  return (
    <div className={styles.result}>
      <p>{runWords(run)}</p>
      {run.kept.length > 0 && (
        <ul>
          {run.kept.map(({ id, text, quotes }) => (
            <li key={id}>
              <p className={styles.state} dir="auto">
                {text}
              </p>
              {quotes.map((quote) => (
                <blockquote key={quote} dir="auto">
                  “{quote}”
                </blockquote>
              ))}
            </li>
          ))}
        </ul>
      )}
      {rejectedCount(run.rejected) > 0 && <Reasons rejected={run.rejected} />}
      {run.kept.length > 0 && (
        <p>
          They are among what may be proposed now. <a href={formatAddress('today')}>Go to Today</a>
        </p>
      )}
    </div>
  )
}

const Reasons = ({ rejected }: Readonly<{ rejected: WritingRun['rejected'] }>) => (
  <ul className={styles.reasons} aria-label="Thrown out">
    {rejected.map(({ reason, count: n }) => (
      <li key={reason}>
        <span>{capital(reason)}</span> <span>{count(n)}</span>
      </li>
    ))}
  </ul>
)

function Days({ days }: Readonly<{ days: Models['writing'] }>) {
  return (
    <table className={styles.days}>
      <caption>What the model wrote by itself, by day, and why it was thrown out.</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Time</th>
          {['Written', 'Kept'].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
          <th scope="col">Thrown out</th>
        </tr>
      </thead>
      <tbody>
        {days.map((each) => (
          <tr key={each.day}>
            <td>{workDay(each)}</td>
            <td>
              {workTime(each.seconds)} of {workTime(each.budgetSeconds)}
            </td>
            <td className="num">{count(each.written)}</td>
            <td className="num">{count(each.kept)}</td>
            <td>{each.rejected.map(({ reason, count: n }) => `${count(n)} ${reason}`).join(', ') || 'none'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
