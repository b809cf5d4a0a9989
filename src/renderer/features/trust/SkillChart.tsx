import { scaleLog } from 'd3-scale'
import type { Skill } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { capital, odds as oddsWords } from '../../words/numbers.ts'
import { KNOWS, skillFinding } from '../../words/trust.ts'
import styles from './Trust.module.css'

const ROW = 34
const SHOWN = 8

/** Odds that it beats guessing from the person's own base rate, by topic and over all; logarithmic. */
export function SkillChart({ skill }: Readonly<{ skill: Skill }>) {
  const [hasNumbers, setNumbers] = useNumbers('skill')
  const topics = skill.topics.toSorted((a, b) => b.odds - a.odds)
  const rows = [{ topic: 'All topics', n: skill.ratings, odds: skill.odds }, ...topics.slice(0, SHOWN)]
  return (
    <section data-chart>
      <h2>{skillFinding(skill)}</h2>
      <p>Odds that it beats guessing your usual rating. Past {KNOWS} to 1 it says that it knows you there.</p>
      {hasNumbers ? (
        <NumberTable
          caption="Odds to 1, and how many predictions were opened."
          heads={['Topic', 'Odds', 'Predictions']}
          rows={[rows[0]!, ...topics].map(({ topic, n, odds }) => ({ key: topic, name: capital(topic), figures: [oddsWords(odds), n] }))}
        />
      ) : (
        <Rows rows={rows} />
      )}
      <ChartFoot name="tacit-skill" hasNumbers={hasNumbers} onNumbers={setNumbers}>
        small numbers: predictions opened in the topic
      </ChartFoot>
    </section>
  )
}

const LABEL = 148
const VALUE = 134

type Row = Readonly<{ topic: string; n: number; odds: number }>

/** One line a topic from 1 to its odds, on a logarithmic scale. */
function Rows({ rows }: Readonly<{ rows: readonly Row[] }>) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const isNarrow = width < 420
  const [left, right] = [isNarrow ? 104 : LABEL, width - (isNarrow ? 96 : VALUE)]
  const x = scaleLog([0.1, 1000], [left, Math.max(left + 20, right)]).clamp(true)
  const bottom = rows.length * ROW
  return (
    <div ref={frame} className={styles.skill}>
      <svg width={width} height={bottom + 24} role="img" aria-label={sentence(rows)}>
        <line className="c-guide" x1={x(KNOWS)} x2={x(KNOWS)} y1={0} y2={bottom} />
        {rows.map(({ topic, n, odds }, index) => (
          <g key={topic} transform={`translate(0 ${index * ROW + ROW / 2})`}>
            <text className="name" y={5}>
              {shortened(capital(topic), isNarrow ? 11 : 16)}
              <tspan className="count" dx={5}>
                {n}
              </tspan>
            </text>
            <line className="c-line" x1={left} x2={right} />
            <line className="c-zero" x1={x(1)} x2={x(1)} y1={-7} y2={7} />
            <line className="c-tacit" x1={x(1)} x2={x(Math.max(odds, 0.1))} />
            <circle className={odds >= KNOWS ? 'c-tacit-fill' : 'c-mark'} cx={x(Math.max(odds, 0.1))} r={5} />
            <text className={odds >= KNOWS ? 'sure' : 'second'} x={width} y={5} textAnchor="end">
              {oddsWords(odds)}
            </text>
          </g>
        ))}
        <text x={x(1)} y={bottom + 15} textAnchor="middle">
          1
        </text>
        <text className="second" x={x(KNOWS)} y={bottom + 15} textAnchor="middle">
          {x(KNOWS) - x(1) < ROOM_FOR_WORDS ? KNOWS : `${KNOWS}: knows you`}
        </text>
      </svg>
    </div>
  )
}

/** Between the two marks, in pixels, so that their labels stay apart. */
const ROOM_FOR_WORDS = 56

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

function sentence(rows: readonly Readonly<{ topic: string; odds: number }>[]): string {
  return `Odds against a guess from your usual ratings. ${rows.map((row) => `${row.topic} ${oddsWords(row.odds)}`).join(', ')}. Above ${KNOWS} to 1 Tacit knows you there.`
}
