import { useId, useState } from 'react'
import type { OwnServer as Server } from '../../../../agent/contract/index.ts'
import { useBusy, useFailure, useModels } from '../../../stores/models.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { counted } from '../../../words/numbers.ts'
import { serverHost } from '../../../words/models.ts'
import rows from '../Settings.module.css'
import styles from './Models.module.css'

/** A model server that the person runs; off until they set one. */
export function OwnServer({ server }: Readonly<{ server: Server | null }>) {
  const [isOpen, setOpen] = useState(false)
  const setServer = useModels((state) => state.setServer)
  const isBusy = useBusy('server')
  return (
    <li className={styles.wideRow}>
      <span className={rows.name}>Own server</span>
      <div className={rows.value}>
        {server ? `${server.model || 'Its own model'} at ${serverHost(server.address)}` : 'None'}
        <span>{server ? `In use, named in the status line and counted under Network${server.hasKey ? '; its key is kept on this computer' : server.isKeyMissing ? '. Its key is in no backup: give it again under Change' : ''}` : 'A model server that you run, named and counted if you add one'}</span>
      </div>
      <div className={styles.acts}>
        <Button small aria-expanded={isOpen} aria-label={isOpen ? 'Close the form of your own server' : server ? 'Change your own server' : 'Add a server of your own'} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : server ? 'Change' : 'Add'}
        </Button>
        {server && (
          <Button small waits={isBusy} onClick={() => void setServer(null)}>
            Stop using it
          </Button>
        )}
      </div>
      {isOpen && <ServerForm server={server} onDone={() => setOpen(false)} />}
    </li>
  )
}

function ServerForm({ server, onDone }: Readonly<{ server: Server | null; onDone: () => void }>) {
  const { tryServer, setServer } = useModels()
  const isBusy = useBusy('server')
  const failure = useFailure('server')
  const [address, setAddress] = useState(server?.address ?? '')
  const [model, setModel] = useState(server?.model ?? '')
  const [key, setKey] = useState('')
  const [found, setFound] = useState<Readonly<{ models: readonly string[]; ms: number }> | null>(null)
  const listId = useId()
  const form = { address: address.trim(), model: model.trim(), key: key === '' ? null : key }
  const look = async (): Promise<void> => {
    setFound(null)
    const tried = await tryServer(form)
    setFound(tried)
    if (tried && form.model === '' && tried.models[0]) setModel(tried.models[0])
  }
  return (
    <form
      className={styles.server}
      aria-label="A server of your own"
      onSubmit={(event) => {
        event.preventDefault()
        void setServer(form).then((isDone) => isDone && onDone())
      }}
    >
      <label>
        <span>Address</span>
        <input type="url" value={address} onChange={(event) => setAddress(event.target.value)} spellCheck={false} autoComplete="off" placeholder="http://127.0.0.1:8080/v1" />
      </label>
      <label>
        <span>Key, where it wants one{server?.hasKey ? ' (one is kept; leave this empty to keep it)' : ' (kept on this computer, and never shown again)'}</span>
        <input type="password" value={key} onChange={(event) => setKey(event.target.value)} autoComplete="off" />
      </label>
      <label>
        <span>Model</span>
        <input value={model} onChange={(event) => setModel(event.target.value)} spellCheck={false} autoComplete="off" list={listId} placeholder="as the server names it" />
        <datalist id={listId}>
          {found?.models.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </label>
      {found && (
        <p className="small muted">
          It answered after {Math.round(found.ms)} ms and offers {counted(found.models.length, 'model')}
          {found.models.length > 0 && `: ${found.models.slice(0, 6).join(', ')}${found.models.length > 6 ? '…' : ''}`}.
        </p>
      )}
      {failure && <ErrorNote what="The server was not reached as it should be." message={failure.message} code={failure.code} />}
      <p className="small muted">Prompts hold passages of your notes: they go to this address whenever it writes.</p>
      <div className={styles.acts}>
        <Button small waits={isBusy} disabled={form.address === ''} onClick={() => void look()}>
          {isBusy ? 'Asking it' : 'Try'}
        </Button>
        <Button small submits kind="primary" waits={isBusy} disabled={form.address === '' || form.model === ''}>
          Write with this server
        </Button>
      </div>
    </form>
  )
}
