import type { Settings } from '../../../agent/contract/index.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/Switch.tsx'
import { spelled } from '../../words/numbers.ts'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

type Category = Settings['allowed'][number]

const CATEGORIES: readonly (readonly [Category, string, string])[] = [
  ['health', 'Health', 'Illness, weight, sleep, treatment'],
  ['self-harm', 'Self-harm', 'Passages of a crisis are never material, whatever this says'],
  ['sexuality', 'Sexuality', 'Your own and anyone’s'],
  ['money', 'Money distress', 'Debts and worry; thrift and spending are not meant'],
  ['others', 'Other people’s private lives', 'What you wrote about them'],
]

/** The harm gate: what is neither read for proposals nor proposed, until the person turns it on. */
export function Material({ settings }: SectionProps) {
  const change = useApp((state) => state.change)
  const { allowed } = settings
  const set = (category: Category, isAllowed: boolean): void =>
    void change({ allowed: isAllowed ? [...allowed, category] : allowed.filter((name) => name !== category) }).catch(noticeFailure)
  const out = CATEGORIES.length - allowed.length
  return (
    <>
      <h2>{out === 0 ? 'No subject is kept out.' : `${spelled(out, 'subject').replace(/^./, (letter) => letter.toUpperCase())} ${out === 1 ? 'is' : 'are'} kept out of proposals.`}</h2>
      <ul className={styles.rows}>
        {CATEGORIES.map(([category, name, words]) => (
          <li key={category}>
            <span className={styles.name}>{name}</span>
            <div className={styles.value} id={`material-${category}`}>
              {allowed.includes(category) ? 'May be proposed, and taken from your notes' : 'Kept out, as material and as proposals'}
              <span>{words}</span>
            </div>
            <Switch label={`Allow ${name.toLowerCase()}`} describedBy={`material-${category}`} checked={allowed.includes(category)} onChange={(isAllowed) => set(category, isAllowed)} />
          </li>
        ))}
      </ul>
    </>
  )
}
