import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')
export const CLI = join(ROOT, 'out', 'main', 'cli.js')

/** What happens goes to stderr: stdout belongs to the command that was asked for. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`)
}

/** Ends with code 1 and the message where the work fails. @param {() => Promise<unknown>} work */
export async function orFail(work) {
  try {
    await work()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
