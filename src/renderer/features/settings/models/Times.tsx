import type { Settings } from '../../../../agent/contract/index.ts'
import { noticeFailure, useApp } from '../../../stores/app.ts'
import { counted } from '../../../words/numbers.ts'
import rows from '../Settings.module.css'

const IDLE_MINUTES = [1, 5, 15, 30, 60, 240]
const WRITING_SECONDS = [0, 60, 300, 600, 1200, 3600]

const idleWords = (minutes: number): string => (minutes < 60 ? counted(minutes, 'minute') : counted(minutes / 60, 'hour'))
const writingWords = (seconds: number): string => (seconds === 0 ? 'never' : seconds < 3600 ? counted(Math.round(seconds / 60), 'minute') : 'an hour')

/** When the model gives its memory back, and how long it may write by itself. */
export function Times({ settings }: Readonly<{ settings: Settings }>) {
  const change = useApp((state) => state.change)
  const set = (changes: Partial<Settings>): void => void change(changes).catch(noticeFailure)
  return (
    <>
      <li>
        <span className={rows.name}>Sleep</span>
        <div className={rows.value} id="model-idle">
          Asleep once nothing was asked of it for
          <span>Its memory is given back, and it wakes when it is asked</span>
        </div>
        <Choice label="Sleeps after" describedBy="model-idle" value={settings.modelIdleMinutes} values={IDLE_MINUTES} words={idleWords} onValue={(modelIdleMinutes) => set({ modelIdleMinutes })} />
      </li>
      <li>
        <span className={rows.name}>By itself</span>
        <div className={rows.value} id="model-writing">
          It may write while you are away, each day at most
          <span>On mains power only. What you ask for is not counted</span>
        </div>
        <Choice label="Writes by itself each day" describedBy="model-writing" value={settings.writingSeconds} values={WRITING_SECONDS} words={writingWords} onValue={(writingSeconds) => set({ writingSeconds })} />
      </li>
    </>
  )
}

type ChoiceProps = Readonly<{ label: string; describedBy: string; value: number; values: readonly number[]; words: (value: number) => string; onValue: (value: number) => void }>

function Choice({ label, describedBy, value, values, words, onValue }: ChoiceProps) {
  const shown = values.includes(value) ? values : [...values, value].toSorted((a, b) => a - b)
  return (
    <select className={rows.select} aria-label={label} aria-describedby={describedBy} value={value} onChange={(event) => onValue(Number(event.target.value))}>
      {shown.map((each) => (
        <option key={each} value={each}>
          {words(each)}
        </option>
      ))}
    </select>
  )
}
