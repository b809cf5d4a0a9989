import { scaleBand, scaleLinear } from 'd3-scale'
import type { AcceptanceWeek } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { shortDay } from '../../words/dates.ts'
import { acceptanceFinding, acceptanceSentence } from '../../words/quiet.ts'
import styles from './Trust.module.css'

type Weeks = readonly AcceptanceWeek[]

/** By week what was shown, and within it what was rated 4 or 5. */
export function Acceptance({ weeks }: Readonly<{ weeks: Weeks }>) {
  const [hasNumbers, setNumbers] = useNumbers('acceptance')
  const { heading, under } = acceptanceFinding(weeks)
  return (
    <section data-chart>
      <h2>{heading}</h2>
      <p>{under}</p>
      {weeks.length > 0 && (
        <>
          {hasNumbers ? <Numbers weeks={weeks} /> : <Bars weeks={weeks} />}
          <ChartFoot name="tacit-acceptance" hasNumbers={hasNumbers} onNumbers={setNumbers}>
            states a week:
            <svg width="12" height="12" aria-hidden="true">
              <rect className="c-you" width="12" height="12" rx="2" />
            </svg>
            accepted
            <svg width="12" height="12" aria-hidden="true">
              <rect className="c-shown" width="12" height="12" rx="2" />
            </svg>
            shown
          </ChartFoot>
        </>
      )}
    </section>
  )
}

const HEIGHT = 128
const BASE = 104

function Bars({ weeks }: Readonly<{ weeks: Weeks }>) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const x = scaleBand(weeks.map(({ from }) => from), [0, Math.min(width, weeks.length * 48)]).padding(0.2)
  const most = Math.max(...weeks.map(({ shown }) => shown))
  const highest = weeks.find(({ shown }) => shown === most)!.from
  const y = scaleLinear([0, most], [BASE, 14])
  const labelled = new Set([weeks[0]!.from, weeks[Math.floor((weeks.length - 1) / 2)]!.from, weeks.at(-1)!.from])
  return (
    <div ref={frame} className={styles.bars}>
      <svg width={width} height={HEIGHT} role="img" aria-label={acceptanceSentence(weeks)}>
        {weeks.map(({ from, shown, accepted }) => (
          <g key={from}>
            <rect className="c-shown" x={x(from)} width={x.bandwidth()} y={y(shown)} height={BASE - y(shown)} rx="2" />
            <rect className="c-you" x={x(from)} width={x.bandwidth()} y={y(accepted)} height={BASE - y(accepted)} rx="2" />
            {from === highest && (
              <text x={x(from)! + x.bandwidth() / 2} y={y(shown) - 4} textAnchor="middle">
                {shown}
              </text>
            )}
            {labelled.has(from) && (
              <text x={x(from)! + x.bandwidth() / 2} y={HEIGHT - 6} textAnchor="middle">
                {shortDay(from)}
              </text>
            )}
          </g>
        ))}
        <line className="c-zero" x1={0} x2={x.range()[1]} y1={BASE} y2={BASE} />
      </svg>
    </div>
  )
}

function Numbers({ weeks }: Readonly<{ weeks: Weeks }>) {
  return (
    <NumberTable
      caption="States that you answered, by week from Monday. Accepted is a 4, a 5, or a text of your own in its place."
      heads={['Week of', 'Shown', 'Accepted', 'Unasked', 'Of them accepted']}
      rows={weeks.map(({ from, shown, accepted, unasked }) => ({ key: from, name: shortDay(from), figures: [shown, accepted, unasked.shown, unasked.accepted] }))}
    />
  )
}
