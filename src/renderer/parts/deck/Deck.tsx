import type { Tray } from '../../../agent/contract/index.ts'
import { useIsSetUp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { kindWords } from '../../words/opened.ts'
import { CopyCard } from './CopyCard.tsx'
import { LastStrip } from './LastStrip.tsx'
import { Peeks } from './Peeks.tsx'
import { ShownCard } from './ShownCard.tsx'
import styles from './Deck.module.css'

/** The card in focus, what the last answer did, and what comes next. */
export function Deck({ tray }: Readonly<{ tray: Tray }>) {
  const opened = useToday((state) => state.opened)
  const isSetUp = useIsSetUp()
  const card = opened?.card ?? tray.cards[0]
  if (!card) return null
  const kind = kindWords(card, tray.answered + 1, tray.total, tray.mode)
  const rest = tray.cards.filter(({ id }) => id !== card.id)
  return (
    <div className={styles.deck} data-copyable>
      <ShownCard key={card.id} card={card} kind={kind} opened={opened} className={styles.shown} />
      {card.form !== 'pair' && <Peeks cards={rest} />}
      {isSetUp && <CopyCard card={card} answer={opened?.answer ?? null} />}
      {tray.last && (
        <div className={styles.last}>
          <LastStrip key={tray.last.card.id} last={tray.last} />
        </div>
      )}
    </div>
  )
}
