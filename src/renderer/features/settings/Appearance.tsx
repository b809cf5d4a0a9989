import { noticeFailure, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/Switch.tsx'
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
