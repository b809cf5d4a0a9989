import { scaleLinear } from 'd3-scale'
import { AXIS_LIMIT } from '../../words/axes.ts'
import styles from './Track.module.css'

type TrackProps = Readonly<{ mean: number; low: number; high: number; said?: number | undefined }>

const place = scaleLinear([-AXIS_LIMIT, AXIS_LIMIT], [0, 100]).clamp(true)
const MIDDLE = 9

/** Zero in the middle, the likely range as a band, the estimate as a diamond; one beyond the end points there. */
export function Track({ mean, low, high, said }: TrackProps) {
  const [from, to] = [place(low), place(high)]
  return (
    <svg className={styles.track} width="100%" height={MIDDLE * 2} aria-hidden="true">
      <line className="c-line" x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      <line className="c-zero" x1="50%" x2="50%" y1={MIDDLE - 7} y2={MIDDLE + 7} />
      <rect className="c-band" x={`${from}%`} width={`${Math.max(0.6, to - from)}%`} y={MIDDLE - 5} height={10} rx={3} />
      <svg x={`${place(mean)}%`} y={MIDDLE} overflow="visible">
        <path className="c-mark" d={Math.abs(mean) <= AXIS_LIMIT ? 'M0-6.2 5.2 0 0 6.2-5.2 0Z' : mean < 0 ? 'M4-6.2 4 6.2-5.2 0Z' : 'M-4-6.2-4 6.2 5.2 0Z'} />
      </svg>
      {said !== undefined && (
        <svg x={`${place(said)}%`} y={MIDDLE} overflow="visible">
          <circle className="c-you" r={4.5} />
        </svg>
      )}
    </svg>
  )
}
