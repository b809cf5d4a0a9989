import { useState } from 'react'
import type { Claim } from '../../../agent/contract/index.ts'
import { useAudit } from '../../stores/audit.ts'
import { Button } from '../../ui/Button.tsx'
import { formatAddress } from '../../words/address.ts'
import { CLAIM_WORDS } from '../../words/audit.ts'
import { shortDay } from '../../words/dates.ts'
import { placeWords } from '../../words/memory.ts'
import { inHundred } from '../../words/numbers.ts'
import styles from './Weeks.module.css'

type ClaimRowProps = Readonly<{ claim: Claim; onGone: () => void }>

/** What was taken as evidence: what it says of the person, the words that it rests on, why, and the way out. */
export function ClaimRow({ claim, onGone }: ClaimRowProps) {
  const throwOut = useAudit((state) => state.throwOut)
  const [isAsking, setAsking] = useState(false)
  const { kind, said, reason, quote, probability, at } = claim
  const isGone = async (): Promise<void> => {
    await throwOut(claim)
    if (!useAudit.getState().error) onGone()
  }
  return (
    <li className={styles.claim}>
      <p className={styles.kind}>
        {CLAIM_WORDS[kind]}, about {inHundred(probability)} · {shortDay(at)}
      </p>
      <figure>
        <blockquote dir="auto">“{quote.text}”</blockquote>
        <figcaption>
          <a href={formatAddress('memory', 'passage', quote.passageId)}>
            {quote.sourceName}, {placeWords(quote)}
          </a>
        </figcaption>
      </figure>
      <p className="small">
        <span dir="auto">{said}</span> <span className="faint">{reason}</span>
      </p>
      {isAsking ? (
        <div className={styles.ask}>
          <p className="small">The row is forgotten, and what Tacit believes becomes what it would be without it.</p>
          <Button small kind="danger" onClick={() => void isGone()}>
            Throw it out
          </Button>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the harmless answer has the focus */}
          <Button small autoFocus onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      ) : (
        <div>
          <Button small data-claim aria-label={`Throw out: ${quote.text}`} onClick={() => setAsking(true)}>
            Throw out
          </Button>
        </div>
      )}
    </li>
  )
}
