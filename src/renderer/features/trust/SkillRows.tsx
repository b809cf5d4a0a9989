import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { scaleLog } from 'd3-scale'
import type { TopicSkill } from '../../../agent/contract/index.ts'
import { useWidth } from '../../ui/use-width.ts'
import { capital, count, odds as oddsWords } from '../../words/numbers.ts'
import { KNOWS, topicWords } from '../../words/trust.ts'
import styles from './SkillRows.module.css'

const ROW = 34
const LABEL = 148
const VALUE = 104
/** For “over a million to 1”. */
const WIDEST_VALUE = 136
const MOST_LETTERS = 16
const TENS = [0.1, 1, 10, 100, 1000]
/** For “1,000” and some air, in pixels. */
const TICK = 36

type Row = Omit<TopicSkill, 'logLoss' | 'baseLogLoss'> & Readonly<{ logLoss: number | null; baseLogLoss: number | null }>
type SkillRowsProps = Readonly<{ rows: readonly Row[]; /** The topic that is told of. */ told: string | null; onTell: (topic: string | null) => void }>

/** One line a topic from 1 to its odds, on a logarithmic scale; each says what it rests on while it is pointed at or has the focus. */
export function SkillRows({ rows, told, onTell }: SkillRowsProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const list = useRef<HTMLUListElement>(null)
  const reachable = Math.max(0, rows.findIndex(({ topic }) => topic === told))
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: reachable + 1, ArrowUp: reachable - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    list.current?.querySelectorAll('button')[Math.max(0, Math.min(rows.length - 1, to))]?.focus()
  }
  return (
    <div ref={frame} className={styles.skill}>
      <Plot rows={rows} width={width} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the buttons inside */}
      <ul ref={list} aria-label="Topics" onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <li key={row.topic}>
            <button
              type="button"
              className={styles.row}
              tabIndex={index === reachable ? 0 : -1}
              aria-label={`${capital(row.topic)}: odds ${oddsWords(row.odds)}. ${topicWords(row)}`}
              onFocus={() => onTell(row.topic)}
              onPointerEnter={() => onTell(row.topic)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Plot({ rows, width }: Readonly<{ rows: readonly Row[]; width: number }>) {
  const isNarrow = width < 420
  const value = rows.some(({ odds }) => odds >= 1e6) ? WIDEST_VALUE : isNarrow ? 84 : VALUE
  const [left, right] = [isNarrow ? 104 : LABEL, width - value]
  const x = scaleLog([0.1, 1000], [left, Math.max(left + 20, right)]).clamp(true)
  const bottom = rows.length * ROW
  return (
    <svg width={width} height={bottom + 40} role="img" aria-label={sentence(rows)}>
      {TENS.map((ten) => (
        <line key={ten} className={ten === 1 ? 'c-zero' : 'c-line'} x1={x(ten)} x2={x(ten)} y1={0} y2={bottom} />
      ))}
      <line className="c-guide" x1={x(KNOWS)} x2={x(KNOWS)} y1={0} y2={bottom + 17} />
      {rows.map(({ topic, n, odds }, index) => (
        <g key={topic} transform={`translate(0 ${index * ROW + ROW / 2})`}>
          <text className="name" y={5}>
            {shortened(capital(topic), isNarrow ? 10 : MOST_LETTERS)}
            <tspan className="count" dx={5}>
              {n}
            </tspan>
          </text>
          <line className="c-tacit" x1={x(1)} x2={x(Math.max(odds, 0.1))} />
          <circle className={odds > KNOWS ? 'c-tacit-fill' : 'c-mark'} cx={x(Math.max(odds, 0.1))} r={5} />
          <text className={odds > KNOWS ? 'sure' : 'second'} x={width} y={5} textAnchor="end">
            {oddsWords(odds)}
          </text>
        </g>
      ))}
      {(x(10) - x(1) < TICK ? [1, 100] : TENS).map((ten) => (
        <text key={ten} x={x(ten)} y={bottom + 15} textAnchor="middle">
          {count(ten)}
        </text>
      ))}
      <text className="second" x={x(KNOWS)} y={bottom + 32} textAnchor="middle">
        {KNOWS}: knows you here
      </text>
      <text x={width} y={bottom + 15} textAnchor="end">
        to 1
      </text>
    </svg>
  )
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

function sentence(rows: readonly Readonly<{ topic: string; odds: number }>[]): string {
  return `Odds against a guess from your usual ratings. ${rows.map((row) => `${row.topic} ${oddsWords(row.odds)}`).join(', ')}. Above ${KNOWS} to 1 Tacit knows you there.`
}
