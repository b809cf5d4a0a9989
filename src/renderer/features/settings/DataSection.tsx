import { say } from '../../stores/announcer.ts'
import { go } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { counted } from '../../words/numbers.ts'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function DataSection({ status }: SectionProps) {
  const sources = useSources((state) => state.sources)
  const sample = sources?.find((source) => source.isSample)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(status.home)
    say('The folder’s path is copied.')
  }
  return (
    <>
      <h2>Everything is in one folder on this computer.</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Folder</span>
          <div className={styles.value}>
            <code>{status.home}</code>
            <span>Your notes are elsewhere, and are never changed</span>
          </div>
          <Button small onClick={() => void copy()}>
            Copy path
          </Button>
        </li>
        <li>
          <span className={styles.name}>Profile</span>
          <div className={styles.value}>
            What Tacit believes, to take away
            <span>A page to read, and a file for programs</span>
          </div>
          <Button small onClick={() => go('you', 'export')}>
            Export profile
          </Button>
        </li>
        {sample && (
          <li>
            <span className={styles.name}>Sample notes</span>
            <div className={styles.value}>
              {counted(sample.passages, 'passage')} of an invented person
              <span>Leaving removes all of them</span>
            </div>
            <Button small kind="danger" onClick={() => go('memory', 'source', sample.id, 'remove')}>
              Leave the sample notes
            </Button>
          </li>
        )}
      </ul>
    </>
  )
}
