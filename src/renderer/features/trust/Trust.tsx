import { useEffect } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useTrust } from '../../stores/trust.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { counted } from '../../words/numbers.ts'
import { coverageSentence, ENOUGH, trustLede } from '../../words/trust.ts'
import { Acceptance } from './Acceptance.tsx'
import { Calibration } from './Calibration.tsx'
import { KeptQuiet } from './KeptQuiet.tsx'
import { Network } from './Network.tsx'
import { SkillChart } from './SkillChart.tsx'
import styles from './Trust.module.css'

/** Whether its numbers are honest: sealed before, compared after, on ratings of the person's own. */
export function Trust() {
  const { skill, weeks, held, error, load } = useTrust()
  const [view] = useAddress((state) => state.path)
  const ratings = useApp((state) => state.status?.ratings)
  useEffect(() => {
    void load()
  }, [load, ratings])
  if (!skill) {
    return (
      <div className={styles.trust}>
        <p className="lede" id="lede">
          What it said, and what came true.
        </p>
        {error && <ErrorNote what="The predictions could not be read." message={error.message} code={error.code} onAction={() => void load()} />}
      </div>
    )
  }
  const coverage = coverageSentence(skill)
  return (
    <div className={styles.trust}>
      <p className="lede" id="lede">
        {trustLede(skill)}
      </p>
      <p className="under">
        {skill.opened === 0
          ? 'Each prediction is sealed before you rate and opened after. They are counted here from the first one on.'
          : `${counted(skill.opened, 'sealed range')} opened, ${skill.held} held your rating.${coverage ? ` ${coverage}` : ''} Envelopes that you opened early are left out.`}
      </p>
      {error && <ErrorNote what="The predictions could not be read again." message={error.message} code={error.code} onAction={() => void load()} />}
      <div className={styles.two}>
        <Calibration groups={skill.calibration} />
        <SkillChart skill={skill} />
      </div>
      <div className={styles.low}>
        <Acceptance weeks={weeks} />
        <KeptQuiet key={view} held={held} isOpen={view === 'quiet'} />
      </div>
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
              : `Surprise per rating ${skill.logLoss.toFixed(2)}; guessing your usual ratings gives ${skill.baseLogLoss.toFixed(2)}. Lower is better. From ${counted(skill.ratings, 'rating')}.`}
          </p>
        </section>
      </div>
      <Network key={`network ${view}`} isOpen={view === 'network'} />
    </div>
  )
}

function anchorsHeading({ opened, held }: Readonly<{ opened: number; held: number }>): string {
  return opened < ENOUGH ? `Drawn at random: too few to judge, ${opened} of ${ENOUGH}` : `Drawn at random: held ${held} times in ${opened}`
}

function lossHeading(loss: number | null, base: number | null, ratings: number): string {
  if (loss === null || base === null || ratings < ENOUGH) return `Against guessing: too few to judge, ${Math.min(ratings, ENOUGH)} of ${ENOUGH}`
  return loss < base ? 'It is less surprised than a guess' : 'It is no better than a guess so far'
}
