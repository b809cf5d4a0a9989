import styles from './Pips.module.css'

const MOST = 12

/** How far a tray is: one mark a card, the one in focus dark. Left out where marks could not be counted. */
export function Pips({ done, total }: Readonly<{ done: number; total: number }>) {
  if (total < 1 || total > MOST) return null
  return (
    <span className={styles.pips} role="img" aria-label={`${done} of ${total} done`}>
      {Array.from({ length: total }, (_, index) => (
        <i key={index} className={index < done ? styles.done : index === done ? styles.now : undefined} />
      ))}
    </span>
  )
}
