import { useEffect, useRef, useState } from 'react'
import type { BackupView } from '../../../agent/contract/index.ts'
import { useData } from '../../stores/data.ts'
import { Button } from '../../ui/Button.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { clock, longDay } from '../../words/dates.ts'
import { bytes, counted } from '../../words/numbers.ts'
import styles from './Settings.module.css'

/** Copies of what was said: one a day, seven kept; what is forgotten leaves them too. */
export function Backups() {
  const { backups, isBusy, error, make, restore } = useData()
  const [asked, setAsked] = useState<string | null>(null)
  if (!backups) return <li>{error ? <p>No list of backups.</p> : <Waiting words="Looking for backups" />}</li>
  const latest = backups.find(({ problem }) => problem === null)
  return (
    <li>
      <span className={styles.name}>Backups</span>
      <div className={styles.value}>
        {latest ? `The last one is of ${longDay(latest.at)}, ${clock(latest.at)}` : 'None yet: one is made each day once something was rated'}
        <span>
          {latest?.checkedAt ? 'Restored to a scratch folder and compared: equal. ' : ''}They lie in the same folder, hold what you said, no passage and no key of a server, and what you forget leaves them
        </span>
        {backups.length > 0 && (
          <details>
            <summary>{counted(backups.length, 'backup')}</summary>
            <ul className={styles.backups}>
              {backups.map((backup) => (
                <Row key={backup.id} backup={backup} isAsked={asked === backup.id} isBusy={isBusy} onAsk={setAsked} onRestore={() => void restore(backup.id)} />
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button small waits={isBusy} onClick={() => void make()}>
        {isBusy ? 'Working' : 'Back up now'}
      </Button>
    </li>
  )
}

type RowProps = Readonly<{ backup: BackupView; isAsked: boolean; isBusy: boolean; onAsk: (id: string | null) => void; onRestore: () => void }>

function Row({ backup: { id, at, bytes: size, rows, problem }, isAsked, isBusy, onAsk, onRestore }: RowProps) {
  const name = `${longDay(at)}, ${clock(at)}`
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isAsked) keep.current?.focus()
  }, [isAsked])
  if (problem !== null) {
    return (
      <li>
        <span>
          {name} <span className="faint">· {problem}</span>
        </span>
      </li>
    )
  }
  return (
    <li>
      <span>
        {name} <span className="faint">· {counted(rows, 'row')}, {bytes(size)}</span>
      </span>
      {isAsked ? (
        <span className="row">
          <span className="small">What is here now is backed up first.</span>
          <Button small kind="danger" waits={isBusy} onClick={onRestore}>
            Put it in its place
          </Button>
          <Button small ref={keep} onClick={() => onAsk(null)}>
            Keep what is here
          </Button>
        </span>
      ) : (
        <Button small kind="plain" waits={isBusy} aria-label={`Restore the backup of ${name}`} onClick={() => onAsk(id)}>
          Restore…
        </Button>
      )}
    </li>
  )
}
