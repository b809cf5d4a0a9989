import { useState } from 'react'
import { noticeFailure, useApp } from '../../../stores/app.ts'
import type { RequestError } from '../../../request-error.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { serverHost } from '../../../words/models.ts'
import rows from '../Settings.module.css'
import styles from './Models.module.css'

const HUB = 'https://huggingface.co'

/** Where models are downloaded from: the hub, or a mirror for those who cannot or will not reach it. */
export function Hub({ hub }: Readonly<{ hub: string }>) {
  const change = useApp((state) => state.change)
  const [isOpen, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const [failure, setFailure] = useState<RequestError | null>(null)
  const isMirror = hub !== HUB
  const set = async (hubAddress: string): Promise<void> => {
    setFailure(null)
    try {
      await change({ hubAddress })
      setOpen(false)
    } catch (thrown) {
      setFailure(noticeFailure(thrown))
    }
  }
  return (
    <li className={styles.wideRow}>
      <span className={rows.name}>Downloads</span>
      <div className={rows.value}>
        From {serverHost(hub)}
        <span>{isMirror ? 'A mirror that you named, counted under Network. What it sends is compared with the SHA-256 of the catalogue; of other files it says itself what they should be' : 'Nothing is asked of it until you press Download, or look for a file. A mirror can take its place'}</span>
      </div>
      <div className={styles.acts}>
        <Button
          small
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Close the form of the mirror' : isMirror ? 'Change the mirror' : 'Use a mirror'}
          onClick={() => {
            setAddress(isMirror ? hub : '')
            setOpen(!isOpen)
          }}
        >
          {isOpen ? 'Close' : isMirror ? 'Change' : 'Use a mirror'}
        </Button>
        {isMirror && (
          <Button small onClick={() => void set(HUB)}>
            Back to {serverHost(HUB)}
          </Button>
        )}
      </div>
      {isOpen && (
        <form
          className={styles.server}
          aria-label="A mirror of the hub"
          onSubmit={(event) => {
            event.preventDefault()
            void set(address.trim())
          }}
        >
          <label>
            <span>Address of the mirror</span>
            <input type="url" value={address} onChange={(event) => setAddress(event.target.value)} spellCheck={false} autoComplete="off" placeholder="https://mirror.example" />
          </label>
          {failure && <ErrorNote what="The mirror was not taken." message={failure.message} code={failure.code} />}
          <div className={styles.acts}>
            <Button small submits kind="primary" disabled={address.trim() === ''}>
              Download from this mirror
            </Button>
          </div>
        </form>
      )}
    </li>
  )
}
