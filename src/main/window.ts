import { join } from 'node:path'
import { BrowserWindow, screen } from 'electron'
import type { Session } from 'electron'
import { SPELLING } from './channels.ts'
import { offerContextMenu } from './context-menu.ts'
import { built, windowFolder } from './paths.ts'
import { say } from './say.ts'
import { guardContents } from './security.ts'
import type { Spelling } from './spelling/spelling.ts'
import { openStrikes } from './strikes.ts'
import { frame } from './theme.ts'
import { placement, rememberPlace, SMALLEST } from './window-state.ts'

type WindowOptions = Readonly<{
  home: string
  session: Session
  url: string
  /** Null where the system looks through texts itself. */
  spelling: Spelling | null
  /** A link into our own origin was followed. */
  onOwn: (path: string) => void
}>

export function openWindow({ home, session, url, spelling, onOwn }: WindowOptions): BrowserWindow {
  const file = join(windowFolder(home), 'place.json')
  const { bounds, isMaximized } = placement(file, screen.getAllDisplays().map(({ workArea }) => workArea))
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Tacit',
    ...frame(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: built.preload(),
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: spelling === null,
      additionalArguments: spelling ? [SPELLING + spelling.spoken.language] : [],
    },
  })
  if (isMaximized) window.maximize()
  rememberPlace(window, file)
  guardContents(window.webContents, onOwn)
  offerContextMenu(window, spelling)
  window.once('ready-to-show', () => window.show())
  watchPage(window)
  loadPage(window, url)
  return window
}

// Chromium's net::ERR_ABORTED.
const ABORTED = -3

export function loadPage({ webContents }: BrowserWindow, url: string): void {
  webContents.loadURL(url).catch((error: Error & { errno?: number }) => {
    // Another page was asked for meanwhile.
    if (error.errno !== ABORTED) say.error(`tacit: ${url} could not be loaded: ${error.message}`)
  })
}

/** The page's own process may fail too; then it is loaded again, and what was said is in the agent. */
function watchPage({ webContents }: BrowserWindow): void {
  const strikes = openStrikes(3, 60_000)
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    say.error(`tacit: the page’s process has gone (${reason}).`)
    if (!strikes.add(Date.now())) webContents.reload()
  })
  webContents.on('preload-error', (_event, path, error) => say.error(`tacit: ${path} failed: ${error.message}`))
}

/** Resolves when what the page has drawn by now is on the screen; at once where the system hides the window. */
export async function nextPaint({ webContents }: BrowserWindow): Promise<void> {
  const painted = 'new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done())); setTimeout(done, 1000) })'
  await webContents.executeJavaScript(painted)
}
