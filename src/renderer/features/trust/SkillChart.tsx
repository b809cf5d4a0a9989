import { Fragment, useState } from 'react'
import { scaleLog } from 'd3-scale'
import type { Skill } from '../../../agent/contract/index.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { capital, odds as oddsWords } from '../../words/numbers.ts'
import { KNOWS, skillFinding } from '../../words/trust.ts'
import styles from './Trust.module.css'

const ROW = 34
const SHOWN = 8

/** Odds that it beats guessing from the person's own base rate, by topic and over all; logarithmic. */
export function SkillChart({ skill }: Readonly<{ skill: Skill }>) {
  const [hasNumbers, setNumbers] = useState(false)
  const topics = skill.topics.toSorted((a, b) => b.odds - a.odds)
  const rows = [{ topic: 'All topics', n: skill.ratings, odds: skill.odds }, ...topics.slice(0, SHOWN)]
  return (
    <section data-chart>
      <h2>{skillFinding(skill)}</h2>
      <p>Odds that it beats guessing your usual rating. Past {KNOWS} to 1 it says that it knows you there.</p>
      {hasNumbers ? (
        <table>
          <caption>Odds to 1, and how many predictions were opened.</caption>
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col" className="num">
                Odds
              </th>
              <th scope="col" className="num">
                Predictions
              </th>
            </tr>
          </thead>
          <tbody>
            {[rows[0]!, ...topics].map((row) => (
              <tr key={row.topic}>
                <td>{capital(row.topic)}</td>
                <td className="num">{oddsWords(row.odds)}</td>
                <td className="num">{row.n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <div className={styles.skill} role="img" aria-label={sentence(rows)}>
          {rows.map((row) => (
            <Fragment key={row.topic}>
              <span className={styles.topic}>
                {capital(row.topic)} <span className="faint small">{row.n}</span>
              </span>
              <Bar odds={row.odds} />
              <span className={styles.odds}>{row.odds >= KNOWS ? <b>{oddsWords(row.odds)}</b> : oddsWords(row.odds)}</span>
            </Fragment>
          ))}
          <span />
          <svg width="100%" height="18" aria-hidden="true">
            <text x={`${place(1)}%`} y="14" textAnchor="middle">
              1
            </text>
            <text className="second" x={`${place(KNOWS)}%`} y="14" textAnchor="middle">
              20: knows you
            </text>
          </svg>
          <span />
        </div>
      )}
      <div className={styles.actions}>
        <span>small numbers: predictions opened in the topic</span>
        <span className="spacer" />
        <LinkButton data-numbers aria-keyshortcuts="t" onClick={() => setNumbers(!hasNumbers)}>
          {hasNumbers ? 'Show the chart' : 'Show numbers'}
        </LinkButton>
      </div>
    </section>
  )
}

const place = scaleLog([0.1, 1000], [0, 100]).clamp(true)

function Bar({ odds }: Readonly<{ odds: number }>) {
  const at = place(Math.max(odds, 0.1))
  return (
    <svg width="100%" height={ROW} aria-hidden="true">
      <line className="c-line" x1="0" x2="100%" y1={ROW / 2} y2={ROW / 2} />
      <line className="c-zero" x1={`${place(1)}%`} x2={`${place(1)}%`} y1={10} y2={ROW - 10} />
      <line className="c-guide" x1={`${place(KNOWS)}%`} x2={`${place(KNOWS)}%`} y1={0} y2={ROW} />
      <line className="c-tacit" x1={`${place(1)}%`} x2={`${at}%`} y1={ROW / 2} y2={ROW / 2} />
      <circle className={odds >= KNOWS ? 'c-tacit-fill' : 'c-mark'} cx={`${at}%`} cy={ROW / 2} r={5} />
    </svg>
  )
}

function sentence(rows: readonly Readonly<{ topic: string; odds: number }>[]): string {
  return `Odds against a guess from your usual ratings. ${rows.map((row) => `${row.topic} ${oddsWords(row.odds)}`).join(', ')}. Above ${KNOWS} to 1 Tacit knows you there.`
}
