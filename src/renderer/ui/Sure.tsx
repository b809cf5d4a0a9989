import { useEffect, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './Sure.module.css'

type SureProps = Readonly<{
  /** The word on the button. */
  act: string
  /** The act with its object, for who does not see what stands beside it. */
  name: string
  asks: string
  sure: string
  keep: string
  isBusy?: boolean
  onSure: () => void
}>

/** A button for what cannot be undone: says what goes, and asks once more in its place. */
export function Sure({ act, name, asks, sure, keep, isBusy = false, onSure }: SureProps) {
  const [isAsked, setAsked] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  const stay = useRef<HTMLButtonElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    if (isAsked) stay.current?.focus()
    else if (wasAsked.current) first.current?.focus()
    wasAsked.current = isAsked
  }, [isAsked])
  if (!isAsked) {
    return (
      <Button small kind="plain" ref={first} waits={isBusy} aria-label={name} onClick={() => setAsked(true)}>
        {act}
      </Button>
    )
  }
  return (
    <span className={styles.sure} role="group" aria-label={name}>
      <span>{asks}</span>
      <Button small kind="danger" waits={isBusy} onClick={onSure}>
        {sure}
      </Button>
      <Button small ref={stay} onClick={() => setAsked(false)}>
        {keep}
      </Button>
    </span>
  )
}
