import { useEffect, useRef, useState } from 'react'
import type { Replay } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { say } from '../../stores/announcer.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { Slider } from '../../ui/Slider.tsx'
import { costPoints, costWords, replayWords } from '../../words/speaking.ts'
import styles from './FineControl.module.css'

/** Doublings of the cost: from a quarter of a point to four. */
const MOST = 2
const STEP = 0.25
const PAGE = 1
/** Keys write once the person stops pressing them; a pointer writes when it is let go. */
const SETTLE_MS = 900
const REPLAY_MS = 80

const costAt = (doublings: number): number => Math.round(100 * 2 ** doublings) / 100

type FineControlProps = Readonly<{
  /** The person's own cost, or null where a preset holds. */
  cost: number | null
  /** What the chosen preset costs, and the cost that the policy was measured with. */
  preset: number
  measured: number
}>

/** The cost of a wrong interruption as the person sets it, with what it would have done in the last four weeks. */
export function FineControl({ cost, preset, measured }: FineControlProps) {
  const change = useApp((state) => state.change)
  const [moved, setMoved] = useState<number | null>(null)
  const [isOpen, setOpen] = useState(cost !== null)
  const [replay, setReplay] = useState<Replay | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const at = moved ?? Math.log2(cost ?? preset)
  const shown = costAt(at)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    const asked = setTimeout(() => {
      client.request('presets.replayCost', { cost: shown }).then((answer) => isCurrent && setReplay(answer), noticeFailure)
    }, REPLAY_MS)
    return () => {
      isCurrent = false
      clearTimeout(asked)
    }
  }, [shown, isOpen])

  const write = (): void => {
    clearTimeout(timer.current)
    if (moved === null) return
    say(`${costWords(shown, measured)}.`)
    change({ interruptionCost: shown }).then(() => setMoved(null), noticeFailure)
  }
  return (
    <details className={styles.fine} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Fine control{cost !== null && `: ${costPoints(cost)}`}</summary>
      <div className={styles.set}>
        <Slider
          min={-MOST}
          max={MOST}
          step={STEP}
          value={at}
          aria-label="What a wrong interruption weighs"
          aria-valuetext={costWords(shown, measured)}
          page={PAGE}
          onMove={setMoved}
          onPointerUp={write}
          onBlur={write}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setMoved(null)
            if (event.key === 'Enter') write()
          }}
          onKeyUp={() => {
            clearTimeout(timer.current)
            timer.current = setTimeout(write, SETTLE_MS)
          }}
        />
        <div className={styles.ends} aria-hidden="true">
          <span>speaks sooner</span>
          <span>as measured</span>
          <span>stays quiet longer</span>
        </div>
        <p>
          {costWords(shown, measured)}. {replayWords(replay)}
          {replay && '.'}
        </p>
      </div>
    </details>
  )
}
