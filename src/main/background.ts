import { app, Menu, nativeImage, Notification, Tray } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Exchange, Settings, Tray as Cards } from '../agent/contract/index.ts'
import { resource } from '../agent/paths.ts'
import { setDesktopEntry } from './autostart.ts'
import { HIDDEN } from './paths.ts'
import { say } from './say.ts'

/** What Tacit does while its window is closed or elsewhere: all of it off until the person turns it on. */
export type Background = Readonly<{
  follow: (settings: Settings) => void
  /** Whether closing the window leaves Tacit in the tray. */
  staysOpen: () => boolean
}>

type BackgroundOptions = Readonly<{ home: string; send: Exchange['send']; window: () => BrowserWindow | null; show: (address?: string) => void }>

const LOOK_EVERY_MS = 15 * 60_000
const QUIET_HOURS = 4

export function openBackground({ home, send, window, show }: BackgroundOptions): Background {
  let icon: Tray | null = null
  let looking: NodeJS.Timeout | null = null
  let isStarted: boolean | null = null
  const told = new Set<string>()

  /** At most one notice for what waits; what is seen in the window needs none. */
  async function look(): Promise<void> {
    if (window()?.isFocused()) return
    const answer = await send('today.tray', {})
    if (!answer.ok) return
    const waiting = (answer.data as Cards).cards.filter(({ id, form, kind }) => form === 'state' && kind !== 'own' && !told.has(id))
    if ((answer.data as Cards).mode !== 'tray' || waiting.length === 0) return
    for (const { id } of waiting) told.add(id)
    const notice = new Notification({ title: 'Tacit', body: waiting.length === 1 ? 'One proposal' : `${waiting.length} proposals`, silent: true })
    notice.on('click', () => show('#/today'))
    notice.show()
  }

  function setLooking(isOn: boolean): void {
    if (isOn === (looking !== null)) return
    if (looking) clearInterval(looking)
    looking = isOn ? setInterval(() => void look().catch((error: unknown) => say.error(`tacit: no notice could be given: ${String(error)}`)), LOOK_EVERY_MS) : null
  }

  function setIcon(isOn: boolean): void {
    if (isOn === (icon !== null)) return
    if (!isOn) {
      icon?.destroy()
      icon = null
      return
    }
    const image = nativeImage.createFromPath(resource('icons', process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'))
    icon = new Tray(image)
    icon.setToolTip('Tacit')
    icon.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Tacit', click: () => show() },
        { label: `Keep quiet for ${QUIET_HOURS} hours`, click: () => void send('settings.set', { quietUntilTime: Date.now() + QUIET_HOURS * 3_600_000 }) },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    )
    icon.on('click', () => show())
  }

  /** The system is told only when it changes, and never by a version that is run from source. */
  function setStarted(isOn: boolean): void {
    if (isOn === isStarted || (isStarted === null && !isOn) || !app.isPackaged) {
      isStarted = isOn
      return
    }
    isStarted = isOn
    const words = ['--home', home, HIDDEN]
    if (process.platform === 'linux') void setDesktopEntry(isOn, { program: process.env['APPIMAGE'] ?? process.execPath, words }, process.env).catch((error: unknown) => say.error(`tacit: starting with the system could not be set: ${String(error)}`))
    else app.setLoginItemSettings({ openAtLogin: isOn, args: words })
  }

  return {
    follow: ({ notifications, trayIcon, startsWithSystem }) => {
      setLooking(notifications)
      setIcon(trayIcon)
      setStarted(startsWithSystem)
    },
    staysOpen: () => icon !== null,
  }
}
