import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

const PLACES = [['Today', 'today'], ['You', 'you'], ['Memory', 'memory'], ['Trust', 'trust'], ['Settings', 'settings']] as const

type MenuActs = Readonly<{ show: (address: string) => void; /** What stands where the focus is, as Markdown. */ copy: () => void }>

/** The system's own menus. Undo here undoes typing; the page has its own for answers, and hears the keys of the places itself. */
export function setMenu({ show, copy }: MenuActs): void {
  const isMac = process.platform === 'darwin'
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : ([{ type: 'separator' }, { role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
  ]
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { label: 'Copy as Markdown', accelerator: 'CmdOrCtrl+Shift+C', click: copy },
    { role: 'paste' },
    { role: isMac ? 'pasteAndMatchStyle' : 'delete' },
    { role: 'selectAll' },
    ...(isMac ? ([{ type: 'separator' }, { label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] }] satisfies MenuItemConstructorOptions[]) : []),
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? ([{ role: 'appMenu' }] satisfies MenuItemConstructorOptions[]) : []),
      { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
      { label: 'Edit', submenu: edit },
      { label: 'Go', submenu: PLACES.map(([label, place], index) => ({ label, accelerator: `CmdOrCtrl+${index + 1}`, registerAccelerator: false, click: () => show(`#/${place}`) })) },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
