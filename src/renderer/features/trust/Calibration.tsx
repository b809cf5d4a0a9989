import { useState } from 'react'
import { scaleLinear } from 'd3-scale'
import type { Calibration as Groups, Skill } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { calibrationFinding, shareOf, shareRange } from '../../words/trust.ts'
import styles from './Trust.module.css'

/** Sealed chances against how often they came true. */
export function Calibration({ skill }: Readonly<{ skill: Skill }>) {
  const [hasAnchorsAlone, setAnchorsAlone] = useState(false)
  const [hasNumbers, setNumbers] = useNumbers('calibration')
  const groups = hasAnchorsAlone ? skill.anchors.calibration : skill.calibration
  const { heading, under } = calibrationFinding(groups)
  return (
    <section data-chart>
      <h2>{hasAnchorsAlone ? `Drawn at random: ${heading.charAt(0).toLowerCase()}${heading.slice(1)}` : heading}</h2>
      <p>{under}</p>
      {hasNumbers ? <Numbers groups={groups} /> : <Plot groups={groups} />}
      <ChartFoot name="tacit-calibration" hasNumbers={hasNumbers} onNumbers={setNumbers}>
        <svg width="12" height="12" aria-hidden="true">
          <circle className="c-you" cx="6" cy="6" r="5" />
        </svg>
        how often it came true, likely range
        <span className={styles.alone}>
          <Switch label="Drawn at random only" checked={hasAnchorsAlone} onChange={setAnchorsAlone} />
          <span aria-hidden="true">drawn at random only</span>
        </span>
      </ChartFoot>
    </section>
  )
}

const TICKS = [0, 25, 50, 75, 100]
const BOTTOM = 204
const y = scaleLinear([0, 1], [BOTTOM, 8])

function Plot({ groups }: Readonly<{ groups: Groups }>) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const inner = Math.max(0, width - 48)
  const x = scaleLinear([0, 1], [0, inner])
  return (
    <div ref={frame}>
      <div className={styles.plot}>
        <svg width={inner} height={262} role="img" aria-label={sentence(groups)}>
          {TICKS.map((tick) => (
            <g key={tick}>
              <line className="c-line" x1={0} x2={inner} y1={y(tick / 100)} y2={y(tick / 100)} />
              <text x={-8} y={y(tick / 100) + 4} textAnchor="end">
                {tick}
              </text>
              <text x={x(tick / 100)} y={221} textAnchor="middle">
                {tick}
              </text>
            </g>
          ))}
          <line className="c-claim" x1={0} y1={y(0)} x2={inner} y2={y(1)} />
          <text className="claim" x={x(0.83)} y={17} textAnchor="end">
            what it claims
          </text>
          {groups.map((group) => {
            const [low, high] = shareRange(shareOf(group), group.n)
            return (
              <g key={`${group.low}`}>
                <line className="c-you-line" x1={x(group.said)} x2={x(group.said)} y1={y(low)} y2={y(high)} />
                <circle className="c-you" cx={x(group.said)} cy={y(shareOf(group))} r={5} />
                <text className="second" x={x(group.said)} y={241} textAnchor="middle">
                  {group.n}
                </text>
              </g>
            )
          })}
          <text x={-8} y={241} textAnchor="end">
            n
          </text>
          <text x={-8} y={-8}>
            came true, in 100
          </text>
          <text x={inner / 2} y={259} textAnchor="middle">
            chance Tacit sealed, in 100
          </text>
        </svg>
      </div>
    </div>
  )
}

function Numbers({ groups }: Readonly<{ groups: Groups }>) {
  return (
    <NumberTable
      caption="In 100. Ratings count as “4 or 5”, pairs as “the first”, hindsight as “glad”."
      heads={['Sealed', 'Came true', 'Likely', 'Predictions']}
      rows={groups.map((group) => {
        const [low, high] = shareRange(shareOf(group), group.n)
        return { key: group.low, name: hundred(group.said), figures: [hundred(shareOf(group)), `${hundred(low)} to ${hundred(high)}`, group.n] }
      })}
    />
  )
}

const hundred = (share: number): number => Math.round(share * 100)

function sentence(groups: Groups): string {
  if (groups.length === 0) return 'Calibration. No prediction was opened yet.'
  const parts = groups.map((group, index) => {
    const [said, found] = [hundred(group.said), hundred(shareOf(group))]
    return index === 0 ? `${said} in 100 sealed, ${found} found, ${group.n} predictions` : `${said}, ${found}, ${group.n}`
  })
  return `Calibration in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}. ${parts.join('; ')}.`
}
