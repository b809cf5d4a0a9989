import { useId, useState } from 'react'
import type { Answer, Card, Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { capital } from '../../words/numbers.ts'
import { CONTRADICTION_QUESTION, CONTRADICTION_WORDS, ratedWords } from '../../words/opened.ts'
import { LeaveActs } from './LeaveActs.tsx'
import card from './StateCard.module.css'
import styles from './ContradictionCard.module.css'
import { useCardFocus } from './use-card-focus.ts'
import { useCardKeys } from './use-card-keys.ts'

type ContradictionCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null }>
type Said = Extract<Answer, { kind: 'contradiction' }>['answer']

/** Two ratings of the person's own, side by side. What they make of it is theirs to say. */
export function ContradictionCard({ card: shown, kind, opened }: ContradictionCardProps) {
  const { answer, isSending } = useToday()
  const [isPicking, setPicking] = useState(false)
  const article = useCardFocus<HTMLElement>(shown.id, opened !== null)
  const now = useNow()
  const id = useId()
  const say = (said: Said) => (): void => void answer(shown, { kind: 'contradiction', answer: said })
  const pick = (isOn: boolean) => (): void => {
    setPicking(isOn)
    // The button that was pressed is gone.
    article.current?.focus()
  }
  const notNow = (): void => void answer(shown, { kind: 'not-now' })
  const cannotSay = (): void => void answer(shown, { kind: 'cannot-say' })
  const beside = { n: notNow, '0': cannotSay }
  const onKeyDown = useCardKeys(
    isPicking
      ? { ...beside, '1': say('first-slip'), '2': say('second-slip'), arrowleft: say('first-slip'), arrowright: say('second-slip'), escape: pick(false) }
      : { ...beside, '1': say('changed'), '2': say('depends'), '3': pick(true) },
  )
  const [first, second] = shown.ratings ?? []
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the controls inside; it takes the focus on arrival
    <article className={card.card} ref={article} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-question`} onKeyDown={onKeyDown}>
      <p className={card.kind} id={`${id}-kind`}>
        {[kind, capital(shown.topics.join(', '))].filter(Boolean).join(' · ')}
      </p>
      <h2 className={styles.question} id={`${id}-question`}>
        {CONTRADICTION_QUESTION}
      </h2>
      <div className={styles.two}>
        {first && <Rated said={ratedWords(first, now)} text={shown.text} />}
        {second && <Rated said={ratedWords(second, now)} text={shown.other ?? ''} />}
      </div>
      <p className={styles.asked}>{isPicking ? 'Which one was a slip?' : 'Which is it?'}</p>
      <div className="row">
        {isPicking ? (
          <>
            <Button cap="1" keys="1" disabled={isSending} onClick={say('first-slip')}>
              The earlier one
            </Button>
            <Button cap="2" keys="2" disabled={isSending} onClick={say('second-slip')}>
              The later one
            </Button>
            <Button kind="plain" cap="Esc" keys="Escape" onClick={pick(false)}>
              Back
            </Button>
          </>
        ) : (
          <>
            <Button cap="1" keys="1" disabled={isSending} onClick={say('changed')}>
              {CONTRADICTION_WORDS.changed}
            </Button>
            <Button cap="2" keys="2" disabled={isSending} onClick={say('depends')}>
              {CONTRADICTION_WORDS.depends}
            </Button>
            <Button cap="3" keys="3" disabled={isSending} onClick={pick(true)}>
              One was a slip
            </Button>
          </>
        )}
      </div>
      <p className={styles.does}>
        {isPicking
          ? 'It is taken out of the evidence. Undo brings it back.'
          : 'If you changed, the earlier one counts a tenth from now on. If it depends, both stay. Neither is asked about again.'}
      </p>
      <LeaveActs isSending={isSending} notNow={notNow} cannotSay={cannotSay} />
    </article>
  )
}

function Rated({ said, text }: Readonly<{ said: string; text: string }>) {
  return (
    <div className={styles.rated}>
      <p className={styles.said}>{said}</p>
      <p className={styles.state} dir="auto">
        {text}
      </p>
    </div>
  )
}
