import { useEffect } from 'react'
import type { Skill } from '../../../agent/contract/index.ts'
import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useTrust } from '../../stores/trust.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { counted, decimal } from '../../words/numbers.ts'
import { coverageSentence, earlyWords, ENOUGH, trustLede } from '../../words/trust.ts'
import { Acceptance } from './Acceptance.tsx'
import { Calibration } from './Calibration.tsx'
import { KeptQuiet } from './KeptQuiet.tsx'
import { Network } from './Network.tsx'
import { SkillChart } from './SkillChart.tsx'
import styles from './Trust.module.css'

/** Whether its numbers are honest: sealed before, compared after, on ratings of the person's own. */
export function Trust() {
  const { skill, weeks, held, failed, load } = useTrust()
  const [view] = useAddress((state) => state.path)
  const ratings = useApp((state) => state.status?.ratings)
  useEffect(() => {
    void load()
  }, [load, ratings])
  const failure = (part: keyof typeof failed, what: string) => {
    const error = failed[part]
    return error && <ErrorNote what={what} message={error.message} code={error.code} onAction={() => void load()} />
  }
  return (
    <div className={styles.trust}>
      <p className="lede" id="lede">
        {skill ? trustLede(skill) : 'What it said, and what came true.'}
      </p>
      {skill && <p className="under">{openedSentence(skill)}</p>}
      {failure('skill', 'The predictions could not be read.')}
      {!skill && !failed.skill && <Waiting words="Counting what came true" rows={6} />}
      {skill && (
        <div className={styles.two}>
          <Calibration skill={skill} />
          <SkillChart skill={skill} />
        </div>
      )}
      <div className={styles.low}>
        <div>
          {failure('weeks', 'The weeks could not be read.')}
          {weeks && <Acceptance weeks={weeks} />}
        </div>
        <div>
          {failure('held', 'What was kept quiet could not be read.')}
          {failure('put', 'It was not put in the tray.')}
          {held && <KeptQuiet key={view} held={held} isOpen={view === 'quiet'} isPlaced={(skill ?? failed.skill) !== null && (weeks ?? failed.weeks) !== null} />}
        </div>
      </div>
      {skill && <Against skill={skill} />}
      <Network key={`network ${view}`} isOpen={view === 'network'} />
    </div>
  )
}

/** Against chance: cards that Tacit did not choose, and guesses that know nothing but the usual rating. */
function Against({ skill }: Readonly<{ skill: Skill }>) {
  return (
    <div className={styles.low}>
      <section>
        <h2>{anchorsHeading(skill.anchors)}</h2>
        <p>
          {skill.anchors.opened === 0
            ? 'One card in eight is drawn at random and not chosen by Tacit, so that it cannot flatter itself by what it asks. None was rated yet.'
            : `One card in eight is drawn at random and not chosen by Tacit. Of those, ${skill.anchors.held} in ${skill.anchors.opened} lay in its likely range.`}
        </p>
      </section>
      <section>
        <h2>{lossHeading(skill.logLoss, skill.baseLogLoss, skill.ratings)}</h2>
        <p>
          {skill.logLoss === null || skill.baseLogLoss === null
            ? 'How far each rating surprised it is compared with always guessing your usual ratings.'
            : `Surprise per rating ${decimal(skill.logLoss)}; guessing your usual ratings gives ${decimal(skill.baseLogLoss)}. Lower is better. From ${counted(skill.ratings, 'rating')}.`}
        </p>
      </section>
    </div>
  )
}

function openedSentence(skill: Skill): string {
  if (skill.opened === 0) return 'Each prediction is sealed before you rate and opened after. They are counted here from the first one on.'
  const coverage = coverageSentence(skill)
  return `${counted(skill.opened, 'sealed range')} opened, ${skill.held} held your rating.${coverage ? ` ${coverage}` : ''} ${earlyWords(skill.early)}`
}

function anchorsHeading({ opened, held }: Readonly<{ opened: number; held: number }>): string {
  return opened < ENOUGH ? `Drawn at random: too few to judge, ${opened} of ${ENOUGH}` : `Drawn at random: held ${held} times in ${opened}`
}

function lossHeading(loss: number | null, base: number | null, ratings: number): string {
  if (loss === null || base === null || ratings < ENOUGH) return `Against guessing: too few to judge, ${Math.min(ratings, ENOUGH)} of ${ENOUGH}`
  return loss < base ? 'It is less surprised than a guess' : 'It is no better than a guess so far'
}
