import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findStage, runPlaywright } from './playwright.mjs'
import { ROOT, say } from './root.mjs'
import { runNode } from './run.mjs'
import { skippedUnits, skippedWindows } from './skipped.mjs'

const RESULTS = join(ROOT, 'test-results')
const E2E = 'test/e2e/playwright.config.ts'
/** @type {import('node:child_process').SpawnOptions} */
const OPEN = { stdio: ['ignore', 'inherit', 'inherit'] }

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * A step that fails without naming a test counts as one failure.
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
const atLeastOne = (code, count) => (code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count)

/**
 * Counts what a report says, and names what was not run.
 * @param {string} file @param {(report: any) => Count} read @param {(report: any) => readonly string[]} skippedIn @returns {Count}
 */
function readReport(file, read, skippedIn) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  for (const line of skippedIn(report)) say(`Skipped: ${line}`)
  return read(report)
}

/** @returns {Promise<Count>} */
export async function unitTests() {
  const report = join(RESULTS, 'vitest.json')
  await mkdir(RESULTS, { recursive: true })
  await rm(report, { force: true })
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], OPEN)
  return atLeastOne(code, readReport(report, ({ numPassedTests, numFailedTests, numPendingTests }) => ({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }), skippedUnits))
}

/** @param {string} why @returns {Count} */
function skip(why) {
  say(`End-to-end tests skipped: ${why}`)
  return { passed: 0, failed: 0, skipped: 0 }
}

/** @returns {Promise<Count>} */
export async function windowTests() {
  const stage = await findStage()
  if (stage.electron === null) return skip(stage.why)
  const report = join(RESULTS, 'playwright.json')
  await rm(report, { force: true })
  const code = await runPlaywright(stage, E2E, { reporter: 'list,json', env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } })
  const count = readReport(report, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }), skippedWindows)
  if (code === 0 && count.passed === 0) return skip('Playwright found none to run.')
  return atLeastOne(code, count)
}
