import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { getElectron } from './electron.mjs'
import { run } from './run.mjs'

/** @param {string} name */
const isOnPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)))

/** A display for windows: the session's own, or a virtual one. @returns {readonly string[] | null} what to run under, null where there is none */
function display() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return []
  return isOnPath('xvfb-run') ? ['xvfb-run', '-a'] : null
}

/**
 * @typedef {{ electron: string, under: readonly string[] }} Stage
 * @returns {Promise<Stage | { electron: null, why: string }>} what the window needs to open here, or why it cannot
 */
export async function findStage() {
  const electron = await getElectron()
  if (electron.path === null) return { electron: null, why: electron.why }
  const under = display()
  return under === null ? { electron: null, why: 'there is no display, and no xvfb-run to make one.' } : { electron: electron.path, under }
}

/**
 * @param {Stage} stage
 * @param {string} config path from the root
 * @param {{ reporter?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runPlaywright({ electron, under }, config, { reporter = 'list', env = {} } = {}) {
  const [command = process.execPath, ...args] = [...under, process.execPath, 'node_modules/@playwright/test/cli.js', 'test', '--config', config, `--reporter=${reporter}`]
  return run(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ELECTRON_EXEC_PATH: electron, ...env } })
}
