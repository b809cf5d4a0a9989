import { useEffect } from 'react'
import type { AxisView, Pole } from '../../../agent/contract/index.ts'
import { usePoles } from '../../stores/poles.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './PoleTicks.module.css'

/** As many as the assistant takes. */
const MOST = 5
const SIDES = ['left', 'right'] as const

/** The axes with a tick for each pole, five of them at most, one of an axis. */
export function PoleTicks() {
  const { axes, poles, error, load, toggle } = usePoles()
  useEffect(() => {
    void load()
  }, [load])
  const isFull = poles.length >= MOST
  return (
    <>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} onAction={() => void load()} />}
      {!axes && !error && <Waiting words="Reading the axes" rows={7} />}
      {axes && (
        <>
          <div className={styles.axes}>
            {axes.map((axis) => (
              <fieldset key={axis.id} className={styles.axis}>
                <legend className="sr">
                  {axis.left} or {axis.right}
                </legend>
                {SIDES.map((side) => (
                  <PoleTick key={side} axis={axis} side={side} poles={poles} isFull={isFull} onToggle={toggle} />
                ))}
              </fieldset>
            ))}
          </div>
          <p className={styles.count} aria-live="polite">
            {poles.length} of {MOST} ticked.{isFull && ' Untick one to tick another.'}
          </p>
        </>
      )}
    </>
  )
}

type PoleTickProps = Readonly<{ axis: AxisView; side: Pole['side']; poles: readonly Pole[]; isFull: boolean; onToggle: (pole: Pole) => void }>

function PoleTick({ axis, side, poles, isFull, onToggle }: PoleTickProps) {
  const ofAxis = poles.find(({ axisId }) => axisId === axis.id)
  return (
    <label className={styles.pole}>
      <input type="checkbox" checked={ofAxis?.side === side} disabled={isFull && !ofAxis} onChange={() => onToggle({ axisId: axis.id, side })} />
      <span>{axis[side]}</span>
    </label>
  )
}
