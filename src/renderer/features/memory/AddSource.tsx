import { useEffect } from 'react'
import { canChoose } from '../../api.ts'
import { DryRunOf } from '../../parts/dry-run/DryRunOf.tsx'
import { DryRunView } from '../../parts/dry-run/DryRunView.tsx'
import { chooseAndLook, PathField } from '../../parts/dry-run/PathField.tsx'
import { ReadButton } from '../../parts/dry-run/ReadButton.tsx'
import { UseTicks } from '../../parts/dry-run/UseTicks.tsx'
import { go } from '../../stores/address.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import styles from './Memory.module.css'

/** The same dry run as in the first run: nothing is read before the person has seen what would be. */
export function AddSource() {
  const { run, path, error, isLooking, look, clear } = useDryRun()
  useEffect(() => () => clear(), [clear])
  return (
    <div className={styles.memory}>
      <p className="lede" id="lede">
        {run ? 'This is what would be read.' : 'Choose what it may read.'}
      </p>
      <p className="under">
        {run
          ? <DryRunOf run={run} />
          : 'First a dry run: how much there is, three examples, and what would be kept out. Nothing is stored before you agree.'}
      </p>
      {error && <ErrorNote what="That was not looked through." message={error.message} code={error.code} onAction={() => void (path !== undefined && look(path))} />}
      {!run && <PathField isFirst={!isLooking} />}
      {run && <DryRunView run={run} />}
      <div className={styles.consent}>
        {run && <UseTicks />}
        <div className="row">
          <Button kind="plain" onClick={() => go('memory')}>
            Back
          </Button>
          <span className="spacer" />
          {isLooking && <span className="small muted">Looking through it</span>}
          {(!run || !run.isSample) && <Button onClick={() => void look(null)}>{run ? 'Sample notes instead' : 'Try with sample notes'}</Button>}
          {(canChoose || run) && (
            <Button kind={run ? 'secondary' : 'primary'} onClick={() => (canChoose ? void chooseAndLook() : clear())}>
              {run ? 'Another one' : 'Choose a folder of notes'}
            </Button>
          )}
          {run && <ReadButton run={run} onRead={() => go('memory')} />}
        </div>
      </div>
    </div>
  )
}
