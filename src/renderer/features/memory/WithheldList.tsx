import type { ReactNode } from 'react'
import type { Withheld } from '../../../agent/contract/index.ts'
import { capital, count } from '../../words/numbers.ts'
import styles from './WithheldList.module.css'

const SHOWN = 100

type WithheldListProps = Readonly<{ withheld: readonly Withheld[]; heading?: string; none?: string; aside?: ReactNode; note?: string }>

/** What was kept out or replaced, by reason; a reason opens to places, never to text. */
export function WithheldList({ withheld, heading = 'Withheld', none = 'Nothing was kept out.', aside, note = 'Places are listed; text that was withheld was never stored.' }: WithheldListProps) {
  const id = heading.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id} className={styles.list}>
      <div className={styles.head}>
        <h2 id={id}>{heading}</h2>
        {aside}
      </div>
      {withheld.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul className={styles.held}>
          {withheld.map((held) => (
            <li key={held.reason}>
              <details>
                <summary>
                  <b>{capital(held.reason)}</b>
                  <span>{count(held.count)}</span>
                </summary>
                <ul className={styles.places}>
                  {held.places.slice(0, SHOWN).map((place) => (
                    <li key={place} dir="auto">
                      {place}
                    </li>
                  ))}
                  {held.count > Math.min(SHOWN, held.places.length) && <li>and {count(held.count - Math.min(SHOWN, held.places.length))} more</li>}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      )}
      {withheld.length > 0 && <p className={styles.note}>{note}</p>}
    </section>
  )
}
