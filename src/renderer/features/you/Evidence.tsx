import { useEffect, useRef, useState } from 'react'
import type { AxisDetail, EvidenceView, Removal } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { counted, signed } from '../../words/numbers.ts'
import { EvidenceRow } from './EvidenceRow.tsx'
import { Removed } from './Removed.tsx'
import { SeveralRows } from './SeveralRows.tsx'
import styles from './Evidence.module.css'

const FIRST = 4
const NONE: readonly Removal[] = []
const PAGE = 20

const FILTERS = {
  all: { name: 'All', holds: () => true },
  mine: { name: 'Mine', holds: (row: EvidenceView) => !row.isInferred },
  inferred: { name: 'Inferred', holds: (row: EvidenceView) => row.isInferred === true },
} as const
type Filter = keyof typeof FILTERS

/** The rows that moved an axis, the strongest first. A row opens with what would be without it, and only then can go; so can several. */
export function Evidence({ detail, asked }: Readonly<{ detail: AxisDetail; /** The row that it opens with. */ asked: number | null }>) {
  const [shown, setShown] = useState(FIRST)
  const [open, setOpen] = useState(asked)
  const [filter, setFilter] = useState<Filter>('all')
  /** The rows that are ticked; null while none are to be. */
  const [several, setSeveral] = useState<ReadonlySet<number> | null>(null)
  const section = useRef<HTMLElement>(null)
  const { evidence } = detail
  const removals = useYou((state) => state.you?.removals) ?? NONE
  useEffect(() => {
    if (asked !== null) section.current?.querySelector<HTMLElement>(`[data-row="${asked}"]`)?.focus()
  }, [asked])
  const isMixed = evidence.some(FILTERS.mine.holds) && evidence.some(FILTERS.inferred.holds)
  const rows = isMixed ? evidence.filter(FILTERS[filter].holds) : evidence
  const rest = rows.slice(Math.max(shown, rows.findIndex(({ rowId }) => rowId === open) + 1))
  const lean = detail.mean < 0 ? -1 : 1
  const restMoved = rest.reduce((sum, row) => sum + lean * row.effect, 0)

  /** After a removal the focus goes to the row that has taken its place; where none is left, to the way back. */
  const focusNear = (index: number): void => {
    setTimeout(() => {
      const buttons = section.current?.querySelectorAll<HTMLElement>('[data-row]')
      const near = buttons?.[Math.min(index, buttons.length - 1)] ?? section.current?.querySelector<HTMLElement>('[data-put-back]')
      near?.focus()
    }, 0)
  }
  const end = (index: number): void => {
    setSeveral(null)
    focusNear(index)
  }

  return (
    <section ref={section}>
      <h3 className={styles.heading}>
        Evidence <span>{evidence.length === 0 ? (detail.locked ? 'none moves it while it is locked' : 'no row yet') : `${counted(rows.length, 'row')}, strongest first`}</span>
      </h3>
      <Removed removals={removals} onBack={() => focusNear(0)} />
      {evidence.length > 1 && (
        <div className={styles.ways}>
          {isMixed && (
            <div role="group" aria-label="Which rows" className={styles.filters}>
              {(Object.keys(FILTERS) as Filter[]).map((each) => (
                <Chip key={each} pressed={each === filter} onClick={() => setFilter(each)}>
                  {FILTERS[each].name}
                </Chip>
              ))}
            </div>
          )}
          <span className="spacer" />
          <LinkButton aria-expanded={several !== null} onClick={() => setSeveral(several === null ? new Set() : null)}>
            {several === null ? 'Select several' : 'Select none'}
          </LinkButton>
        </div>
      )}
      {several !== null && <SeveralRows rows={rows} detail={detail} picked={several} onPick={setSeveral} onEnd={end} />}
      {several === null && (
        <ul className={styles.list}>
          {rows.slice(0, Math.max(shown, rows.findIndex(({ rowId }) => rowId === open) + 1)).map((row, index) => (
            <EvidenceRow
              key={row.rowId}
              row={row}
              detail={detail}
              isOpen={open === row.rowId}
              onToggle={() => setOpen(open === row.rowId ? null : row.rowId)}
              onSeveral={() => setSeveral(new Set([row.rowId]))}
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
      )}
    </section>
  )
}
