import { app, BrowserWindow, clipboard, session, shell } from 'electron'
import { EVENT_NAMES } from '../agent/contract/index.ts'
import type { Broadcast, ErrorBody, Response } from '../agent/contract/index.ts'
import { openAgentHost } from './agent-host.ts'
import { ACTIONS, failureDetails, FAILURE_PATH, failurePage } from './failure-page.ts'
import { registerIpc, tellPage } from './ipc.ts'
import { setMenu } from './menu.ts'
import { built } from './paths.ts'
import { watchPower } from './power.ts'
import { PAGE_ORIGIN, PAGE_URL, servePage } from './protocol.ts'
import { say } from './say.ts'
import { secureSession } from './security.ts'
import { followTheme } from './theme.ts'
import { loadPage, nextPaint, openWindow } from './window.ts'

/** Puts the shell together: the session's rules, the agent, the window, and an orderly end. */
export function boot(home: string): void {
  let window: BrowserWindow | null = null
  let failure: ErrorBody | null = null
  let isAnnounced = false

  // In memory: nothing of what the page shows is cached on the disk.
  const pageSession = session.fromPartition('tacit')
  secureSession(pageSession)
  servePage(pageSession, built.page(), (path) => failurePage(path, failure, home))
  setMenu()

  const host = openAgentHost({
    home,
    file: built.agent(),
    onReady: (isRestart) => {
      tellHost()
      if (isRestart) tellPage(window, { event: 'log', data: { level: 'error', text: 'The assistant stopped and was started again. Your last rating is in the ledger.' } })
    },
    onFailure: (error) => {
      failure = error
      say.error(`tacit: ${error.code}: ${error.message}`)
      if (window) loadPage(window, PAGE_ORIGIN + FAILURE_PATH)
    },
    onOutput: say.error,
  })
  const power = watchPower(tellHost)
  for (const event of EVENT_NAMES) host.on(event, (data) => tellPage(window, { event, data } as Broadcast))

  function tellHost(): void {
    void host.send('host.set', power())
  }

  const theme = followTheme(() => window)
  registerIpc({
    window: () => window,
    send: host.send,
    onAnswered: (route, response: Response) => {
      theme(route, response)
      if (route === 'app.status' && response.ok) announce()
    },
  })

  /** Says once, to whoever started us, that a person now sees something that came from the agent. */
  function announce(): void {
    if (isAnnounced || !window) return
    isAnnounced = true
    nextPaint(window).then(
      () => say.out('tacit: window ready'),
      (error: unknown) => say.error(`tacit: the page could not be drawn: ${String(error)}`),
    )
  }

  function follow(path: string): void {
    if (path === ACTIONS.quit) app.quit()
    if (!failure) return
    if (path === ACTIONS.folder) void shell.openPath(home)
    if (path === ACTIONS.copy) clipboard.writeText(failureDetails(failure, home, app.getVersion()))
    if (path === ACTIONS.again) {
      failure = null
      host.start()
      if (window) loadPage(window, PAGE_URL)
    }
  }

  function show(): void {
    if (window) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    window = openWindow({ home, session: pageSession, url: failure ? PAGE_ORIGIN + FAILURE_PATH : PAGE_URL, onOwn: follow })
    window.webContents.on('did-finish-load', () => {
      if (failure) announce()
    })
    window.on('closed', () => {
      window = null
    })
  }

  let isEnding = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    for (const open of BrowserWindow.getAllWindows()) open.close()
    void host.stop().then(() => app.exit(0))
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', show)
  app.on('second-instance', show)
  show()
}
