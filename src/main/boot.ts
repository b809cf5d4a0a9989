import { readdir } from 'node:fs/promises'
import { app, BrowserWindow, clipboard, dialog, session, shell } from 'electron'
import { EVENT_NAMES } from '../agent/contract/exchange.ts'
import type { Broadcast, Response, Settings, Status } from '../agent/contract/index.ts'
import { openAgentHost } from './agent-host.ts'
import type { Failure } from './agent-host.ts'
import { openBackground } from './background.ts'
import { ACTIONS, backupIndex, failureDetails, FAILURE_PATH, failurePage, previewPath } from './failure-page.ts'
import { registerIpc, tellPage } from './ipc.ts'
import { addressOfLink, LINK_SCHEME, linkIn } from './links.ts'
import { setMenu } from './menu.ts'
import { argvWithHome, built, HIDDEN, homeIn } from './paths.ts'
import { watchPower } from './power.ts'
import { PAGE_ORIGIN, PAGE_URL, servePage } from './protocol.ts'
import { openProxyTeller } from './proxy.ts'
import { say } from './say.ts'
import { secureSession } from './security.ts'
import { openSpelling, serveSpelling } from './spelling/spelling.ts'
import { openStanding } from './standing.ts'
import { followTheme } from './theme.ts'
import { loadPage, nextPaint, openWindow } from './window.ts'

/** Puts the shell together: the session's rules, the agent, the window, and an orderly end. */
export function boot(home: string): void {
  let window: BrowserWindow | null = null
  let failure: Failure | null = null
  let isAnnounced = false
  let isHidden = process.argv.includes(HIDDEN)

  // What is fetched from `app:` is not cached, the page stores nothing, and all else is refused: on the disk is what V8 made of the scripts.
  const pageSession = session.defaultSession
  secureSession(pageSession)
  servePage(pageSession, built.page(), (path) => failurePage(path, failure, home))
  // macOS looks through texts itself.
  const spelling =
    process.platform === 'darwin'
      ? null
      : openSpelling({ file: built.spelling(), preferred: app.getPreferredSystemLanguages(), onFailure: (error) => say.error(`tacit: spellings could not be looked up: ${String(error)}`) })
  if (spelling) serveSpelling(spelling)
  // Copying needs the gesture of a person, which a menu's click is.
  setMenu({ show, tell: (act) => void window?.webContents.executeJavaScript(`document.dispatchEvent(new Event('tacit:${act}'))`, true) })

  const standing = openStanding(home, app.getVersion(), Date.now())
  const host = openAgentHost({
    home,
    file: built.agent(),
    onReady: (isRestart) => {
      tellHost()
      if (standing.end()) void lookAgain()
      proxy.again()
      void host.send('settings.get', {}).then((response) => response.ok && obey(response.data as Settings))
      if (isRestart) tellPage(window, { event: 'log', data: { level: 'error', text: 'The assistant stopped and was started again. Your last rating is in the ledger.' } })
    },
    onStopped: (message) => tellPage(window, { event: 'stopped', data: { message } }),
    onFailure: (why) => {
      failure = why
      const { error } = why
      say.error(`tacit: ${error.code}: ${error.message}`)
      if (window) loadPage(window, PAGE_ORIGIN + FAILURE_PATH)
      // Started by the system, it would stay without a window and without an icon.
      else if (isHidden) show()
      isHidden = false
    },
    onOutput: say.error,
  })
  const power = watchPower(tellHost)
  for (const event of EVENT_NAMES) host.on(event, (data) => tellPage(window, { event, data } as Broadcast))

  function tellHost(): void {
    void host.send('host.set', power())
  }

  /** The way to where models lie, by the system's settings: only Chromium reads those on all three systems. */
  const proxy = openProxyTeller({
    find: (address) => pageSession.resolveProxy(address),
    tell: (found) => host.send('host.set', { proxy: found }),
    onFailure: (error) => say.error(`tacit: the system's proxy is not known: ${String(error)}`),
  })
  host.on('models', proxy.onModels)

  const background = openBackground({ home, send: host.send, window: () => window, show })
  const theme = followTheme(() => window)

  /** What the person set holds for the shell too, in whatever window or by whatever command they set it. */
  function obey(settings: Settings): void {
    theme(settings)
    background.follow(settings)
    proxy.onSettings(settings)
    // Started by the system for nothing: without an icon nobody could reach it.
    if (isHidden && !background.staysOpen()) show()
    isHidden = false
  }
  host.on('settings', obey)
  registerIpc({
    window: () => window,
    send: async (route, input) => {
      const stood = standing.answer(route)
      if (stood !== undefined) return { id: 0, ok: true, data: stood }
      await proxy.before(route)
      return host.send(route, input)
    },
    onAnswered: (route, response: Response) => {
      if (route === 'app.status' && response.ok) announce()
    },
  })

  /** The page shows what stood when Tacit closed; from here on it shows what is. */
  async function lookAgain(): Promise<void> {
    const [status, settings] = await Promise.all([host.send('app.status', {}), host.send('settings.get', {})])
    if (!status.ok || !settings.ok) return
    tellPage(window, { event: 'settings', data: settings.data as Settings })
    tellPage(window, { event: 'status', data: status.data as Status })
    tellPage(window, { event: 'tray', data: { inTray: (status.data as Status).inTray } })
  }

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
    // The page begins anew: everything it showed has been replaced.
    if (path === new URL(PAGE_URL).pathname) window?.webContents.reload()
    if (!failure) return
    if (path === ACTIONS.folder) void shell.openPath(home)
    if (path === ACTIONS.copy) clipboard.writeText(failureDetails(failure, home, app.getVersion()))
    if (path === ACTIONS.again) openAgain()
    if (path === ACTIONS.elsewhere) void openElsewhere()
    if (path === ACTIONS.back && window) loadPage(window, PAGE_ORIGIN + FAILURE_PATH)
    const [looked, restored] = [backupIndex(path, ACTIONS.look), backupIndex(path, ACTIONS.restore)]
    if (looked !== null && window) loadPage(window, PAGE_ORIGIN + previewPath(looked))
    if (restored !== null && failure.backups[restored]) openAgain(failure.backups[restored].id)
  }

  function openAgain(backup?: string): void {
    failure = null
    host.start(backup)
    if (window) loadPage(window, PAGE_URL)
  }

  /** Brings the window to the front, at an address of the page where one is given. */
  function show(address = ''): void {
    if (window) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      if (address !== '' && !failure) void window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(address)}`)
      return
    }
    window = openWindow({ home, session: pageSession, url: failure ? PAGE_ORIGIN + FAILURE_PATH : PAGE_URL + address, spelling, onOwn: follow })
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
    if (process.platform !== 'darwin' && !background.staysOpen()) app.quit()
  })
  app.on('activate', () => show())
  app.on('second-instance', (_event, argv) => showLink(linkIn(argv)))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    showLink(link)
  })
  // Run from source the program is Electron itself, and the system's links are none of its business.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  if (!isHidden) showLink(linkIn(process.argv))

  function showLink(link: string | undefined): void {
    show((link && addressOfLink(link)) || '')
  }
}

/** Another home is another program: the lock and the window's own folder lie in it. */
async function openElsewhere(): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog({ title: 'A folder for what Tacit keeps', properties: ['openDirectory', 'createDirectory'] })
  const folder = filePaths[0]
  if (folder === undefined) return
  app.relaunch({ args: [...argvWithHome(process.argv.slice(1), homeIn(folder, await readdir(folder)))] })
  app.quit()
}
