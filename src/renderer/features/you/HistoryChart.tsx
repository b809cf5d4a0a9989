import { area, line } from 'd3-shape'
import { scaleLinear, scaleTime } from 'd3-scale'
import type { AxisDetail } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { halfWidth, toward } from '../../words/axes.ts'
import { day, shortDay } from '../../words/dates.ts'
import { decimal, signed } from '../../words/numbers.ts'
import { HistoryNumbers } from './HistoryNumbers.tsx'
import { marksOf } from './history-marks.ts'
import type { Mark } from './history-marks.ts'
import styles from './HistoryChart.module.css'

type Point = AxisDetail['history'][number]

const TOP = 6
const BOTTOM = 96
const LEFT = 36

type HistoryProps = Readonly<{ detail: AxisDetail; /** A mark was pressed: the row that it stands for. */ onRow: (rowId: number) => void }>

/** How an axis came to be: the estimate as a line within its likely range, a point a day on which it moved, and the rows that moved it most. */
export function HistoryChart({ detail, onRow }: HistoryProps) {
  const [hasNumbers, setNumbers] = useNumbers('history')
  if (detail.history.length < 2) return <p className={styles.none}>It has not moved on two days yet.</p>
  return (
    <section data-chart aria-label="How it came to be">
      {hasNumbers ? <HistoryNumbers detail={detail} /> : <Chart detail={detail} onRow={onRow} />}
      <ChartFoot name={`tacit-axis-${detail.id}`} title={`${detail.left} ↔ ${detail.right}`} hasNumbers={hasNumbers} onNumbers={setNumbers} />
    </section>
  )
}

function Chart({ detail, onRow }: HistoryProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const { history } = detail
  const first = history[0]!
  const last = history.at(-1)!
  const scales = scalesOf(history, width)
  const marks = width > 0 ? marksOf(detail.evidence, history, scales) : []
  return (
    <div ref={frame} className={styles.history}>
      {width > 0 && <Plot history={history} width={width} scales={scales} sentence={sentence(detail, first, last)} marks={marks} />}
      {marks.map(({ row, x, y }) => (
        <button
          key={row.rowId}
          type="button"
          className={styles.mark}
          style={{ insetInlineStart: x, insetBlockStart: y }}
          title={`${row.label}: ${row.said}`}
          aria-label={`${day(row.at)}, ${row.said}, ${decimal(Math.abs(row.effect))} toward ${row.effect < 0 ? detail.left : detail.right}: ${row.label}`}
          onClick={() => onRow(row.rowId)}
        />
      ))}
    </div>
  )
}

type Scales = Readonly<{ x: (at: number) => number; y: (value: number) => number; limit: number }>

function scalesOf(history: readonly Point[], width: number): Scales {
  const limit = Math.max(0.4, Math.ceil(10 * Math.max(...history.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))) / 10)
  return { limit, x: scaleTime([history[0]!.at, history.at(-1)!.at], [LEFT, width - 2]), y: scaleLinear([-limit, limit], [BOTTOM, TOP]) }
}

type PlotProps = Readonly<{ history: readonly Point[]; width: number; scales: Scales; sentence: string; marks: readonly Mark[] }>

function Plot({ history, width, scales: { x, y, limit }, sentence: said, marks }: PlotProps) {
  const first = history[0]!
  const last = history.at(-1)!
  const band = area<Point>((point) => x(point.at), (point) => y(point.low), (point) => y(point.high))(history)
  const mean = line<Point>((point) => x(point.at), (point) => y(point.mean))(history)
  const middle = (first.at + last.at) / 2
  return (
    <svg width={width} height={116} role="img" aria-label={said}>
      {[limit, 0, -limit].map((value) => (
        <g key={value}>
          <line className={value === 0 ? 'c-zero' : 'c-line'} x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {value === 0 ? '0' : signed(value, 1)}
          </text>
        </g>
      ))}
      <path className="c-band" d={band ?? ''} />
      <path className="c-tacit" d={mean ?? ''} />
      {marks.map(({ row, x: at, y: height }) => (
        <circle key={row.rowId} className="c-you" cx={at} cy={height} r={4} />
      ))}
      <text x={LEFT} y={113}>
        {shortDay(first.at)}
      </text>
      {width > 240 && history.length > 2 && (
        <text x={x(middle)} y={113} textAnchor="middle">
          {shortDay(middle)}
        </text>
      )}
      <text x={width} y={113} textAnchor="end">
        {shortDay(last.at)}
      </text>
    </svg>
  )
}

function sentence(detail: AxisDetail, first: Point, last: Point): string {
  const from = `from ${toward(detail, first.mean)} on ${day(first.at)}`
  return `${detail.left} to ${detail.right}: ${from} to ${toward(detail, last.mean)} today; likely range went from ${halfWidth(first)} to ${halfWidth(last)}. Limits ${decimal(last.low)} and ${decimal(last.high)}.`
}
