import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from './root.mjs'

const PATIENCE_MS = 8000
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** @typedef {import('node:child_process').ChildProcess} Child */

/** @type {Set<Child>} */
const children = new Set()

/** @param {Child} child */
export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null

/**
 * Asks the child to end, and ends it where it does not.
 * @param {Child} child
 */
export async function end(child) {
  if (hasEnded(child)) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await Promise.race([ended, wait(PATIENCE_MS, undefined, { ref: false })])
  if (hasEnded(child)) return
  child.kill('SIGKILL')
  await ended
}

/** @param {NodeJS.Signals} signal */
async function endAll(signal) {
  await Promise.all([...children].map(end))
  process.exit(128 + constants.signals[signal])
}

/**
 * Starts a program that ends when this process is told to.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Child}
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, ...options })
  if (children.size === 0) for (const signal of SIGNALS) process.on(signal, endAll)
  children.add(child)
  const forget = () => {
    children.delete(child)
    if (children.size === 0) for (const signal of SIGNALS) process.off(signal, endAll)
  }
  child.once('close', forget)
  child.once('error', forget)
  return child
}

/**
 * Runs a program to its end; its output goes to stderr unless `stdio` says otherwise.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 and the signal's number where a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio: ['ignore', 2, 2], ...options })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
  })
}

/**
 * Runs a JavaScript program of an installed package with this Node.
 * @param {string} script path from the root
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)
