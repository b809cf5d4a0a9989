import { useState } from 'react'
import type { Skill } from '../../../agent/contract/index.ts'
import { useNumbers } from '../../stores/numbers.ts'
import { ChartFoot } from '../../ui/ChartFoot.tsx'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { capital, decimal, odds as oddsWords } from '../../words/numbers.ts'
import { KNOWS, skillFinding, topicWords } from '../../words/trust.ts'
import { SkillRows } from './SkillRows.tsx'
import styles from './Trust.module.css'

const SHOWN = 8

/** Odds that it beats guessing from the person's own base rate, by topic and over all; logarithmic. */
export function SkillChart({ skill }: Readonly<{ skill: Skill }>) {
  const [hasNumbers, setNumbers] = useNumbers('skill')
  const [told, setTold] = useState<string | null>(null)
  const topics = skill.topics.toSorted((a, b) => b.odds - a.odds)
  const all = { topic: 'All topics', n: skill.ratings, odds: skill.odds, logLoss: skill.logLoss, baseLogLoss: skill.baseLogLoss }
  const rows = [all, ...topics.slice(0, SHOWN)]
  const shown = rows.find(({ topic }) => topic === told)
  return (
    <section data-chart>
      <h2>{skillFinding(skill)}</h2>
      <p>Odds that it beats guessing your usual rating, on a scale where each line is ten times the one before. Past {KNOWS} to 1 it says that it knows you there.</p>
      {hasNumbers ? (
        <NumberTable
          caption="Odds to 1, the predictions opened, and the surprise per prediction: its own, and that of guessing your usual ratings."
          heads={['Topic', 'Odds', 'Predictions', 'Surprise', 'Guessing']}
          rows={[all, ...topics].map(({ topic, n, odds, logLoss, baseLogLoss }) => ({ key: topic, name: capital(topic), figures: [oddsWords(odds), n, loss(logLoss), loss(baseLogLoss)] }))}
        />
      ) : (
        <>
          <SkillRows rows={rows} told={told} onTell={setTold} />
          <p className={styles.told} aria-hidden="true">
            {shown ? `${capital(shown.topic)}: ${topicWords(shown)}` : 'What a topic rests on is told here while it is pointed at or has the focus.'}
          </p>
        </>
      )}
      <ChartFoot name="tacit-skill" hasNumbers={hasNumbers} onNumbers={setNumbers}>
        small numbers: predictions opened
      </ChartFoot>
    </section>
  )
}

const loss = (value: number | null): string => (value === null ? '–' : decimal(value))
