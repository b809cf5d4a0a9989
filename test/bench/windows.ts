// Real Electron windows: the app's, and an empty one of the same Electron that shows what a window costs by itself.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { onLines } from '../../src/agent/contract/lines.ts'
import { appRoot } from '../../src/agent/paths.ts'

export type Window = AsyncDisposable & Readonly<{ pid: number; /** From its start to its first painted answer. */ readyMs: number; hide: () => void }>

export type AttachedWindow = AsyncDisposable & Readonly<{ page: Page }>

/** A way to open windows on this machine. */
export type Windows = AsyncDisposable &
  Readonly<{
    app: (home: string) => Promise<Window>
    empty: () => Promise<Window>
    /** The same, with a hand on the page's keys. */
    attached: (what: 'empty' | Readonly<{ home: string }>) => Promise<AttachedWindow>
  }>

const READY = { app: 'tacit: window ready', empty: 'empty: window ready' }
const OPEN_WITHIN_MS = 120_000
const CLOSE_WITHIN_MS = 15_000

/** Null, with a line that says why, where no window can be opened. `folder` is for the empty app and for what Chromium keeps. */
export async function openWindows(folder: string, say: (line: string) => void): Promise<Windows | null> {
  const { findElectron } = (await import(pathToFileURL(join(appRoot(), 'scripts', 'steps', 'electron.mjs')).href)) as typeof import('../../scripts/steps/electron.mjs')
  const electron = findElectron()
  if (electron.path === null) return skip(say, electron.why)
  const display = await openDisplay()
  if (display === null) return skip(say, 'there is no display, and no Xvfb to make one.')
  const empty = join(folder, 'empty')
  await writeEmptyApp(empty)
  const hider = join(folder, 'hide.cjs')
  await writeFile(hider, HIDE)
  // Chromium refuses its sandbox to root; anyone else measures with it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const emptyData = [`--user-data-dir=${join(folder, 'empty-data')}`]
  const launch = (app: string, ready: string, more: readonly string[]): Promise<Window> => openWindow(electron.path, [...sandbox, '-r', hider, app, ...more], ready, display.name)
  return {
    app: (home) => launch(appRoot(), READY.app, ['--home', home]),
    empty: () => launch(empty, READY.empty, emptyData),
    attached: (what) => attach(electron.path, [...sandbox, ...(what === 'empty' ? [empty, ...emptyData] : [appRoot(), '--home', what.home])], display.name),
    [Symbol.asyncDispose]: async () => display.close(),
  }
}

function skip(say: (line: string) => void, why: string): null {
  say(`Windows skipped: ${why}`)
  return null
}

async function attach(executablePath: string, args: readonly string[], display: string | undefined): Promise<AttachedWindow> {
  const { _electron } = await import('@playwright/test')
  const app = await _electron.launch({ executablePath, args: [...args], env: environmentOf(display), timeout: OPEN_WITHIN_MS })
  return { page: await app.firstWindow({ timeout: OPEN_WITHIN_MS }), [Symbol.asyncDispose]: () => app.close() }
}

function environmentOf(display: string | undefined): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env as Record<string, string>
  return { ...environment, ...(display !== undefined && { DISPLAY: display }) }
}

async function openWindow(electron: string, args: readonly string[], ready: string, display: string | undefined): Promise<Window> {
  const start = performance.now()
  const child = spawn(electron, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environmentOf(display), detached: process.platform !== 'win32' })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
  const isReady = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(false))
    onLines(child.stdout, (line) => line.startsWith(ready) && resolve(true))
  })
  const opened = await Promise.race([isReady, wait(OPEN_WITHIN_MS, false, { ref: false })])
  const readyMs = performance.now() - start
  if (!opened) {
    await close(child)
    throw new Error(`No "${ready}" within ${Math.round(readyMs / 1000)} s. Electron said: ${said.trim()}`)
  }
  return { pid: child.pid!, readyMs, hide: () => void child.kill('SIGUSR2'), [Symbol.asyncDispose]: () => close(child) }
}

async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<true>((resolve) => void child.once('exit', () => resolve(true)))
  child.kill('SIGTERM')
  if (await Promise.race([gone, wait(CLOSE_WITHIN_MS, false, { ref: false })])) return
  process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL')
  await gone
}

/** What a window needs to show itself, and nothing else; it is ready when its page is painted, as the app's is. */
const EMPTY_MAIN = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1180, height: 780, show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false } })
  window.once('ready-to-show', () => window.show())
  await window.loadFile('index.html')
  await window.webContents.executeJavaScript('new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done())); setTimeout(done, 1000) })')
  process.stdout.write('${READY.empty}\\n')
})
`
const EMPTY_PAGE = '<!doctype html><meta charset="utf-8"><title>Empty</title><p>Empty'
const HIDE = `const { BrowserWindow } = require('electron')
process.on('SIGUSR2', () => { for (const window of BrowserWindow.getAllWindows()) window.hide() })
`

async function writeEmptyApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }))
  await writeFile(join(folder, 'main.cjs'), EMPTY_MAIN)
  await writeFile(join(folder, 'index.html'), EMPTY_PAGE)
}

type Display = Readonly<{ name: string | undefined; close: () => void }>

/** The session's own display or, on Linux, a virtual one; null where there is neither. */
async function openDisplay(): Promise<Display | null> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { name: undefined, close: () => undefined }
  const isHere = (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, 'Xvfb')))
  if (!isHere) return null
  // The server chooses a free number and writes it to the fourth pipe.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise<string | null>((resolve) => {
    server.once('exit', () => resolve(null))
    onLines(server.stdio[3] as Readable, resolve)
  })
  return number === null ? null : { name: `:${number}`, close: () => void server.kill() }
}
