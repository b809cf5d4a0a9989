import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

const PLACES = [['Today', 'today'], ['You', 'you'], ['Memory', 'memory'], ['Trust', 'trust'], ['Settings', 'settings']] as const

type MenuActs = Readonly<{ show: (address: string) => void; /** What the page does itself: copies what has the focus as Markdown, looks for something, or goes back. */ tell: (act: 'copy' | 'find' | 'back') => void }>

/** The system's own menus. Undo here undoes typing; the page has its own for answers, and hears the keys of the places itself. */
export function setMenu({ show, tell }: MenuActs): void {
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
    { label: 'Copy as Markdown', accelerator: 'CmdOrCtrl+Shift+C', click: () => tell('copy') },
    { role: 'paste' },
    { role: isMac ? 'pasteAndMatchStyle' : 'delete' },
    { role: 'selectAll' },
    ...(isMac ? ([{ type: 'separator' }, { label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] }] satisfies MenuItemConstructorOptions[]) : []),
  ]
  // The page hears these keys itself.
  const inPage = (label: string, accelerator: string, click: () => void): MenuItemConstructorOptions => ({ label, accelerator, registerAccelerator: false, click })
  const places = PLACES.map(([label, place], index) => inPage(label, `CmdOrCtrl+${index + 1}`, () => show(`#/${place}`)))
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? ([{ role: 'appMenu' }] satisfies MenuItemConstructorOptions[]) : []),
      { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
      { label: 'Edit', submenu: edit },
      { label: 'Go', submenu: [inPage('Find or do', 'CmdOrCtrl+K', () => tell('find')), { type: 'separator' }, ...places, { type: 'separator' }, inPage('Back', 'Alt+Left', () => tell('back'))] },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
