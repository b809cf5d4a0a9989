import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { AxisView } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useYou } from '../../stores/you.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { AXIS_LIMIT, groupAxes } from '../../words/axes.ts'
import { decimal } from '../../words/numbers.ts'
import { AxesPicture } from './AxesPicture.tsx'
import { AxisNumbers } from './AxisNumbers.tsx'
import { AxisRow } from './AxisRow.tsx'
import styles from './AxisList.module.css'

/** The fourteen axes, the clearest first; ↑ ↓ move, Enter opens, L locks. */
export function AxisList({ axes, chosen }: Readonly<{ axes: readonly AxisView[]; chosen: string }>) {
  const [hasNumbers, setNumbers] = useNumbers('axes')
  const lock = useYou((state) => state.lock)
  const singleKeys = useApp((state) => state.settings?.singleKeys ?? true)
  const list = useRef<HTMLDivElement>(null)
  const { sure, unsure } = groupAxes(axes)
  const ordered = [...sure, ...unsure]
  const [focused, setFocused] = useState<string | null>(null)
  const reachable = ordered.some((axis) => axis.id === (focused ?? chosen)) ? (focused ?? chosen) : ordered[0]?.id

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const index = ordered.findIndex((axis) => axis.id === reachable)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ordered.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      const axis = ordered[Math.max(0, Math.min(ordered.length - 1, to))]
      list.current?.querySelector<HTMLElement>(`[data-axis="${axis?.id}"]`)?.focus()
    }
    const axis = ordered[index]
    if (event.key.toLowerCase() === 'l' && singleKeys && axis) {
      event.preventDefault()
      void lock(axis.id, !axis.locked)
    }
  }
  const rows = (group: readonly AxisView[]) =>
    group.map((axis) => (
      <AxisRow key={axis.id} axis={axis} isChosen={axis.id === chosen} isReachable={axis.id === reachable} onFocus={() => setFocused(axis.id)} onOpen={() => go('you', 'axis', axis.id)} />
    ))

  return (
    <section aria-label="Axes" data-chart>
      {hasNumbers ? (
        <AxisNumbers axes={ordered} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the rows inside
        <div ref={list} onKeyDown={onKeyDown}>
          <div className={styles.group}>
            <h2>{sure.length > 0 ? 'Sure of the direction' : 'Not sure yet'}</h2>
            <span aria-hidden="true">6 weeks · rows</span>
          </div>
          {rows(sure.length > 0 ? sure : unsure)}
          {sure.length > 0 && unsure.length > 0 && (
            <>
              <div className={styles.group}>
                <h2>Not sure yet</h2>
              </div>
              {rows(unsure)}
            </>
          )}
          <div className={styles.feet} aria-hidden="true">
            <span />
            <span className={styles.limits}>
              <span>{decimal(-AXIS_LIMIT)}</span>
              <span>0</span>
              <span>+{decimal(AXIS_LIMIT)}</span>
            </span>
            <span className={styles.unit}>points of five</span>
          </div>
        </div>
      )}
      {!hasNumbers && (
        <div className="sr" aria-hidden="true">
          <AxesPicture axes={ordered} />
        </div>
      )}
      <ChartFoot name="tacit-axes" title="What Tacit believes" hasNumbers={hasNumbers} onNumbers={setNumbers}>
        <span className={styles.sign} aria-hidden="true">
          <svg width="13" height="13" viewBox="-6.5 -6.5 13 13">
            <path className="c-mark" d="M0-5.6 4.8 0 0 5.6-4.8 0Z" />
          </svg>
          best estimate
        </span>
        <span className={styles.sign} aria-hidden="true">
          <svg width="28" height="10">
            <rect className="c-band" width="28" height="10" rx="3" />
          </svg>
          likely: four times in five
        </span>
      </ChartFoot>
    </section>
  )
}
