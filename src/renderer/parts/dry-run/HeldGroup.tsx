import type { Withheld } from '../../../agent/contract/index.ts'
import { count } from '../../words/numbers.ts'
import styles from './DryRunView.module.css'

const SHOWN = 40

type HeldGroupProps = Readonly<{ heading: string; held: readonly Withheld[]; note?: string }>

/** Reasons or kinds with their counts; each opens to places, never to text. */
export function HeldGroup({ heading, held, note }: HeldGroupProps) {
  if (held.length === 0) return null
  return (
    <div className={styles.held}>
      <h2>{heading}</h2>
      <ul>
        {held.map(({ reason, count: number, places }) => (
          <li key={reason}>
            <details>
              <summary>
                <span>{reason}</span>
                <span>{count(number)}</span>
              </summary>
              <ul>
                {places.slice(0, SHOWN).map((place) => (
                  <li key={place} dir="auto">
                    {place}
                  </li>
                ))}
                {number > Math.min(SHOWN, places.length) && <li>and {count(number - Math.min(SHOWN, places.length))} more</li>}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {note !== undefined && <p className="tiny faint">{note}</p>}
    </div>
  )
}
