import { useEffect, useId, useRef, useState } from 'react'
import type { AxisDetail } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { AXIS_LIMIT, toward } from '../../words/axes.ts'
import { Track } from './Track.tsx'
import styles from './AxisSlider.module.css'

type Band = Readonly<{ mean: number; low: number; high: number }>

const STEP = 0.05
const PAGE = 0.25
/** Keys write once the person stops pressing them; a pointer writes when it is let go. */
const SETTLE_MS = 900

/** The person's own value for an axis: what Tacit would then believe while it moves, a row in the ledger when it rests. */
export function AxisSlider({ detail }: Readonly<{ detail: AxisDetail }>) {
  const { preview, setAxis, undoSet, lastSet } = useYou()
  const [value, setValue] = useState<number | null>(null)
  const [shown, setShown] = useState<Band | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<number | null>(null)
  const noteId = useId()

  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (value === null) return
    let isCurrent = true
    const asked = setTimeout(() => {
      void preview(detail.id, value).then((band) => isCurrent && setShown(band))
    }, 60)
    return () => {
      isCurrent = false
      clearTimeout(asked)
    }
  }, [value, detail.id, preview])

  const move = (to: number): void => {
    pending.current = to
    setValue(to)
  }
  const rest = (): void => {
    setValue(null)
    setShown(null)
  }
  const write = (): void => {
    clearTimeout(timer.current)
    const rounded = pending.current
    if (rounded === null) return
    pending.current = null
    void setAxis(detail.id, rounded).then(rest)
  }
  const writeLater = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(write, SETTLE_MS)
  }
  const at = value ?? detail.mean
  const isSet = lastSet?.axisId === detail.id && value === null

  return (
    <section className={styles.set}>
      <h3>
        Set it yourself <span>counts as 3 ratings</span>
      </h3>
      <div className={styles.band}>
        <Track {...(value === null ? detail : (shown ?? detail))} said={value ?? undefined} />
      </div>
      <Slider
        min={-AXIS_LIMIT}
        max={AXIS_LIMIT}
        step={STEP}
        value={at}
        disabled={detail.locked}
        aria-label={`Set ${detail.left} to ${detail.right}`}
        aria-valuetext={toward(detail, at)}
        aria-describedby={noteId}
        page={PAGE}
        onMove={move}
        onPointerUp={write}
        onBlur={write}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            clearTimeout(timer.current)
            pending.current = null
            rest()
          }
          if (event.key === 'Enter') write()
        }}
        onKeyUp={() => {
          if (pending.current !== null) writeLater()
        }}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{detail.left}</span>
        <span>{detail.right}</span>
      </div>
      <p className={styles.note} id={noteId}>
        {detail.locked
          ? 'Locked. Unlock it to set it.'
          : value !== null
            ? shown && `Tacit would then believe ${toward(detail, shown.mean)}.`
            : isSet
              ? 'Set, and in the ledger. '
              : ''}
        {isSet && !detail.locked && <LinkButton onClick={() => void undoSet()}>Undo</LinkButton>}
      </p>
    </section>
  )
}
