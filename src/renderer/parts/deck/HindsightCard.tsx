import { useId, useState } from 'react'
import type { Answer, Card, Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { RatingScale, stepRating } from '../../ui/RatingScale.tsx'
import { useNow } from '../../ui/use-now.ts'
import { becameWords, HINDSIGHT_WORDS, thenWords } from '../../words/opened.ts'
import { capital } from '../../words/numbers.ts'
import { LeaveActs } from './LeaveActs.tsx'
import { OpenedResult } from './OpenedResult.tsx'
import { openOwnReason } from './ReasonChips.tsx'
import { SealedEnvelope } from './SealedEnvelope.tsx'
import { Since } from './Since.tsx'
import { useCardFocus } from './use-card-focus.ts'
import { useCardKeys } from './use-card-keys.ts'
import styles from './StateCard.module.css'

type HindsightCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null }>
type Verdict = Extract<Answer, { kind: 'hindsight' }>['verdict']
type Place = 1 | 2 | 3 | 4

const VERDICTS = ['glad', 'neither', 'sorry', 'did-not-happen'] as const satisfies readonly Verdict[]
const PLACES = [1, 2, 3, 4] as const
const WORDS = VERDICTS.map((verdict) => HINDSIGHT_WORDS[verdict])

/** What was wanted then, what became of it in the person's own words, and whether they are glad of it. */
export function HindsightCard({ card, kind, opened }: HindsightCardProps) {
  const { answer, next, unseal, unsealed, isSending } = useToday()
  const [draft, setDraft] = useState<Place | null>(null)
  const [isWhyOpen, setWhyOpen] = useState(false)
  const article = useCardFocus<HTMLElement>(card.id, opened !== null)
  const now = useNow()
  const id = useId()
  /** What was drafted stays where the answer did not arrive, and goes where it did. */
  const send = async (place: Place): Promise<void> => {
    await answer(card, { kind: 'hindsight', verdict: VERDICTS[place - 1]! })
    if (useToday.getState().opened?.card.id === card.id) setDraft(null)
  }
  const say = (place: Place): void => {
    setDraft(place)
    void send(place)
  }
  const step = (by: number): void => {
    const to = stepRating<Place>(draft, by, VERDICTS.length)
    setDraft(to)
    article.current?.querySelector<HTMLInputElement>(`input[value="${to}"]`)?.focus()
  }
  const notNow = (): void => void answer(card, { kind: 'not-now' })
  const cannotSay = (): void => void answer(card, { kind: 'cannot-say' })
  const onKeyDown = useCardKeys(
    opened
      ? { enter: () => void next(), w: opened.reasons ? () => setWhyOpen(!isWhyOpen) : undefined, y: () => openOwnReason(article.current) }
      : {
          ...Object.fromEntries(PLACES.map((place) => [String(place), () => say(place)])), n: notNow, '0': cannotSay,
          arrowright: () => step(1), arrowleft: () => step(-1), enter: draft === null ? undefined : () => say(draft),
        },
  )
  const given = opened?.answer.kind === 'hindsight' ? VERDICTS.indexOf(opened.answer.verdict) + 1 : null
  const sealed = opened?.sealed ?? (unsealed?.card.id === card.id ? unsealed.sealed : null)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the controls inside; it takes the focus on arrival
    <article className={styles.card} ref={article} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-then ${id}-state`} onKeyDown={onKeyDown}>
      <p className={styles.kind} id={`${id}-kind`}>
        {[kind, capital(card.topics.join(', '))].filter(Boolean).join(' · ')}
      </p>
      {card.looksBack && (
        <p className={styles.then} id={`${id}-then`}>
          {thenWords(card.looksBack, now)}
        </p>
      )}
      <h2 className={styles.state} id={`${id}-state`} dir="auto" data-length={card.text.length > 150 ? 'long' : undefined}>
        {card.text}
      </h2>
      <Since words={becameWords(card.looksBack?.happened ?? null, card.quotes.length > 0)} quotes={card.quotes} />
      <div className={styles.rate}>
        <RatingScale<Place>
          name={`verdict-${id}`}
          legend="Glad it is so?"
          words={WORDS}
          value={opened ? given : draft}
          isGiven={opened !== null}
          isLocked={opened !== null}
          onDraft={setDraft}
          onCommit={say}
        />
        <SealedEnvelope form="hindsight" sealedAt={card.sealedAt} sealed={sealed} canOpen={!opened && !isSending} onOpenEarly={() => void unseal(card).then(() => article.current?.focus())} />
      </div>
      {opened ? (
        <OpenedResult opened={opened} isWhyOpen={isWhyOpen} onWhy={setWhyOpen} />
      ) : (
        <LeaveActs isSending={isSending} notNow={notNow} cannotSay={cannotSay} />
      )}
    </article>
  )
}
