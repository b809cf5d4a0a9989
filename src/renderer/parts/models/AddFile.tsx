import { useState } from 'react'
import { canChoose, choosePath } from '../../api.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useBusy, useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import styles from './AddFile.module.css'

/** A GGUF of the person's own: chosen, dropped on the section, or named. It stays where it is. */
export function AddFile() {
  const { add, clear } = useModels()
  const isBusy = useBusy('add')
  const failure = useFailure('add')
  const [path, setPath] = useState('')
  const choose = async (): Promise<void> => {
    try {
      const chosen = await choosePath('file')
      if (chosen !== null) await add(chosen)
    } catch (thrown) {
      noticeFailure(thrown)
    }
  }
  return (
    <form
      className={styles.add}
      aria-label="A model file of your own"
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim() !== '') void add(path.trim()).then((isTaken) => isTaken && setPath(''))
      }}
    >
      <div className={styles.row}>
        <p className={styles.words}>
          {canChoose ? 'Drop a GGUF file of your own here, or choose it.' : 'A GGUF file of your own, by its path.'} <span className="faint">It stays where it is, and is checked before anything is loaded.</span>
        </p>
        {canChoose ? (
          <Button small waits={isBusy} onClick={() => void choose()}>
            Choose a GGUF file
          </Button>
        ) : (
          <>
            <label className={styles.path}>
              <span className="sr">Path of a GGUF file</span>
              <input dir="auto" value={path} onChange={(event) => setPath(event.target.value)} spellCheck={false} autoComplete="off" placeholder="/home/you/models/model.gguf" />
            </label>
            <Button small submits waits={isBusy} disabled={path.trim() === ''}>
              Add it
            </Button>
          </>
        )}
      </div>
      {isBusy && (
        <p className="small muted">Reading its header</p>
      )}
      {failure && <ErrorNote what="That file was not taken." message={failure.message} code={failure.code} action="Close" onAction={() => clear('add')} />}
    </form>
  )
}
