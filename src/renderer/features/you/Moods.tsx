import { useEffect } from 'react'
import type { MoodView } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { toward } from '../../words/axes.ts'
import { decimal } from '../../words/numbers.ts'
import styles from './Moods.module.css'
import { Track } from './Track.tsx'

/** In points; nearer than that the dot would lie on the diamond. */
const VISIBLE = 0.06

/** What the person stands by beside what has felt good lately; Tacit acts on the first. */
export function Moods() {
  const { moods, you, loadMoods, error } = useYou()
  useEffect(() => {
    void loadMoods()
  }, [loadMoods, you])
  if (!moods) return error ? null : <Waiting words="Comparing taste and mood" rows={14} />
  const apart = moods.filter((mood) => mood.apart !== null).toSorted((a, b) => Math.abs(b.apart!) - Math.abs(a.apart!))
  const together = moods.filter((mood) => mood.apart === null)
  return (
    <>
      <p className={styles.note}>
        The diamond is what you stand by, the dot what has felt good in the last two weeks. Tacit acts on the diamond. A mood halves in 14 days.
      </p>
      {apart.length > 0 && (
        <>
          <h2>Apart</h2>
          <List moods={apart} />
        </>
      )}
      <h2>Together, as far as can be told</h2>
      <List moods={together} />
    </>
  )
}

function List({ moods }: Readonly<{ moods: readonly MoodView[] }>) {
  return (
    <ul className={styles.moods}>
      {moods.map((mood) => (
        <Row key={mood.axisId} mood={mood} />
      ))}
    </ul>
  )
}

function Row({ mood }: Readonly<{ mood: MoodView }>) {
  const { markMood, isMarking } = useYou()
  const { axisId, left, right, stands, lately, apart, recent, marked } = mood
  const name = `${left} to ${right}`
  return (
    <li className={styles.row} aria-label={`${name}: you stand by ${toward(mood, stands.mean)}; lately ${toward(mood, lately.mean)}`}>
      <span className={styles.pole}>{left}</span>
      <Track mean={stands.mean} low={stands.low} high={stands.high} said={Math.abs(lately.mean - stands.mean) < VISIBLE ? undefined : lately.mean} />
      <span className={styles.pole}>{right}</span>
      <span className={styles.apart}>{apart === null ? 'together' : `apart by ${decimal(Math.abs(apart))}`}</span>
      <span className={styles.act}>
        {recent > 0 && (
          <LinkButton disabled={isMarking} aria-label={`This was a mood ${recent} of the last two weeks’ rows, ${name}`} onClick={() => void markMood(axisId, true)}>
            This was a mood <span className="faint">{recent}</span>
          </LinkButton>
        )}
        {marked > 0 && (
          <LinkButton disabled={isMarking} aria-label={`Not a mood ${marked} of the last two weeks’ rows, ${name}`} onClick={() => void markMood(axisId, false)}>
            Not a mood <span className="faint">{marked}</span>
          </LinkButton>
        )}
      </span>
    </li>
  )
}
