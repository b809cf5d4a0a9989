import type { Withheld } from '../../../agent/contract/index.ts'
import { capital, count } from '../../words/numbers.ts'
import styles from './WithheldList.module.css'

const SHOWN = 100

/** What was kept out, by reason; a reason opens to places, never to text. */
export function WithheldList({ withheld }: Readonly<{ withheld: readonly Withheld[] }>) {
  return (
    <section aria-labelledby="withheld">
      <h2 id="withheld">Withheld</h2>
      {withheld.length === 0 ? (
        <p className="muted">Nothing was kept out.</p>
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
                    <li key={place}>{place}</li>
                  ))}
                  {held.count > Math.min(SHOWN, held.places.length) && <li>and {count(held.count - Math.min(SHOWN, held.places.length))} more</li>}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note}>Places are listed; text that was withheld was never stored.</p>
    </section>
  )
}
