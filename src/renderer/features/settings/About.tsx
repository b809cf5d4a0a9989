import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function About({ status }: SectionProps) {
  return (
    <>
      <h2>Tacit {status.version}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Licence</span>
          <div className={styles.value}>
            MIT
            <span>Notices of what is bundled lie beside the program</span>
          </div>
        </li>
      </ul>
    </>
  )
}
