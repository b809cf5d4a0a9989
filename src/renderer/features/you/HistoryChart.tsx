import { area, line } from 'd3-shape'
import { scaleLinear, scaleTime } from 'd3-scale'
import type { AxisDetail, EvidenceView } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { halfWidth, toward } from '../../words/axes.ts'
import { day, shortDay } from '../../words/dates.ts'
import { decimal, signed } from '../../words/numbers.ts'
import { HistoryNumbers } from './HistoryNumbers.tsx'
import styles from './HistoryChart.module.css'

type Point = AxisDetail['history'][number]

const TOP = 6
const BOTTOM = 96
const LEFT = 36

/** How an axis came to be: the estimate as a line within its likely range, a point a day on which it moved. */
export function HistoryChart({ detail }: Readonly<{ detail: AxisDetail }>) {
  const [hasNumbers, setNumbers] = useNumbers('history')
  if (detail.history.length < 2) return <p className={styles.none}>It has not moved on two days yet.</p>
  return (
    <section data-chart aria-label="How it came to be">
      {hasNumbers ? <HistoryNumbers detail={detail} /> : <Chart detail={detail} />}
      <ChartFoot name={`tacit-axis-${detail.id}`} title={`${detail.left} ↔ ${detail.right}`} hasNumbers={hasNumbers} onNumbers={setNumbers} />
    </section>
  )
}

function Chart({ detail }: Readonly<{ detail: AxisDetail }>) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const { history } = detail
  const first = history[0]!
  const last = history.at(-1)!
  return (
    <div ref={frame} className={styles.history}>
      {width > 0 && <Plot history={history} width={width} sentence={sentence(detail, first, last)} mark={strongest(detail, first, last)} />}
    </div>
  )
}

type PlotProps = Readonly<{ history: readonly Point[]; width: number; sentence: string; mark: EvidenceView | null }>

function Plot({ history, width, sentence: said, mark }: PlotProps) {
  const first = history[0]!
  const last = history.at(-1)!
  const limit = Math.max(0.4, Math.ceil(10 * Math.max(...history.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))) / 10)
  const x = scaleTime([first.at, last.at], [LEFT, width - 2])
  const y = scaleLinear([-limit, limit], [BOTTOM, TOP])
  const band = area<Point>((point) => x(point.at), (point) => y(point.low), (point) => y(point.high))(history)
  const mean = line<Point>((point) => x(point.at), (point) => y(point.mean))(history)
  const middle = (first.at + last.at) / 2
  const isLate = mark !== null && x(mark.at) > width * 0.6
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
      {mark && (
        <>
          <line className="c-guide" x1={x(mark.at)} x2={x(mark.at)} y1={TOP} y2={BOTTOM} />
          <text className="second" x={x(mark.at) + (isLate ? -6 : 6)} y={TOP + 9} textAnchor={isLate ? 'end' : 'start'}>
            {mark.said}
          </text>
        </>
      )}
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

/** The row that moved the axis most, where it falls within the chart. */
function strongest(detail: AxisDetail, first: Point, last: Point): EvidenceView | null {
  const row = detail.evidence[0]
  return row && row.at > first.at && row.at < last.at ? row : null
}

function sentence(detail: AxisDetail, first: Point, last: Point): string {
  const from = `from ${toward(detail, first.mean)} on ${day(first.at)}`
  return `${detail.left} to ${detail.right}: ${from} to ${toward(detail, last.mean)} today; likely range went from ${halfWidth(first)} to ${halfWidth(last)}. Limits ${decimal(last.low)} and ${decimal(last.high)}.`
}
