import { line } from 'd3-shape'
import { scaleLinear } from 'd3-scale'
import type { AxisView } from '../../../agent/contract/index.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { axisSentence } from '../../words/axes.ts'
import { Track } from './Track.tsx'
import styles from './AxisRow.module.css'

type AxisRowProps = Readonly<{ axis: AxisView; isChosen: boolean; isReachable: boolean; onFocus: () => void; onOpen: () => void }>

export function AxisRow({ axis, isChosen, isReachable, onFocus, onOpen }: AxisRowProps) {
  const leansLeft = axis.isSure && axis.mean < 0
  const leansRight = axis.isSure && axis.mean > 0
  return (
    <button
      type="button"
      className={styles.row}
      data-axis={axis.id}
      aria-current={isChosen || undefined}
      tabIndex={isReachable ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span className="sr">{axisSentence(axis)}</span>
      <span aria-hidden="true" className={classes(styles.left, leansLeft && styles.lean)}>{axis.left}</span>
      <Track mean={axis.mean} low={axis.low} high={axis.high} />
      <span aria-hidden="true" className={classes(styles.right, leansRight && styles.lean)}>{axis.right}</span>
      <Sparkline history={axis.history} />
      <span aria-hidden="true" className={styles.count}>{axis.rows}</span>
      <span className={styles.lock}>{axis.locked && <Icon name="lock" small />}</span>
    </button>
  )
}

const WIDTH = 60
const HEIGHT = 18

function Sparkline({ history }: Pick<AxisView, 'history'>) {
  const last = history.at(-1)
  if (!last || history.length < 2) return <svg className={styles.spark} width={WIDTH} height={HEIGHT} aria-hidden="true" />
  const x = scaleLinear([history[0]!.at, last.at], [0, WIDTH - 3])
  const most = Math.max(0.5, ...history.map((point) => Math.abs(point.mean)))
  const y = scaleLinear([-most, most], [HEIGHT - 2, 2])
  const path = line<AxisView['history'][number]>((point) => x(point.at), (point) => y(point.mean))(history)
  return (
    <svg className={styles.spark} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line className="c-line" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <path className="c-tacit" strokeWidth={1.5} d={path ?? ''} />
      <circle className="c-tacit-fill" cx={x(last.at)} cy={y(last.mean)} r={2} />
    </svg>
  )
}
