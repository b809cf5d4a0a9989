import { useState } from 'react'
import { useApp } from '../../stores/app.ts'
import { useData } from '../../stores/data.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { bytes, count } from '../../words/numbers.ts'
import styles from './EraseDialog.module.css'

const WORD = 'erase'

/** What goes and what stays, and the word that has to be typed. */
export function EraseDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const { size, isBusy, error, erase, exportAll } = useData()
  const ratings = useApp((state) => state.status?.ratings ?? 0)
  const [exported, setExported] = useState<string | null>(null)
  const [isExporting, setExporting] = useState(false)
  const save = async (): Promise<void> => {
    setExporting(true)
    setExported(await exportAll())
    setExporting(false)
  }
  const [word, setWord] = useState('')
  const [withBackups, setBackups] = useState(false)
  return (
    <Dialog label="Erase everything" className={styles.dialog} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (word === WORD) void erase(withBackups)
        }}
      >
        <h2>Erase everything</h2>
        <p>This goes, and cannot be brought back:</p>
        <ul>
          <li>every rating ({count(ratings)} so far), every principle and what Tacit believes</li>
          <li>every source with its passages and their vectors, and what a model wrote</li>
          <li>settings, the network counter and downloaded models{size && `, ${bytes(size.total)} in all`}</li>
        </ul>
        <p>Your notes and chats stay as they are: they lie elsewhere and are never changed.</p>
        <label className={styles.tick}>
          <input type="checkbox" checked={withBackups} onChange={() => setBackups(!withBackups)} />
          The backups too
        </label>
        <label className={styles.word}>
          <span>Type the word {WORD}</span>
          <input value={word} autoComplete="off" spellCheck={false} onChange={(event) => setWord(event.target.value)} />
        </label>
        {error && <ErrorNote what={error.what} message={error.message} code={error.code} />}
        {exported !== null && (
          <p className={styles.exported}>
            Exported to {exported}, restored to a scratch folder and compared: equal. Put into the folder “backups”, it can be restored.
          </p>
        )}
        <div className="row">
          <Button kind="danger" submits disabled={word !== WORD} waits={isBusy}>
            {isBusy && !isExporting ? 'Erasing' : 'Erase everything'}
          </Button>
          <Button onClick={onClose}>Keep it</Button>
          <span className="spacer" />
          <Button kind="plain" waits={isBusy} onClick={() => void save()}>
            {isExporting ? 'Exporting' : 'Export everything first'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
