import { useEffect, useRef, useState } from 'react'
import type { Why } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { CopyCard } from '../../parts/deck/CopyCard.tsx'
import { ShownCard } from '../../parts/deck/ShownCard.tsx'
import { replace } from '../../stores/address.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import type { RequestError } from '../../request-error.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { formatAddress } from '../../words/address.ts'
import { longDay } from '../../words/dates.ts'
import { kindWords } from '../../words/opened.ts'
import { AnsweredCard } from './AnsweredCard.tsx'
import styles from './Today.module.css'

/** The card that a link names: to be answered where it is open, else with its envelope and the answer. */
export function OneProposal({ id }: Readonly<{ id: string }>) {
  const { tray, opened, error: failed } = useToday()
  const returns = useApp((state) => state.returns)
  const [why, setWhy] = useState<Why | null>(null)
  const [error, setError] = useState<RequestError | null>(null)
  const wasOpened = useRef(false)
  const own = opened?.card.id === id ? opened : null
  // What an answer or an undo did to the card comes with a new tray.
  useEffect(() => {
    let isCurrent = true
    client.request('proposals.why', { id }).then(
      (read) => {
        if (!isCurrent) return
        setWhy(read)
        setError(null)
      },
      (thrown: unknown) => isCurrent && setError(noticeFailure(thrown)),
    )
    return () => {
      isCurrent = false
    }
  }, [id, tray, returns])
  // Next leads on to the tray; after an undo the card is open again.
  useEffect(() => {
    if (own) wasOpened.current = true
    else if (wasOpened.current && why?.answer) replace('today')
  }, [own, why])

  const isOpen = why !== null && (why.answer === null || why.answer.kind === 'not-now')
  const trouble = error ?? failed
  return (
    <div className={styles.tray}>
      <header className={styles.lede}>
        <div>
          <p className="lede" id="lede">
            {error ? 'That card is not here.' : why === null ? '\u00a0' : isOpen || own ? 'One card, by its link.' : `A card of ${longDay(why.card.sealedAt)}, and your answer.`}
          </p>
          <p className="under small">
            <a href={formatAddress('today')}>Go to today’s tray</a>
          </p>
        </div>
      </header>
      {trouble && <ErrorNote what={error ? 'The card could not be shown.' : trouble.what} message={trouble.message} code={trouble.code} />}
      {why && !error && !own && !isOpen && <AnsweredCard why={why} />}
      {why && !error && (own || isOpen) && (
        <div data-copyable>
          <ShownCard key={id} card={own?.card ?? why.card} kind={kindWords(why.card, 1, 1, 'tray')} opened={own} />
          <CopyCard card={why.card} answer={own?.answer ?? null} />
        </div>
      )}
    </div>
  )
}
