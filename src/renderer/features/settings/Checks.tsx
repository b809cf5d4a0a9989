import { useDoctor } from '../../stores/doctor.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { capital, spelled } from '../../words/numbers.ts'
import styles from './Settings.module.css'

/** What works on this machine and what does not, each with a way on. */
export function Checks() {
  const { findings, isLooking, error, look } = useDoctor()
  const failed = findings?.filter((finding) => !finding.ok).length ?? 0
  const heading = findings === null ? 'What works here.' : failed === 0 ? 'Everything that was checked works.' : `${capital(spelled(failed, 'part'))} ${failed === 1 ? 'does' : 'do'} not work as ${failed === 1 ? 'it' : 'they'} should.`
  return (
    <>
      <h2>{heading}</h2>
      {error && <ErrorNote what="The checks did not run." message={error.message} code={error.code} onAction={() => void look()} />}
      {findings === null && !error && <Waiting words="Checking what works on this machine" />}
      <ul>
        {findings?.map((finding) => (
          <li key={`${finding.part} ${finding.text}`} className={classes(styles.finding, !finding.ok && styles.bad)}>
            <Icon name={finding.ok ? (finding.isAbsent ? 'absent' : 'check') : 'warning'} />
            <div>
              <p>
                <b>{capital(finding.part)}</b>
                {!finding.ok && <span className="sr"> does not work</span>}
                {finding.isAbsent && <span className="sr"> is not here</span>}
              </p>
              <p className="small muted">{finding.text}</p>
              {finding.fix && <p className="small">{finding.fix}</p>}
            </div>
          </li>
        ))}
      </ul>
      <p className="row">
        <Button small waits={isLooking} onClick={() => void look()}>
          {isLooking && findings ? 'Checking' : 'Check again'}
        </Button>
      </p>
    </>
  )
}
