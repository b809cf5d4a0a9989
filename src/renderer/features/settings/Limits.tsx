import type { Settings } from '../../../agent/contract/index.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { earnedWords, limitChoices } from '../../words/speaking.ts'
import styles from './Settings.module.css'

/** How often it may propose by itself at most: what it has earned, or less. */
export function Limits({ settings: { dayLimit, hourLimit }, earned }: Readonly<{ settings: Settings; earned: number }>) {
  const change = useApp((state) => state.change)
  const aDay = Math.min(earned, dayLimit ?? earned)
  return (
    <li>
      <span className={styles.name}>At most</span>
      <div className={styles.value}>
        <div className={styles.times}>
          <Choice label="a day" value={dayLimit} choices={limitChoices(earned, 0, dayLimit)} free={`${earned}, as earned`} onChoose={(limit) => change({ dayLimit: limit })} />
          {(aDay > 1 || hourLimit !== null) && <Choice label="an hour" value={hourLimit} choices={limitChoices(aDay, 1, hourLimit)} free="any number" onChoose={(limit) => change({ hourLimit: limit })} />}
        </div>
        <span id="limits">{earnedWords(earned)}</span>
      </div>
    </li>
  )
}

type ChoiceProps = Readonly<{ label: string; value: number | null; choices: readonly number[]; /** What no limit of the person's own is called. */ free: string; onChoose: (limit: number | null) => Promise<void> }>

function Choice({ label, value, choices, free, onChoose }: ChoiceProps) {
  return (
    <label>
      <select className={styles.select} aria-describedby="limits" aria-label={`At most ${label}`} value={value ?? ''} onChange={({ target }) => void onChoose(target.value === '' ? null : Number(target.value)).catch(noticeFailure)}>
        <option value="">{free}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 0 ? 'none' : choice}
          </option>
        ))}
      </select>
      {label}
    </label>
  )
}
