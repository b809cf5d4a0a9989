import { scaleLinear } from 'd3-scale'

type ScaleChartProps = Readonly<{ sentence: string; likely: readonly [number, number]; wrote: number; said: number | null }>

const WIDTH = 216
const LINE = 20
const place = scaleLinear([1, 5], [12, WIDTH - 12]).clamp(true)
const TICKS = [1, 2, 3, 4, 5]

/** 1 to 5 with the likely range as a band, the estimate as a diamond and the person's word as a dot. */
export function ScaleChart({ sentence, likely, wrote, said }: ScaleChartProps) {
  const [low, high] = [place(likely[0]), place(likely[1])]
  return (
    <svg width={WIDTH} height={52} role="img" aria-label={sentence}>
      <line className="c-zero" x1={place(1)} x2={place(5)} y1={LINE} y2={LINE} />
      {TICKS.map((tick) => (
        <g key={tick}>
          <line className="c-line" x1={place(tick)} x2={place(tick)} y1={LINE - 3} y2={LINE + 3} />
          <text x={place(tick)} y={44} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
      <rect className="c-band" x={low} y={LINE - 6} width={Math.max(2, high - low)} height={12} rx={3} />
      <path className="c-mark" d={`M${place(wrote)} ${LINE - 6.2}l5.2 6.2l-5.2 6.2l-5.2-6.2Z`} />
      {said !== null && <circle className="c-you" cx={place(said)} cy={LINE} r={5.5} />}
    </svg>
  )
}
