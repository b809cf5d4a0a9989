import { useLater } from './use-later.ts'
import styles from './Waiting.module.css'

type WaitingProps = Readonly<{ words: string; rows?: number }>

/** What is being read, said once it takes longer than a moment; `rows` hairlines keep its room. */
export function Waiting({ words, rows = 0 }: WaitingProps) {
  const isLater = useLater()
  if (!isLater) return null
  return (
    <div className={styles.waiting}>
      <p>{words}</p>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} aria-hidden="true" />
      ))}
    </div>
  )
}
