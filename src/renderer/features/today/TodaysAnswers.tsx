import { useEffect, useRef, useState } from 'react'
import type { RouteOutput } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import type { RequestError } from '../../request-error.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useNow } from '../../ui/use-now.ts'
import { clock } from '../../words/dates.ts'
import { answeredToday } from '../../words/today.ts'
import styles from './TodaysAnswers.module.css'

const MOST = 200

type Given = RouteOutput<'proposals.list'>

/** What was answered today, the latest first. Any of it can be answered anew: its card opens again, with its old seal. */
export function TodaysAnswers() {
  const { change, isSending } = useToday()
  const [given, setGiven] = useState<Given | null>(null)
  const [error, setError] = useState<RequestError | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const now = useNow()
  useEffect(() => {
    let isCurrent = true
    client.request('proposals.list', { limit: MOST }).then(
      (all) => isCurrent && setGiven(all),
      (thrown: unknown) => isCurrent && setError(noticeFailure(thrown)),
    )
    return () => {
      isCurrent = false
    }
  }, [])
  const answers = given && answeredToday(given, now)
  useEffect(() => {
    list.current?.querySelector('button')?.focus()
  }, [given])
  if (error) return <ErrorNote what="Today’s answers could not be read." message={error.message} code={error.code} />
  if (!answers) return null
  return (
    <div className={styles.given}>
      <p>A card that is opened again keeps its seal, which you have seen: its new answer teaches, and does not count on Trust.</p>
      <ul className={styles.answers} ref={list} aria-label="Today’s answers">
        {answers.map(({ id, text, said, at, undoId }) => (
          <li key={id}>
            <p className={styles.state} dir="auto">
              {text}
            </p>
            <p className={styles.said}>
              {said}, {clock(at)}
            </p>
            <Button small waits={isSending} aria-label={`Change this answer: ${text}`} onClick={() => void change(id, undoId)}>
              Change
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
