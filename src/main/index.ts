// Before Electron is ready: the lock and the scheme. Waiting here for `ready` would wait for ever (electron/electron#40719).
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { homeFrom, windowFolder } from './paths.ts'
import { registerScheme } from './protocol.ts'
import { say } from './say.ts'

const home = homeFrom(process.argv, process.env)

try {
  app.setPath('userData', ownFolder())
  start()
} catch (error) {
  fail(error)
}

/** Where a home cannot be written to, the window still opens and says so: it keeps what is its own elsewhere. */
function ownFolder(): string {
  const folder = windowFolder(home)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch (error) {
    say.error(`tacit: ${folder} cannot be written to: ${error instanceof Error ? error.message : String(error)}`)
    return mkdtempSync(join(tmpdir(), 'tacit-window-'))
  }
}

function start(): void {
  // The lock lies in userData, so it is one window for each home.
  if (!app.requestSingleInstanceLock()) {
    say.out(`tacit: window ready (it was open already: ${home})`)
    app.exit(0)
    return
  }
  registerScheme()
  Promise.all([import('./boot.ts'), app.whenReady()])
    .then(([{ boot }]) => boot(home))
    .catch(fail)
}

function fail(error: unknown): void {
  say.error(`tacit: the window cannot be opened with ${home}: ${error instanceof Error ? error.message : String(error)}`)
  app.exit(1)
}
