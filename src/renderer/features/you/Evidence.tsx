import { useRef, useState } from 'react'
import type { AxisDetail } from '../../../agent/contract/index.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { counted, signed } from '../../words/numbers.ts'
import { EvidenceRow } from './EvidenceRow.tsx'
import styles from './Evidence.module.css'

const FIRST = 4
const PAGE = 20

/** The rows that moved an axis, the strongest first. A row opens with what would be without it, and only then can go. */
export function Evidence({ detail }: Readonly<{ detail: AxisDetail }>) {
  const [shown, setShown] = useState(FIRST)
  const [open, setOpen] = useState<number | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const { evidence } = detail
  const rest = evidence.slice(shown)
  const lean = detail.mean < 0 ? -1 : 1
  const restMoved = rest.reduce((sum, row) => sum + lean * row.effect, 0)

  /** After a removal the focus goes to the row that has taken its place. */
  const focusNear = (index: number): void => {
    setTimeout(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>('[data-row]')
      buttons?.[Math.min(index, buttons.length - 1)]?.focus()
    }, 0)
  }

  return (
    <section>
      <h3 className={styles.heading}>
        Evidence <span>{evidence.length === 0 ? (detail.locked ? 'none moves it while it is locked' : 'no row yet') : `${counted(evidence.length, 'row')}, strongest first`}</span>
      </h3>
      <ul className={styles.list} ref={list}>
        {evidence.slice(0, shown).map((row, index) => (
          <EvidenceRow
            key={row.rowId}
            row={row}
            detail={detail}
            isOpen={open === row.rowId}
            onToggle={() => setOpen(open === row.rowId ? null : row.rowId)}
            onRemoved={() => focusNear(index)}
          />
        ))}
        {rest.length > 0 && (
          <li className={styles.rest}>
            <LinkButton onClick={() => setShown(shown + PAGE)}>{counted(rest.length, 'more row', 'more rows')}</LinkButton>
            <span className="faint">{signed(restMoved)}</span>
          </li>
        )}
      </ul>
    </section>
  )
}
