import { useState } from 'react'
import type { Claim } from '../../../agent/contract/index.ts'
import { useQuotePlace } from '../../parts/quote-place.ts'
import { useAudit } from '../../stores/audit.ts'
import { Button } from '../../ui/Button.tsx'
import { formatAddress } from '../../words/address.ts'
import { CLAIM_WORDS, reasonWords } from '../../words/audit.ts'
import { shortDay } from '../../words/dates.ts'
import { inHundred } from '../../words/numbers.ts'
import styles from './Weeks.module.css'

type ClaimRowProps = Readonly<{ claim: Claim; onGone: () => void }>

/** What was taken as evidence: what it says of the person, the words that it rests on, why, and the way out. */
export function ClaimRow({ claim, onGone }: ClaimRowProps) {
  const throwOut = useAudit((state) => state.throwOut)
  const [isAsking, setAsking] = useState(false)
  const placeOf = useQuotePlace()
  const { kind, said, reason, quote, probability } = claim
  const isGone = async (): Promise<void> => {
    await throwOut(claim)
    if (!useAudit.getState().error) onGone()
  }
  return (
    <li className={styles.claim}>
      <p className={styles.kind} dir="auto">
        <b>{CLAIM_WORDS[kind]}</b>, about {inHundred(probability)}. {said} {reasonWords(reason)}
      </p>
      <figure>
        <blockquote dir="auto">“{quote.text}”</blockquote>
        <figcaption>
          <a href={formatAddress('memory', 'passage', quote.passageId)}>
            {quote.sourceName}, {placeOf(quote)}
          </a>
          {quote.date !== null && `, ${shortDay(quote.date)}`}
        </figcaption>
      </figure>
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
        <div className={styles.out}>
          <Button small kind="plain" data-claim aria-label={`Throw out: ${quote.text}`} onClick={() => setAsking(true)}>
            Throw out
          </Button>
        </div>
      )}
    </li>
  )
}
