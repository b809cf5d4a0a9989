import { useEffect, useRef, useState } from 'react'
import type { AxisDetail, EvidenceView } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { likely, toward } from '../../words/axes.ts'
import { count, counted } from '../../words/numbers.ts'
import { EvidenceWords } from './EvidenceRow.tsx'
import { RemovalWays } from './RemovalWays.tsx'
import styles from './Evidence.module.css'

type SeveralRowsProps = Readonly<{
  rows: readonly EvidenceView[]
  detail: AxisDetail
  picked: ReadonlySet<number>
  onPick: (picked: ReadonlySet<number>) => void
  /** They were removed; `index` is where the first of them stood. */
  onEnd: (index: number) => void
}>
const FIRST = 12
const PAGE = 50
/** As many as the assistant takes at once. */
const MOST = 1000

type Band = Readonly<{ mean: number; low: number; high: number }>

/** A belief takes a moment to be worked out anew; it is asked for once the ticking rests. */
const REST_MS = 250

const pickedOf = (rows: readonly EvidenceView[], picked: ReadonlySet<number>): readonly number[] => rows.flatMap(({ rowId }) => (picked.has(rowId) ? [rowId] : []))

/** Rows to be ticked, Shift ticking all between two, and what would be without the ticked ones before they can go. */
export function SeveralRows({ rows, detail, picked, onPick, onEnd }: SeveralRowsProps) {
  const without = useYou((state) => state.without)
  const [worked, setWorked] = useState<Readonly<{ of: ReadonlySet<number>; band: Band | null }> | null>(null)
  const [shown, setShown] = useState(FIRST)
  const last = useRef<number | null>(null)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    ;(list.current?.querySelector<HTMLElement>('input:checked') ?? list.current?.querySelector('input'))?.focus()
  }, [])
  const [first, ...others] = pickedOf(rows, picked)
  useEffect(() => {
    const [one, ...also] = pickedOf(rows, picked)
    if (one === undefined) return
    let isCurrent = true
    const timer = setTimeout(() => void without([one, ...also], detail.id).then((band) => isCurrent && setWorked({ of: picked, band })), REST_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [rows, picked, detail.id, without])
  const band = worked?.of === picked ? worked.band : null

  const tick = (index: number, isTicked: boolean, isRange: boolean): void => {
    const from = isRange && last.current !== null ? last.current : index
    last.current = index
    const ids = rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ rowId }) => rowId)
    onPick(new Set(isTicked ? [...picked, ...ids] : [...picked].filter((id) => !ids.includes(id))))
  }
  const some = counted(others.length + 1, 'row')
  return (
    <>
      <ul className={styles.list} ref={list} aria-label="Rows to select">
        {rows.slice(0, shown).map((row, index) => (
          <li key={row.rowId} className={styles.row}>
            <label className={styles.pick}>
              <input
                type="checkbox"
                checked={picked.has(row.rowId)}
                onChange={({ target, nativeEvent }) => tick(index, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
              />
              <EvidenceWords row={row} detail={detail} />
            </label>
          </li>
        ))}
      </ul>
      <p className={styles.ways}>
        {rows.length > shown && <LinkButton onClick={() => setShown(shown + PAGE)}>{counted(rows.length - shown, 'more row', 'more rows')}</LinkButton>}
        <span className="spacer" />
        {picked.size === 0 && <LinkButton onClick={() => onPick(new Set(rows.slice(0, MOST).map(({ rowId }) => rowId)))}>Tick {rows.length > MOST ? `the strongest ${count(MOST)}` : `all ${count(rows.length)}`}</LinkButton>}
      </p>
      <div className={styles.picked}>
        <p aria-live="polite">
          {first === undefined ? 'None is ticked.' : band ? `Without ${others.length === 0 ? 'it' : `these ${others.length + 1}`}: ${toward(detail, band.mean)} (${likely(detail, band)}).` : `Working out what would be without ${some}.`}
        </p>
        {first !== undefined && band && (
          <RemovalWays key={[first, ...others].join(' ')} rows={[first, ...others]} axisId={detail.id} act={`Remove ${some}`} onGone={() => onEnd(rows.findIndex(({ rowId }) => rowId === first))} />
        )}
      </div>
    </>
  )
}
