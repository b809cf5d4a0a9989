import { useRef } from 'react'
import type { Card, Opened, Tray } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { kindWords } from '../../words/opened.ts'
import { ChangeCard } from './ChangeCard.tsx'
import { HindsightCard } from './HindsightCard.tsx'
import { LastStrip } from './LastStrip.tsx'
import { PairCard } from './PairCard.tsx'
import { Peeks } from './Peeks.tsx'
import { StateCard } from './StateCard.tsx'
import { useSeen } from './use-seen.ts'
import styles from './Deck.module.css'

const FORMS = { state: StateCard, pair: PairCard, change: ChangeCard, hindsight: HindsightCard } as const

/** The card in focus, what the last answer did, and what comes next. */
export function Deck({ tray }: Readonly<{ tray: Tray }>) {
  const opened = useToday((state) => state.opened)
  const card = opened?.card ?? tray.cards[0]
  if (!card) return null
  const kind = kindWords(card, tray.answered + 1, tray.total, tray.mode)
  const rest = tray.cards.filter(({ id }) => id !== card.id)
  return (
    <div className={styles.deck}>
      <Shown key={card.id} card={card} kind={kind} opened={opened} />
      {card.form !== 'pair' && <Peeks cards={rest} />}
      {tray.last && (
        <div className={styles.last}>
          <LastStrip key={tray.last.card.id} last={tray.last} />
        </div>
      )}
    </div>
  )
}

function Shown(props: Readonly<{ card: Card; kind: string; opened: Opened | null }>) {
  const { card, opened } = props
  const whole = useRef<HTMLDivElement>(null)
  useSeen(whole, card.id, opened === null && card.kind !== 'sample')
  const Form = FORMS[card.form]
  return (
    <div ref={whole} className={styles.shown}>
      <Form {...props} />
    </div>
  )
}
