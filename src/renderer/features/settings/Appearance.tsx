import { noticeFailure, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/Switch.tsx'
import { useNow } from '../../ui/use-now.ts'
import { shortDay } from '../../words/dates.ts'
import { languageName, LANGUAGES } from '../../words/language.ts'
import { decimal } from '../../words/numbers.ts'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

const HEADINGS = { system: 'It looks as your system does.', light: 'It is light.', dark: 'It is dark.' } as const

export function Appearance({ settings }: SectionProps) {
  const change = useApp((state) => state.change)
  const now = useNow()
  return (
    <>
      <h2>{HEADINGS[settings.theme]}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Colours</span>
          <fieldset>
            <legend className="sr">Colours</legend>
            <div className={styles.choices}>
              {THEMES.map(([theme, name]) => (
                <label key={theme}>
                  <input type="radio" name="theme" checked={settings.theme === theme} onChange={() => void change({ theme }).catch(noticeFailure)} />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        </li>
        <li>
          <span className={styles.name}>Dates and numbers</span>
          <div className={styles.value} id="language">
            {shortDay(now)} · {decimal(1.25)}
            <span>Only these follow; the words stay English</span>
          </div>
          <select className={styles.select} aria-label="Language of dates and numbers" aria-describedby="language" value={settings.language} onChange={(event) => void change({ language: event.target.value }).catch(noticeFailure)}>
            <option value="system">As the system</option>
            {[...new Set([...LANGUAGES, ...(settings.language === 'system' ? [] : [settings.language])])].map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        </li>
        <li>
          <span className={styles.name}>Single keys</span>
          <div className={styles.value} id="single-keys">
            Letters and digits act while a card, a list or a chart has the focus
            <span>1 to 5 rate, E edits, and so on; “?” shows all of them</span>
          </div>
          <Switch label="Single keys" describedBy="single-keys" checked={settings.singleKeys} onChange={(singleKeys) => void change({ singleKeys }).catch(noticeFailure)} />
        </li>
      </ul>
    </>
  )
}
