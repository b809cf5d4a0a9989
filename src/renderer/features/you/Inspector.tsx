import { useState } from 'react'
import type { AxisDetail } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { likely, toward } from '../../words/axes.ts'
import { axisMarkdown } from '../../words/markdown.ts'
import { decimal, isZero } from '../../words/numbers.ts'
import { AxisSlider } from './AxisSlider.tsx'
import { Evidence } from './Evidence.tsx'
import { HistoryChart } from './HistoryChart.tsx'
import styles from './Inspector.module.css'

const KINDS: Readonly<Record<AxisDetail['kind'], string>> = { value: 'A value', taste: 'A taste', mood: 'A mood' }

/** One axis: what it means for this person, how it came to be, and everything that can be done about it. */
export function Inspector({ detail }: Readonly<{ detail: AxisDetail }>) {
  const [asked, setAsked] = useState<Readonly<{ rowId: number | null; turn: number }>>({ rowId: null, turn: 0 })
  const lock = useYou((state) => state.lock)
  const [pole, other] = detail.mean < 0 ? [detail.left, detail.right] : [detail.right, detail.left]
  const isEven = isZero(detail.mean)
  return (
    <aside tabIndex={-1} className={styles.inspector} aria-label={`${detail.left} to ${detail.right}`} data-copyable>
      <header>
        <h2>
          {detail.left} <span aria-hidden="true">↔</span>
          <span className="sr">to</span> {detail.right}
        </h2>
        <Button
          kind="plain"
          small
          icon={detail.locked ? 'lock' : 'unlock'}
          aria-pressed={detail.locked}
          keys="l"
          onClick={() => void lock(detail.id, !detail.locked)}
        >
          {detail.locked ? 'Locked' : 'Lock'}
        </Button>
      </header>
      <p className={styles.say}>
        {isEven ? (
          <>Which way you lean is not known. Likely {likely(detail, detail)}.</>
        ) : (
          <>
            All the way from {other} to <b>{pole}</b>, a state gains about <b className="tacit">{decimal(Math.abs(detail.mean))}</b> of a point with you.{!detail.locked && ` Likely ${likely(detail, detail)}.`}
          </>
        )}
        {detail.locked && ' Locked: evidence is kept and shown, and the value does not move.'}
      </p>
      <HistoryChart detail={detail} onRow={(rowId) => setAsked(({ turn }) => ({ rowId, turn: turn + 1 }))} />
      <AxisSlider detail={detail} />
      <Evidence key={asked.turn} detail={detail} asked={asked.rowId} />
      <details className={styles.more}>
        <summary>How it forgets, and what the poles mean</summary>
        <p>
          {KINDS[detail.kind]}: what you said weighs half after {detail.halfLifeDays} days. Now {toward(detail, detail.mean)}.
        </p>
        <p>These sentences say what the poles mean. What a state has of them is written beside it in the library, or told from its words.</p>
        <dl>
          <dt>{detail.left}</dt>
          {detail.anchors.left.map((anchor) => (
            <dd key={anchor}>{anchor}</dd>
          ))}
          <dt>{detail.right}</dt>
          {detail.anchors.right.map((anchor) => (
            <dd key={anchor}>{anchor}</dd>
          ))}
        </dl>
      </details>
      <p className="small">
        <CopyMarkdown what="the axis" text={() => axisMarkdown(detail)} />
      </p>
    </aside>
  )
}
