import type { Tray } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { kindWords } from '../../words/opened.ts'
import { ChangeCard } from './ChangeCard.tsx'
import { HindsightCard } from './HindsightCard.tsx'
import { LastStrip } from './LastStrip.tsx'
import { PairCard } from './PairCard.tsx'
import { Peeks } from './Peeks.tsx'
import { StateCard } from './StateCard.tsx'
import styles from './Deck.module.css'

const FORMS = { state: StateCard, pair: PairCard, change: ChangeCard, hindsight: HindsightCard } as const

/** The card in focus, what the last answer did, and what comes next. */
export function Deck({ tray }: Readonly<{ tray: Tray }>) {
  const opened = useToday((state) => state.opened)
  const card = opened?.card ?? tray.cards[0]
  if (!card) return null
  const kind = kindWords(card, tray.answered + 1, tray.total, tray.mode)
  const Form = FORMS[card.form]
  const rest = tray.cards.filter(({ id }) => id !== card.id)
  return (
    <div className={styles.deck}>
      <Form key={card.id} card={card} kind={kind} opened={opened} />
      {card.form !== 'pair' && <Peeks cards={rest} />}
      {tray.last && (
        <div className={styles.last}>
          <LastStrip key={tray.last.card.id} last={tray.last} />
        </div>
      )}
    </div>
  )
}
