import type { Backend, Models } from '../../../../agent/contract/index.ts'
import { useBusy, useFailure, useModels } from '../../../stores/models.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { hardwareWords } from '../../../words/models.ts'
import { capital } from '../../../words/numbers.ts'
import styles from './Models.module.css'

/** What this machine computes with, and for each back-end that is not in use why not. */
export function Machine({ models: { hardware } }: Readonly<{ models: Models }>) {
  const test = useModels((state) => state.test)
  const isTesting = useBusy('test')
  const failure = useFailure('test')
  const others = hardware.backends.filter(({ isUsed }) => !isUsed)
  return (
    <div className={styles.machine}>
      <div className={styles.found}>
        <p>
          {capital(hardwareWords(hardware))}. <span className="faint">{hardware.processor}</span>
        </p>
        <Button small waits={isTesting} onClick={() => void test()}>
          {isTesting ? 'Testing' : 'Test again'}
        </Button>
      </div>
      {others.length > 0 && (
        <ul className={styles.whyNot} aria-label="Back-ends that are not used">
          {others.map((backend) => (
            <li key={backend.id}>
              <b>Why not {backend.name}?</b> {whyNot(backend)}
            </li>
          ))}
        </ul>
      )}
      {failure && <ErrorNote what="The test did not come to an end." message={failure.message} code={failure.code} onAction={() => void test()} />}
    </div>
  )
}

const whyNot = ({ reason, fix }: Backend): string => [reason, fix].filter(Boolean).map((words) => `${capital(words!).replace(/[^.]$/, '$&.')}`).join(' ')
