import { useState } from 'react'
import { go } from '../../stores/address.ts'
import { useData } from '../../stores/data.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { bytes } from '../../words/numbers.ts'
import styles from './EraseDialog.module.css'

const WORD = 'erase'

/** What goes and what stays, and the word that has to be typed. */
export function EraseDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const { size, isBusy, error, erase } = useData()
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
          <li>every rating, every principle and what Tacit believes</li>
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
        {error && <ErrorNote what="It was not erased." message={error.message} code={error.code} />}
        <div className="row">
          <Button kind="danger" submits disabled={word !== WORD} waits={isBusy}>
            {isBusy ? 'Erasing' : 'Erase everything'}
          </Button>
          <Button onClick={onClose}>Keep it</Button>
          <span className="spacer" />
          <Button
            kind="plain"
            onClick={() => {
              onClose()
              go('you', 'export')
            }}
          >
            Export the profile first
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
