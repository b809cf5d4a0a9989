import { ROOT } from './root.mjs'
import { end, start } from './run.mjs'
import { whyNoWindow } from './why-no-window.mjs'

const READY = 'tacit: window ready'
const KEPT_LINES = 50

/** @param {import('node:stream').Readable | null} stream @param {(line: string) => void} take */
function eachLine(stream, take) {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(take)
  })
  stream?.on('end', () => rest && take(rest))
}

/**
 * Opens the window. What Electron writes is held back until the window is ready, and then passed on.
 * @param {string} electron its executable
 * @param {readonly string[]} args of Electron and the app
 * @param {number} limitMs
 * @returns {Promise<{ ready: true, ended: Promise<number> } | { ready: false, said: string | null, advice: string }>} `ended`: the exit code
 */
export async function openWindow(electron, args, limitMs) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  // A group of its own: a terminal's Ctrl-C reaches Electron once, through us, and it closes in order.
  const child = start(electron, [ROOT, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  /** @type {string[]} */
  const lines = []
  let isReady = false
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const ready = new Promise((resolve) => {
    eachLine(child.stdout, (line) => {
      if (!line.startsWith(READY)) process.stdout.write(`${line}\n`)
      else {
        isReady = true
        resolve(undefined)
      }
    })
  })
  eachLine(child.stderr, (line) => {
    if (isReady) process.stderr.write(`${line}\n`)
    else if (line.trim() && lines.push(line.trim()) > KEPT_LINES) lines.shift()
  })

  let timer
  const late = new Promise((resolve) => (timer = setTimeout(resolve, limitMs, null)))
  const first = await Promise.race([ready, ended.catch((error) => ({ failure: error })), late])
  clearTimeout(timer)
  if (isReady) return { ready: true, ended: ended.then(({ code }) => code ?? 1) }
  if (first === null) await end(child)
  else if (first.failure) return { ready: false, said: first.failure.message, advice: `${electron} could not be started.` }
  const how = first === null ? null : (first.signal ?? `exit code ${first.code}`)
  return { ready: false, ...whyNoWindow(lines, { electron, ended: how, limitMs }) }
}
