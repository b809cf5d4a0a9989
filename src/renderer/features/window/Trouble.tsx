import { useState } from 'react'
import type { ErrorCode } from '../../../agent/contract/index.ts'
import { useApp } from '../../stores/app.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './Trouble.module.css'

const HEADINGS: Partial<Record<ErrorCode, string>> = { NOT_ALLOWED: 'This page is not signed in.', AGENT_STOPPED: 'Tacit does not answer.' }

/** The single page that is left when the assistant cannot work at all: what failed, what is kept, ways on. */
export function Trouble() {
  const { error, start } = useApp()
  const [isCopied, setCopied] = useState(false)
  if (!error) return null
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`Tacit: ${error.code}\n${error.message}`)
    setCopied(true)
  }
  return (
    <main className={styles.trouble} aria-labelledby="lede">
      <h1 className="lede" id="lede">
        {HEADINGS[error.code] ?? 'Tacit could not open what it keeps.'}
      </h1>
      <p>{error.message}</p>
      <p className="faint small">{error.code}. Nothing was removed.</p>
      <div className="row">
        <Button kind="primary" onClick={() => void start()}>
          Try again
        </Button>
        <Button onClick={() => void copy()}>{isCopied ? 'Copied' : 'Copy details'}</Button>
      </div>
    </main>
  )
}
