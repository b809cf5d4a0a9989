import { useId } from 'react'
import type { Card, Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { HINDSIGHT_WORDS } from '../../words/opened.ts'
import { capital } from '../../words/numbers.ts'
import { useCardFocus } from './use-card-focus.ts'
import { useCardKeys } from './use-card-keys.ts'
import styles from './StateCard.module.css'

type HindsightCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null }>

/** What was wanted then, looked back on. */
export function HindsightCard({ card, kind, opened }: HindsightCardProps) {
  const { answer, isSending } = useToday()
  const article = useCardFocus<HTMLElement>(card.id, opened !== null)
  const id = useId()
  const notNow = (): void => void answer(card, { kind: 'not-now' })
  const cannotSay = (): void => void answer(card, { kind: 'cannot-say' })
  const onKeyDown = useCardKeys({ n: notNow, '0': cannotSay })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the controls inside; it takes the focus on arrival
    <article className={styles.card} ref={article} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-question`} onKeyDown={onKeyDown}>
      <p className={styles.kind} id={`${id}-kind`}>
        {[kind, capital(card.topics.join(', '))].filter(Boolean).join(' · ')}
      </p>
      <h2 className={styles.state} id={`${id}-question`} dir="auto">
        {card.text}
      </h2>
      <div className="row">
        {(['glad', 'neither', 'sorry', 'did-not-happen'] as const).map((said) => (
          <Button key={said} disabled={isSending} onClick={() => void answer(card, { kind: 'hindsight', verdict: said })}>
            {HINDSIGHT_WORDS[said]}
          </Button>
        ))}
        <span className="spacer" />
        <Button kind="plain" small icon="clock" cap="N" keys="n" disabled={isSending} onClick={notNow}>
          Not now
        </Button>
        <Button kind="plain" small cap="0" keys="0" disabled={isSending} onClick={cannotSay}>
          Can’t say
        </Button>
      </div>
    </article>
  )
}
