import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { Purge } from '../../../agent/contract/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { counted } from '../../words/numbers.ts'
import { purgeLines } from '../../words/purge.ts'
import styles from './Panel.module.css'

const PLACES = 100

type PurgePanelProps = Readonly<{ label: string; heading: string; purge: Purge; none: string; note?: string | undefined; children: ReactNode }>

/** What goes, before; what went, after: the same list. The last of its buttons, the harmless one, has the focus. */
export function PurgePanel({ label, heading, purge, none, note, children }: PurgePanelProps) {
  const ways = useRef<HTMLDivElement>(null)
  useEffect(() => {
    ways.current?.querySelector<HTMLButtonElement>('button:last-child')?.focus()
    ways.current?.closest('section')?.scrollIntoView({ block: 'nearest' })
  }, [])
  const lines = purgeLines(purge)
  return (
    <section className={styles.panel} aria-label={label}>
      <h2>
        <Icon name="hidden" small />
        <span dir="auto">{heading}</span>
      </h2>
      {lines.length === 0 ? (
        <p className="small">{none}</p>
      ) : (
        <ul className={styles.list}>
          {lines.map(({ number, text }) => (
            <li key={text}>
              <b>{number}</b>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      {purge.places.length > 0 && (
        <details className={styles.places}>
          <summary>{counted(purge.places.length, 'file or conversation', 'files and conversations')}</summary>
          <ul>
            {purge.places.slice(0, PLACES).map((place) => (
              <li key={place} dir="auto">
                {place}
              </li>
            ))}
            {purge.places.length > PLACES && <li>and {purge.places.length - PLACES} more</li>}
          </ul>
        </details>
      )}
      {(purge.later ?? []).map((line) => (
        <p key={line} className="small muted">
          {line}
        </p>
      ))}
      {note !== undefined && <p className="small muted">{note}</p>}
      <div className="row" ref={ways}>
        {children}
      </div>
    </section>
  )
}
