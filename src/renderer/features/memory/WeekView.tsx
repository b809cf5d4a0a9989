import { useId, useRef } from 'react'
import type { AuditWeek } from '../../../agent/contract/index.ts'
import { weekName, weekSentence } from '../../words/audit.ts'
import { capital, count } from '../../words/numbers.ts'
import { ClaimRow } from './ClaimRow.tsx'
import styles from './Weeks.module.css'

type WeekViewProps = Readonly<{ week: AuditWeek; now: number; isFirst: boolean }>

/** One week: its claims, and what was refused by which rule. */
export function WeekView({ week, now, isFirst }: WeekViewProps) {
  const id = useId()
  const section = useRef<HTMLElement>(null)
  /** The focus goes to the claim that has taken the place of the one that went. */
  const focusNear = (index: number): void => {
    const rows = section.current?.querySelectorAll<HTMLElement>('[data-claim]') ?? []
    const next = rows[Math.min(index, rows.length - 1)] ?? section.current
    next?.focus()
  }
  return (
    <section ref={section} tabIndex={-1} aria-labelledby={id} className={styles.week}>
      <h2 id={id}>{weekName(week, now)}</h2>
      {!isFirst && <p className="muted">{weekSentence(week)}</p>}
      <ul className={styles.claims}>
        {week.claims.map((claim, index) => (
          <ClaimRow key={claim.rowId} claim={claim} onGone={() => focusNear(index)} />
        ))}
      </ul>
      {week.refused.length > 0 && (
        <div className={styles.refused}>
          <h3>Refused</h3>
          <ul>
            {week.refused.map(({ reason, count: number }) => (
              <li key={reason}>
                <span>{capital(reason)}</span>
                <span>{count(number)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
