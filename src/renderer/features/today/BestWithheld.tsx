import { useEffect, useState } from 'react'
import type { KeptQuiet } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import type { RequestError } from '../../request-error.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useTrust } from '../../stores/trust.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useNow } from '../../ui/use-now.ts'
import { formatAddress } from '../../words/address.ts'
import { bestSinceYesterday, REASONS } from '../../words/quiet.ts'
import styles from './TrayFoot.module.css'

/** What came nearest to being said, with its reason. What was expected of it stays sealed, since it may still be rated. */
export function BestWithheld({ canPut }: Readonly<{ canPut: boolean }>) {
  const { put, isPutting, failed } = useTrust()
  const [held, setHeld] = useState<readonly KeptQuiet[] | null>(null)
  const [error, setError] = useState<RequestError | null>(null)
  const now = useNow()
  useEffect(() => {
    let isCurrent = true
    client.request('quiet.list', {}).then(
      (all) => isCurrent && setHeld(all),
      (thrown: unknown) => isCurrent && setError(noticeFailure(thrown)),
    )
    return () => {
      isCurrent = false
    }
  }, [])
  const trouble = error ?? failed.put
  const best = held && bestSinceYesterday(held, now)
  return (
    <section className={styles.best} aria-label="The best one withheld">
      {trouble && <ErrorNote what={error ? 'What was kept quiet could not be read.' : 'It was not put in the tray.'} message={trouble.message} code={trouble.code} />}
      {best && (
        <>
          <p className={styles.state} dir="auto">
            {best.text}
          </p>
          <p>Kept quiet: {REASONS[best.reason]}.</p>
        </>
      )}
      {held && !best && <p>It was answered since, or what it rests on is gone.</p>}
      <p className={styles.ways}>
        {best?.canBePut && canPut && (
          <Button small waits={isPutting} onClick={() => void put(best.id, false)}>
            Put it in the tray
          </Button>
        )}
        <a href={formatAddress('trust', 'quiet')}>All of them, with what was expected, on Trust</a>
      </p>
    </section>
  )
}
