import { useEffect, useState } from 'react'
import type { AxisDetail, EvidenceView } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { likely, toward } from '../../words/axes.ts'
import { shortDay } from '../../words/dates.ts'
import { decimal, signed } from '../../words/numbers.ts'
import { RemovalWays } from './RemovalWays.tsx'
import styles from './Evidence.module.css'

type EvidenceRowProps = Readonly<{ row: EvidenceView; detail: AxisDetail; isOpen: boolean; onToggle: () => void; /** With Shift: several are to be chosen, this one first. */ onSeveral: () => void; onRemoved: () => void }>
type Band = Readonly<{ mean: number; low: number; high: number }>

export function EvidenceRow({ row, detail, isOpen, onToggle, onSeveral, onRemoved }: EvidenceRowProps) {
  const without = useYou((state) => state.without)
  const [band, setBand] = useState<Band | null>(null)
  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    void without([row.rowId], detail.id).then((answer) => isCurrent && setBand(answer))
    return () => {
      isCurrent = false
    }
  }, [isOpen, row.rowId, detail.id, without])

  return (
    <li className={styles.row} data-open={isOpen || undefined}>
      <button
        type="button"
        className={styles.head}
        data-row={row.rowId}
        aria-expanded={isOpen}
        onClick={(event) => (event.shiftKey ? onSeveral() : onToggle())}
      >
        <EvidenceWords row={row} detail={detail} />
      </button>
      {isOpen && (
        <div className={styles.without}>
          <span>{band ? `Without it: ${toward(detail, band.mean)} (${likely(detail, band)}).` : 'Working out what would be without it.'}</span>
          {band && <RemovalWays rows={[row.rowId]} axisId={detail.id} act="Remove" onGone={onRemoved} />}
        </div>
      )}
    </li>
  )
}

/** What was said of what, and by how much it moved the axis. */
export function EvidenceWords({ row, detail }: Pick<EvidenceRowProps, 'row' | 'detail'>) {
  // Shown toward the pole that the axis leans to, so that a plus supports it.
  const support = detail.mean < 0 ? -row.effect : row.effect
  return (
    <>
      <span className={styles.label}>
        <i dir="auto">{row.label}</i> <span>{row.said}</span>
      </span>
      <b aria-hidden="true">{signed(support)}</b>
      <span className="sr">
        , {shortDay(row.at)}: {decimal(Math.abs(row.effect))} toward {row.effect < 0 ? detail.left : detail.right}
      </span>
    </>
  )
}
