import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, say } from './root.mjs'
import { end, start } from './run.mjs'

const PACKAGE = join(ROOT, 'node_modules', 'electron')
const EXECUTABLES = /** @type {Record<string, string>} */ ({ darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' })
const EXECUTABLE = EXECUTABLES[process.platform] ?? 'electron'

/** No byte for this long, or this long in all: then the fetch is given up. */
const LIMITS = { stallMs: 30_000, wholeMs: 15 * 60_000 }
const UNPACK_MS = 3 * 60_000

/**
 * @typedef {{ path: string } | { path: null, why: string }} Found
 * @returns {Found} Electron as electron-vite (ELECTRON_EXEC_PATH) and electron itself (ELECTRON_OVERRIDE_DIST_PATH) look for it
 */
export function findElectron() {
  const { ELECTRON_EXEC_PATH, ELECTRON_OVERRIDE_DIST_PATH } = process.env
  if (ELECTRON_EXEC_PATH) return existsSync(ELECTRON_EXEC_PATH) ? { path: ELECTRON_EXEC_PATH } : { path: null, why: `ELECTRON_EXEC_PATH names ${ELECTRON_EXEC_PATH}, and nothing is there.` }
  if (ELECTRON_OVERRIDE_DIST_PATH) {
    const path = join(ELECTRON_OVERRIDE_DIST_PATH, EXECUTABLE)
    return existsSync(path) ? { path } : { path: null, why: `ELECTRON_OVERRIDE_DIST_PATH names ${ELECTRON_OVERRIDE_DIST_PATH}, and no ${EXECUTABLE} is there.` }
  }
  const path = join(PACKAGE, 'dist', EXECUTABLE)
  return existsSync(path) && existsSync(join(PACKAGE, 'path.txt')) ? { path } : { path: null, why: 'Electron\'s binary is not here.' }
}

export const isElectronNamed = () => Boolean(process.env.ELECTRON_EXEC_PATH || process.env.ELECTRON_OVERRIDE_DIST_PATH)

/** @param {string} version */
function showProgress(version) {
  const isLive = process.stderr.isTTY === true
  let shown = -1
  return (/** @type {{ transferred: number, total: number | null }} */ { transferred, total }) => {
    const step = total === null ? Math.floor(transferred / 1e7) : Math.floor((transferred / total) * (isLive ? 100 : 10))
    if (step === shown) return
    shown = step
    const text = `Electron ${version}: ${(transferred / 1e6).toFixed(0)}${total === null ? '' : ` of ${(total / 1e6).toFixed(0)}`} MB`
    if (isLive) process.stderr.write(`\r${text}${transferred === total ? '\n' : ''}`)
    else say(text)
  }
}

/** Fetches the archive into Electron's own cache, where its installer finds it; throws where it cannot be had or the limits pass. */
export async function download({ stallMs, wholeMs } = LIMITS) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(PACKAGE, name), 'utf8'))
  const { version } = read('package.json')
  const { downloadArtifact } = await import(pathToFileURL(createRequire(join(PACKAGE, 'package.json')).resolve('@electron/get')).href)
  const stop = new AbortController()
  const giveUp = (/** @type {number} */ ms, /** @type {string} */ why) => setTimeout(() => stop.abort(new Error(why)), ms)
  const whole = giveUp(wholeMs, `it took longer than ${wholeMs / 60_000} minutes`)
  const stalled = () => giveUp(stallMs, `no byte came for ${stallMs / 1000} s`)
  let stall = stalled()
  const show = showProgress(version)
  say(`Fetching Electron ${version} …`)
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      cacheRoot: process.env.electron_config_cache,
      checksums: read('checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: stop.signal,
        getProgressCallback: async (/** @type {{ transferred: number, total: number | null }} */ progress) => {
          clearTimeout(stall)
          stall = stalled()
          show(progress)
        },
      },
    })
  } finally {
    clearTimeout(whole)
    clearTimeout(stall)
  }
}

/** Electron's own installer: takes the archive from the cache, checks and unpacks it. */
async function unpack() {
  const child = start(process.execPath, [join(PACKAGE, 'install.js')], { stdio: ['ignore', 2, 2] })
  const limit = setTimeout(() => void end(child), UNPACK_MS)
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(limit)
}

/** @param {unknown} error @returns {string} the innermost reason, which fetch hides */
function reason(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${reason(error.cause)}` : error.message
}

/** @returns {Promise<Found>} Electron's binary, fetched when it is not here and none is named */
export async function getElectron() {
  const here = findElectron()
  if (here.path !== null || isElectronNamed()) return here
  try {
    await download()
  } catch (error) {
    return { path: null, why: `Electron's binary could not be fetched (${reason(error)}). ELECTRON_MIRROR names another place to fetch it from, ELECTRON_OVERRIDE_DIST_PATH a folder that holds it.` }
  }
  await unpack()
  const found = findElectron()
  return found.path === null ? { path: null, why: 'Electron\'s binary was fetched and could not be unpacked; the reason stands above.' } : found
}
