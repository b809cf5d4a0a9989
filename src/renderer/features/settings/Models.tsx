import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function Models({ status }: SectionProps) {
  return (
    <>
      <h2>{status.model.replace(/[^.]$/, '$&.')}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Embedder</span>
          <div className={styles.value}>
            Built in, 384 numbers a passage
            <span>Runs on this computer, and was there from the start</span>
          </div>
        </li>
        <li>
          <span className={styles.name}>Generator</span>
          <div className={styles.value}>
            None
            <span>A model would write more varied proposals; nothing else needs one</span>
          </div>
        </li>
      </ul>
    </>
  )
}
