import type { Settings } from '../../../agent/contract/index.ts'
import { canChoose } from '../../api.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/Switch.tsx'
import styles from './Settings.module.css'

type Name = 'notifications' | 'trayIcon' | 'startsWithSystem'

const ROWS: readonly (readonly [name: Name, label: string, means: string, more: string])[] = [
  ['notifications', 'Notices of the system', 'A notice when something waits and the window is not in front', 'It says “One proposal”, or how many, without a sound and without the words'],
  ['trayIcon', 'Icon in the tray', 'Tacit stays open when its window is closed', 'Quit it from the icon, or with the menu'],
  ['startsWithSystem', 'Start with the system', 'Without a window, where the icon in the tray is on', 'For an installed Tacit; run from source it changes nothing'],
]

/** What Tacit may do while nobody looks at it; a page on loopback has no system around it. */
export function Background({ settings }: Readonly<{ settings: Settings }>) {
  const change = useApp((state) => state.change)
  if (!canChoose) return null
  return ROWS.map(([name, label, means, more]) => (
    <li key={name}>
      <span className={styles.name}>{label}</span>
      <div className={styles.value} id={`about-${name}`}>
        {name === 'notifications' && !settings.notifications ? 'Notifications are off' : means}
        <span>{more}</span>
      </div>
      <Switch label={label} describedBy={`about-${name}`} checked={settings[name]} onChange={(isOn) => void change({ [name]: isOn }).catch(noticeFailure)} />
    </li>
  ))
}
