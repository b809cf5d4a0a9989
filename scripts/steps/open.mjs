import { pathToFileURL } from 'node:url'
import { getElectron, isElectronNamed } from './electron.mjs'
import { CLI, say } from './root.mjs'
import { setUp } from './set-up.mjs'
import { openWindow } from './window.mjs'

const WINDOW_LIMIT_MS = 20_000

/** The command in this process. */
export async function runCli(/** @type {readonly string[]} */ args) {
  process.argv = [process.execPath, CLI, ...args]
  await import(pathToFileURL(CLI).href)
}

/** @param {readonly string[]} args @returns {readonly string[]} the part of them that names a home */
export function homeOf(args) {
  const at = args.findIndex((arg) => arg === '--home' || arg.startsWith('--home='))
  return at < 0 ? [] : args.slice(at, args[at] === '--home' ? at + 2 : at + 1)
}

/**
 * Sets up, opens the window and stays until it closes. Where no window can open it says why, and serves the same interface on loopback.
 * @param {readonly string[]} args of Electron and the app
 */
export async function openTacit(args) {
  await setUp({ withElectron: !isElectronNamed() })
  const electron = await getElectron()
  if (electron.path === null) say(`No window can open: ${electron.why}`)
  else {
    const window = await openWindow(electron.path, args, WINDOW_LIMIT_MS)
    if (window.ready) {
      process.exitCode = await window.ended
      return
    }
    if (window.said !== null) say(`Electron said: ${window.said}`)
    say(`No window: ${window.advice}`)
  }
  say('Serving the same interface on this machine instead:')
  await runCli(['serve', ...homeOf(args)])
}
