import { useId, useState } from 'react'
import type { Card, Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { EditState } from './EditState.tsx'
import { OpenedResult } from './OpenedResult.tsx'
import { PairOption } from './PairOption.tsx'
import { openOwnReason } from './ReasonChips.tsx'
import { SealedEnvelope } from './SealedEnvelope.tsx'
import { useCardFocus } from './use-card-focus.ts'
import { useCardKeys } from './use-card-keys.ts'
import styles from './PairCard.module.css'

type PairCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null }>

/** Two states of equal standing, one to be chosen. */
export function PairCard({ card, kind, opened }: PairCardProps) {
  const { answer, next, unseal, unsealed, isSending } = useToday()
  const [isWriting, setWriting] = useState(false)
  const [isWhyOpen, setWhyOpen] = useState(false)
  const section = useCardFocus<HTMLElement>(card.id, opened !== null)
  const id = useId()

  const choose = (choice: 'first' | 'second' | 'equal') => () => {
    if (!isSending && !opened) void answer(card, { kind: 'pair', choice })
  }
  /** What was written stays where the answer did not arrive. */
  const keep = async (text: string): Promise<void> => {
    await answer(card, { kind: 'edit', text })
    if (useToday.getState().opened?.card.id === card.id) setWriting(false)
  }
  const cannotSay = (): void => void answer(card, { kind: 'cannot-say' })
  const onKeyDown = useCardKeys(
    opened
      ? { enter: () => void next(), w: opened.reasons ? () => setWhyOpen(!isWhyOpen) : undefined, y: () => openOwnReason(section.current) }
      : { arrowleft: choose('first'), arrowright: choose('second'), arrowdown: choose('equal'), '0': cannotSay, e: () => setWriting(true) },
  )
  const own = opened?.answer.kind === 'edit' ? opened.answer.text : null
  const chosen = opened?.answer.kind === 'pair' ? opened.answer.choice : null
  const sealed = opened?.sealed ?? (unsealed?.card.id === card.id ? unsealed.sealed : null)

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the controls inside; it takes the focus on arrival
    <article className={styles.pair} ref={section} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-question`} onKeyDown={onKeyDown}>
      <span className="sr" id={`${id}-kind`}>
        {kind}
      </span>
      <fieldset>
        <legend id={`${id}-question`}>Which would you rather have be so?</legend>
        <div className={styles.two}>
          <PairOption name={`pair-${id}`} origin={card.origin} text={card.text} cap="←" isChosen={chosen === 'first'} isGiven={opened !== null} onChoose={choose('first')} />
          <PairOption name={`pair-${id}`} origin={card.origin} text={card.other ?? ''} cap="→" isChosen={chosen === 'second'} isGiven={opened !== null} onChoose={choose('second')} />
        </div>
      </fieldset>
      {own !== null && (
        <div className={styles.own}>
          <p className={styles.yours}>You wrote it so</p>
          <p dir="auto">{own}</p>
        </div>
      )}
      {!opened && !isWriting && (
        <div className={styles.ways}>
          <Button cap="↓" keys="ArrowDown" disabled={isSending} onClick={choose('equal')}>
            About equal
          </Button>
          <Button cap="0" keys="0" disabled={isSending} onClick={cannotSay}>
            Can’t say
          </Button>
          <Button kind="plain" icon="edit" cap="E" keys="e" disabled={isSending} onClick={() => setWriting(true)}>
            Neither, I would write it so
          </Button>
        </div>
      )}
      {isWriting && !opened && (
        <EditState
          label="The state as you would write it"
          before=""
          hint="One or two sentences, as if it were so. It then stands over both of these."
          keepWords="Keep this"
          isSending={isSending}
          onKeep={(text) => void keep(text)}
          onCancel={() => {
            setWriting(false)
            section.current?.focus()
          }}
        />
      )}
      {opened ? (
        <OpenedResult opened={opened} isWhyOpen={isWhyOpen} onWhy={setWhyOpen} />
      ) : (
        <section className={styles.ask}>
          <div>
            <h2>What it expects</h2>
            <p className="muted">Which of the two it expects, and how sure it is, are sealed until you choose.</p>
          </div>
          <SealedEnvelope sealedAt={card.sealedAt} sealed={sealed} canOpen={!isSending} onOpenEarly={() => void unseal(card).then(() => section.current?.focus())} />
        </section>
      )}
    </article>
  )
}
