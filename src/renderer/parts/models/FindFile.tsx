import { useState } from 'react'
import { useApp } from '../../stores/app.ts'
import { useBusy, useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { serverHost } from '../../words/models.ts'
import styles from './AddFile.module.css'

/** Any other file of the hub: it is listed with its size, and downloaded once the person says so there. */
export function FindFile({ hub }: Readonly<{ hub: string }>) {
  const { find, clear } = useModels()
  const isBusy = useBusy('find')
  const failure = useFailure('find')
  const isOff = useApp((state) => state.settings?.noNetwork ?? false)
  const [address, setAddress] = useState('')
  const given = address.trim()
  return (
    <form
      className={styles.add}
      aria-label="Another file of the hub"
      onSubmit={(event) => {
        event.preventDefault()
        if (given !== '') void find(given).then((isFound) => isFound && setAddress(''))
      }}
    >
      <div className={styles.row}>
        <p className={styles.words}>
          Another GGUF of {serverHost(hub)}. <span className="faint">{isOff ? 'The network is off. Turn it on under Network first.' : 'It is asked for its size and SHA-256, and listed; nothing is downloaded yet.'}</span>
        </p>
        <label className={styles.path}>
          <span className="sr">File of the hub, as owner/repository/file.gguf</span>
          <input dir="auto" value={address} onChange={(event) => setAddress(event.target.value)} spellCheck={false} autoComplete="off" placeholder="owner/repository/file.gguf" />
        </label>
        <Button small submits waits={isBusy} disabled={given === '' || isOff}>
          {isBusy ? 'Asking' : 'Look for it'}
        </Button>
      </div>
      {failure && <ErrorNote what="That file was not listed." message={failure.message} code={failure.code} action="Close" onAction={() => clear('find')} />}
    </form>
  )
}
