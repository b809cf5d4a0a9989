import { useEffect, useState } from 'react'
import { say } from '../../stores/announcer.ts'
import { go } from '../../stores/address.ts'
import { useData } from '../../stores/data.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { bytes, counted } from '../../words/numbers.ts'
import { Backups } from './Backups.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function DataSection({ status }: SectionProps) {
  const sources = useSources((state) => state.sources)
  const { size, error, load } = useData()
  const [isErasing, setErasing] = useState(false)
  useEffect(() => {
    void load()
  }, [load])
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
            <code dir="auto">{status.home}</code>
            <span>
              {size && `${bytes(size.total)}: ${size.parts.slice(0, 3).map((part) => `${part.name.toLowerCase()} ${bytes(part.bytes)}`).join(', ')}. `}Your notes are elsewhere, and are never changed
            </span>
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
        <Backups />
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
        <li>
          <span className={styles.name}>Erase</span>
          <div className={styles.value}>
            All that Tacit holds, and what it learnt
            <span>It asks first, and says what goes and what stays</span>
          </div>
          <Button small kind="danger" onClick={() => setErasing(true)}>
            Erase everything…
          </Button>
        </li>
      </ul>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} onAction={() => void load()} />}
      {isErasing && <EraseDialog onClose={() => setErasing(false)} />}
    </>
  )
}
