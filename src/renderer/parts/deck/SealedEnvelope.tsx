import { useEffect, useRef, useState } from 'react'
import type { Card, Sealed } from '../../../agent/contract/index.ts'
import { Button } from '../../ui/Button.tsx'
import { OpenDrawing, SealedDrawing } from '../../ui/Envelope.tsx'
import { clock } from '../../words/dates.ts'
import { decimal, inHundred, span } from '../../words/numbers.ts'
import styles from './SealedEnvelope.module.css'

type SealedEnvelopeProps = Readonly<{ form?: Card['form']; sealedAt: number; sealed: Sealed | null; canOpen: boolean; onOpenEarly: () => void }>

/** The envelope beside the rating. Shut it shows only when it was sealed; open, what was in it. */
export function SealedEnvelope({ form = 'state', sealedAt, sealed, canOpen, onOpenEarly }: SealedEnvelopeProps) {
  const [isAsking, setAsking] = useState(false)
  const shut = useRef<HTMLButtonElement>(null)
  const hasAsked = useRef(false)
  useEffect(() => {
    if (!isAsking && hasAsked.current) shut.current?.focus()
    hasAsked.current = isAsking
  }, [isAsking])
  if (sealed) return <Slip sealed={sealed} form={form} />
  if (isAsking) {
    return (
      <div className={styles.ask}>
        <p>Open early? This rating then does not count on Trust.</p>
        <div className={styles.ways}>
          <Button
            small
            onClick={() => {
              setAsking(false)
              onOpenEarly()
            }}
          >
            Open
          </Button>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the person pressed the envelope; the harmless answer has the focus */}
          <Button small kind="plain" autoFocus onClick={() => setAsking(false)}>
            Leave it
          </Button>
        </div>
      </div>
    )
  }
  const when = clock(sealedAt)
  return (
    <button
      ref={shut}
      type="button"
      className={styles.shut}
      disabled={!canOpen}
      data-do="Open the envelope early"
      onClick={() => setAsking(true)}
    >
      <SealedDrawing />
      <span>Sealed at {when}. </span>
      <span>Opens when {form === 'hindsight' ? 'answered' : 'you rate'}.</span>
      <span className="sr"> A prediction is in it. Press to open it early: this rating then does not count on Trust.</span>
    </button>
  )
}

function Slip({ sealed, form }: Readonly<{ sealed: Sealed; form: Card['form'] }>) {
  const slip = sealed.likely ? decimal(sealed.mean, 1) : `${Math.round(sealed.chance * 100)}`
  return (
    <div className={styles.open}>
      <OpenDrawing slip={slip} />
      <p>
        It wrote <b className="tacit">{sealed.likely ? slip : inHundred(sealed.chance)}</b>
        {sealed.likely ? ',' : ''}
      </p>
      <p>{sealed.likely ? `likely ${span(sealed.likely)}` : form === 'hindsight' ? 'for glad' : 'for the first'}</p>
    </div>
  )
}
