import type { Card } from '../../../agent/contract/index.ts'
import { CONTRADICTION_QUESTION } from '../../words/opened.ts'
import { classes } from '../../ui/classes.ts'
import styles from './Peeks.module.css'

/** The next two, with their kind and one line; they can be read and not yet answered. */
export function Peeks({ cards }: Readonly<{ cards: readonly Card[] }>) {
  if (cards.length === 0) return null
  return (
    <ul aria-label="Then">
      {cards.slice(0, 2).map((card, index) => (
        <li key={card.id} className={classes(styles.peek, index === 1 && styles.second)}>
          <span className={styles.kind}>{card.form === 'hindsight' ? 'Looking back' : card.form !== 'state' ? 'Question' : card.kind === 'guess' ? 'A guess' : 'Proposal'}</span>
          <span className={styles.text} dir="auto">
            {card.form === 'contradiction' ? CONTRADICTION_QUESTION : card.other === null ? card.text : `${card.text} Or: ${card.other}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
