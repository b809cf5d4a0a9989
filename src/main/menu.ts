import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

const PLACES = [['Today', 'today'], ['You', 'you'], ['Memory', 'memory'], ['Trust', 'trust'], ['Settings', 'settings']] as const

/** The system's own menus. Undo here undoes typing; the page has its own for answers, and hears the keys of the places itself. */
export function setMenu(show: (address: string) => void): void {
  const isMac = process.platform === 'darwin'
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : ([{ type: 'separator' }, { role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? ([{ role: 'appMenu' }] satisfies MenuItemConstructorOptions[]) : []),
      { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
      { role: 'editMenu' },
      { label: 'Go', submenu: PLACES.map(([label, place], index) => ({ label, accelerator: `CmdOrCtrl+${index + 1}`, registerAccelerator: false, click: () => show(`#/${place}`) })) },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
