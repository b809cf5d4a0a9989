import { useEffect, useRef, useState } from 'react'
import type { Why } from '../../../agent/contract/index.ts'
import { CopyCard } from '../../parts/deck/CopyCard.tsx'
import { Quotes } from '../../parts/deck/Quotes.tsx'
import { SealedEnvelope } from '../../parts/deck/SealedEnvelope.tsx'
import { WhyPanel } from '../../parts/deck/WhyPanel.tsx'
import { kindWords, saidWords } from '../../words/opened.ts'
import { capital } from '../../words/numbers.ts'
import styles from './AnsweredCard.module.css'

/** A card that has its answer: what was said, what was sealed, and why it was there. */
export function AnsweredCard({ why }: Readonly<{ why: Why }>) {
  const { card, answer, sealed, reasons } = why
  const [quote, setQuote] = useState<number | null>(card.quotes.length > 0 ? 0 : null)
  const article = useRef<HTMLElement>(null)
  // What it says comes before why it was there, which would bring itself into view.
  useEffect(() => {
    article.current?.focus({ preventScroll: true })
    article.current?.closest('main')?.scrollTo(0, 0)
  }, [])
  const isEdited = answer?.kind === 'edit'
  return (
    <div data-copyable>
      <article className={styles.card} ref={article} tabIndex={-1} aria-labelledby="answered-state">
        <p className={styles.kind}>{[isEdited ? 'Your version' : kindWords(card, 1, 1, 'tray'), capital(card.topics.join(', '))].filter(Boolean).join(' · ')}</p>
        <h2 className={styles.state} id="answered-state" dir="auto">
          {isEdited ? answer.text : card.text}
        </h2>
        {card.other !== null &&
          [...(isEdited ? [card.text] : []), card.other].map((text) => (
            <p key={text} className={styles.state} dir="auto">
              {text}
            </p>
          ))}
        <Quotes card={card} openIndex={quote} onOpen={setQuote} />
        <div className={styles.answer}>
          <p>{answer && `${capital(saidWords(answer))}.`}</p>
          {sealed ? <SealedEnvelope form={card.form} sealedAt={card.sealedAt} sealed={sealed} canOpen={false} onOpenEarly={() => undefined} /> : <p className="muted">Nothing was sealed.</p>}
        </div>
        {reasons && <WhyPanel sealed={sealed} reasons={reasons} />}
      </article>
      <CopyCard card={card} answer={answer} />
    </div>
  )
}
