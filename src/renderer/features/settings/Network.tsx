import { lasting } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function Network({ status }: SectionProps) {
  const { requests, since } = status.network
  const span = lasting(since)
  return (
    <>
      <h2>{requests === 0 ? 'Nothing was sent anywhere.' : `${counted(requests, 'request')} left this computer.`}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Requests</span>
          <div className={styles.value}>
            {counted(requests, 'request')}
            <span>{span === 'today' ? 'since it started today' : `in ${span}`}; no part of Tacit asks for an address by itself</span>
          </div>
        </li>
      </ul>
    </>
  )
}
