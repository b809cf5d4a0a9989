import { scaleLinear } from 'd3-scale'
import type { AxisView } from '../../../agent/contract/index.ts'
import { AXIS_LIMIT, axisSentence } from '../../words/axes.ts'
import { decimal } from '../../words/numbers.ts'

const ROW = 26
const [FROM, TO, WIDTH] = [170, 390, 560]
const x = scaleLinear([-AXIS_LIMIT, AXIS_LIMIT], [FROM, TO]).clamp(true)

/** All tracks in one drawing, to be taken away; on the page each stands in its own row. */
export function AxesPicture({ axes }: Readonly<{ axes: readonly AxisView[] }>) {
  const foot = axes.length * ROW + 16
  return (
    <svg data-picture width={WIDTH} height={foot + 8} aria-label={axes.map(axisSentence).join('. ')}>
      {axes.map(({ id, left, right, mean, low, high, isSure }, index) => {
        const y = index * ROW + ROW / 2
        return (
          <g key={id}>
            <text x={FROM - 10} y={y + 4} textAnchor="end" fontWeight={isSure && mean < 0 ? 600 : 400}>
              {left}
            </text>
            <line className="c-line" x1={FROM} x2={TO} y1={y} y2={y} />
            <line className="c-zero" x1={x(0)} x2={x(0)} y1={y - 7} y2={y + 7} />
            <rect className="c-band" x={x(low)} width={Math.max(1, x(high) - x(low))} y={y - 5} height={10} rx={3} />
            <path className="c-mark" d={`M${x(mean)} ${y - 6.2}l5.2 6.2-5.2 6.2-5.2-6.2Z`} />
            <text x={TO + 10} y={y + 4} fontWeight={isSure && mean > 0 ? 600 : 400}>
              {right}
            </text>
          </g>
        )
      })}
      {[-AXIS_LIMIT, 0, AXIS_LIMIT].map((value) => (
        <text key={value} x={x(value)} y={foot} textAnchor="middle">
          {value > 0 ? `+${decimal(value)}` : value === 0 ? '0' : decimal(value)}
        </text>
      ))}
      <text x={WIDTH} y={foot} textAnchor="end">
        points of five
      </text>
    </svg>
  )
}
