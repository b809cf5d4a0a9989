// Before Electron is ready: the lock and the scheme. Waiting here for `ready` would wait for ever (electron/electron#40719).
import { mkdirSync } from 'node:fs'
import { app } from 'electron'
import { homeFrom, windowFolder } from './paths.ts'
import { registerScheme } from './protocol.ts'
import { say } from './say.ts'

const home = homeFrom(process.argv, process.env)

try {
  mkdirSync(windowFolder(home), { recursive: true })
  app.setPath('userData', windowFolder(home))
  start()
} catch (error) {
  fail(error)
}

function start(): void {
  // The lock lies in userData, so it is one window for each home.
  if (!app.requestSingleInstanceLock()) {
    say.out(`tacit: window ready (it was open already: ${home})`)
    app.exit(0)
    return
  }
  registerScheme()
  app
    .whenReady()
    .then(() => import('./boot.ts'))
    .then(({ boot }) => boot(home))
    .catch(fail)
}

function fail(error: unknown): void {
  say.error(`tacit: the window cannot be opened with ${home}: ${error instanceof Error ? error.message : String(error)}`)
  app.exit(1)
}
