import { useEffect, useState } from 'react'
import { scaleLinear } from 'd3-scale'
import { client } from '../../api.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { clock, longDay } from '../../words/dates.ts'
import { minuteAt, quietSpans, stripSentence } from '../../words/speaking.ts'
import styles from './QuietStrip.module.css'

const DAY = 24 * 60
const HOURS = [0, 6, 12, 18, 24]
const EDGE = 8

type StripProps = Readonly<{ from: string; until: string }>

/** The day from midnight to midnight: its quiet hours, and when something came unasked. */
export function QuietStrip({ from, until }: StripProps) {
  const [hasNumbers, setNumbers] = useNumbers('quiet-hours')
  const [spoke, setSpoke] = useState<readonly number[] | null>(null)
  useEffect(() => {
    client.request('presets.spoke', {}).then(setSpoke, noticeFailure)
  }, [])
  if (spoke === null) return <div className={styles.empty} />
  const sentence = stripSentence(from, until, spoke)
  return (
    <section data-chart aria-label="Quiet hours">
      {hasNumbers ? (
        <NumberTable caption={sentence} heads={['It spoke on', 'At']} rows={spoke.map((at) => ({ key: at, name: longDay(at), figures: [clock(at)] }))} />
      ) : (
        <Strip from={from} until={until} spoke={spoke} sentence={sentence} />
      )}
      <p>{sentence}</p>
      <ChartFoot name="tacit-quiet-hours" title={sentence} hasNumbers={hasNumbers} onNumbers={setNumbers} />
    </section>
  )
}

type PlotProps = StripProps & Readonly<{ spoke: readonly number[]; sentence: string }>

function Strip({ from, until, spoke, sentence }: PlotProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const x = scaleLinear([0, DAY], [EDGE, width - EDGE])
  return (
    <div ref={frame} className={styles.strip}>
      {width > 0 && (
        <svg width={width} height={40} role="img" aria-label={sentence}>
          {quietSpans(from, until).map(([start, end]) => (
            <rect key={start} className="c-shown" x={x(start)} width={x(end) - x(start)} y={2} height={18} />
          ))}
          <line className="c-zero" x1={x(0)} x2={x(DAY)} y1={20} y2={20} />
          {HOURS.map((hour) => (
            <g key={hour}>
              <line className="c-line" x1={x(hour * 60)} x2={x(hour * 60)} y1={2} y2={23} />
              <text x={x(hour * 60)} y={37} textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'} dx={hour === 0 ? -EDGE : hour === 24 ? EDGE : 0}>
                {hour === 24 ? '24 h' : hour}
              </text>
            </g>
          ))}
          {spoke.map((at) => (
            <circle key={at} className="c-tacit-fill" cx={x(minuteAt(at))} cy={11} r={3.5} />
          ))}
        </svg>
      )}
    </div>
  )
}
