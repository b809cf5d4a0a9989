import { useId, useState } from 'react'
import type { Answer, Card, Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { RatingScale, stepRating } from '../../ui/RatingScale.tsx'
import type { RatingValue } from '../../ui/RatingScale.tsx'
import { capital } from '../../words/numbers.ts'
import { RATING_WORDS } from '../../words/opened.ts'
import { CardActions } from './CardActions.tsx'
import { EditState } from './EditState.tsx'
import { OpenedResult } from './OpenedResult.tsx'
import { Quotes } from './Quotes.tsx'
import { openOwnReason } from './ReasonChips.tsx'
import { SealedEnvelope } from './SealedEnvelope.tsx'
import { useCardFocus } from './use-card-focus.ts'
import { useCardKeys } from './use-card-keys.ts'
import styles from './StateCard.module.css'

type StateCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null }>

const LONG = 150
const VERY_LONG = 320

/** The card in focus: a state to be rated inline, and after that its opened envelope. */
export function StateCard({ card, kind, opened }: StateCardProps) {
  const { answer, next, unseal, unsealed, isSending } = useToday()
  const [draft, setDraft] = useState<RatingValue | null>(null)
  const [isEditing, setEditing] = useState(false)
  const [quote, setQuote] = useState<number | null>(card.quotes.length > 0 ? 0 : null)
  const [isWhyOpen, setWhyOpen] = useState(false)
  const article = useCardFocus<HTMLElement>(card.id, opened !== null)
  const id = useId()

  /** What was drafted stays where the answer did not arrive, and goes where it did. */
  const send = async (given: Answer): Promise<void> => {
    await answer(card, given)
    if (useToday.getState().opened?.card.id !== card.id) return
    setDraft(null)
    setEditing(false)
  }
  const rate = (rating: RatingValue): void => {
    setDraft(rating)
    void send({ kind: 'stars', rating })
  }
  const step = (by: number): void => {
    const to = stepRating(draft, by)
    setDraft(to)
    article.current?.querySelector<HTMLInputElement>(`input[value="${to}"]`)?.focus()
  }
  const nextQuote = (): void => {
    if (card.quotes.length > 0) setQuote(quote === null ? 0 : (quote + 1) % card.quotes.length)
  }
  const acts = {
    edit: () => setEditing(true),
    notNow: () => void answer(card, { kind: 'not-now' }),
    dismiss: () => void answer(card, { kind: 'dismiss' }),
    cannotSay: () => void answer(card, { kind: 'cannot-say' }),
  }
  const rateKeys = Object.fromEntries(([1, 2, 3, 4, 5] as const).map((rating) => [String(rating), () => rate(rating)]))
  const onKeyDown = useCardKeys(
    opened
      ? { enter: () => void next(), s: nextQuote, w: opened.reasons ? () => setWhyOpen(!isWhyOpen) : undefined, y: () => openOwnReason(article.current) }
      : {
          ...rateKeys, e: acts.edit, n: acts.notNow, d: acts.dismiss, '0': acts.cannotSay, s: nextQuote,
          arrowright: () => step(1), arrowleft: () => step(-1), enter: draft === null ? undefined : () => rate(draft),
        },
  )
  const given = opened?.answer.kind === 'stars' ? opened.answer.rating : null
  const isEdited = opened?.answer.kind === 'edit'
  const text = opened?.answer.kind === 'edit' ? opened.answer.text : card.text
  const sealed = opened?.sealed ?? (unsealed?.card.id === card.id ? unsealed.sealed : null)

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the controls inside; it takes the focus on arrival
    <article className={styles.card} ref={article} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-state`} onKeyDown={onKeyDown}>
      <p className={styles.kind} id={`${id}-kind`}>
        {[isEditing || isEdited ? 'Your version' : kind, capital(card.topics.join(', '))].filter(Boolean).join(' · ')}
        {card.isSample && card.kind !== 'sample' && ' · Sample'}
      </p>
      {isEditing && !opened ? (
        <EditState
          label="Your version of the state"
          before={card.text}
          keepWords="Keep this"
          isSending={isSending}
          onKeep={(edited) => void send({ kind: 'edit', text: edited })}
          onCancel={() => {
            setEditing(false)
            article.current?.focus()
          }}
        />
      ) : (
        <>
          <h2 className={styles.state} id={`${id}-state`} dir="auto" data-length={text.length > VERY_LONG ? 'very-long' : text.length > LONG ? 'long' : undefined}>
            {text}
          </h2>
          <Quotes card={card} openIndex={quote} onOpen={setQuote} />
          <div className={styles.rate}>
            <RatingScale
              name={`rating-${id}`}
              legend="How much would you want this to be so?"
              words={RATING_WORDS}
              value={opened ? given : draft}
              isGiven={opened !== null}
              isLocked={opened !== null}
              onDraft={setDraft}
              onCommit={rate}
            />
            <SealedEnvelope sealedAt={card.sealedAt} sealed={sealed} canOpen={!opened && !isSending} onOpenEarly={() => void unseal(card).then(() => article.current?.focus())} />
          </div>
          {opened ? <OpenedResult opened={opened} isWhyOpen={isWhyOpen} onWhy={setWhyOpen} /> : <CardActions acts={acts} isSending={isSending} />}
        </>
      )}
    </article>
  )
}
