import { useEffect, useRef } from 'react'
import type { Reasons, Sealed } from '../../../agent/contract/index.ts'
import { decimal, inHundred, signed } from '../../words/numbers.ts'
import styles from './WhyPanel.module.css'

type WhyPanelProps = Readonly<{ id?: string; sealed: Sealed | null; reasons: Reasons }>

/** Why a card was there: the arithmetic of the day that it was sealed, and nothing else. */
export function WhyPanel({ id, sealed, reasons }: WhyPanelProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const mostWeight = reasons.evidence[0]?.weight ?? 0
  return (
    <section className={styles.why} ref={panel} id={id} aria-label="Why it was there">
      <table>
        <caption className="sr">Points that each part added to what Tacit wrote</caption>
        <thead>
          <tr>
            <th scope="col">{sealed?.likely ? `It had written ${decimal(sealed.mean, 1)}, because` : 'What counted'}</th>
            <th scope="col" className="num">
              points
            </th>
          </tr>
        </thead>
        <tbody>
          {reasons.contributions.map((term) => (
            <Term key={term.axisId ?? term.label} {...term} />
          ))}
          <Term {...reasons.style} />
        </tbody>
      </table>
      {reasons.evidence.length > 0 && (
        <>
          <h3>What weighed most</h3>
          <ul>
            {reasons.evidence.slice(0, 3).map((row) => (
              <li key={row.rowId}>
                <span dir="auto">{row.label}</span>
                <b className="tacit">{mostWeight > 0 ? signed(row.weight) : ''}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small muted">
        {reasons.choice} {reasons.threshold > 0 ? `It gave this ${inHundred(reasons.chance)} for a 4 or 5 and needed ${inHundred(reasons.threshold)}. ` : ''}
        {reasons.otherwise}
      </p>
      {reasons.regret && <p className="small muted">{reasons.regret.said}</p>}
    </section>
  )
}

function Term({ label, value, spread }: Readonly<{ label: string; value: number; spread: number }>) {
  return (
    <tr>
      <td>{label}</td>
      <td className="num">
        <b className="tacit">{signed(value)}</b> <span className="faint">± {decimal(spread)}</span>
      </td>
    </tr>
  )
}
