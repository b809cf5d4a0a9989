import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findStage, runPlaywright } from './playwright.mjs'
import { saidByUnits, saidByWindows } from './reports.mjs'
import { ROOT, say } from './root.mjs'
import { runNode } from './run.mjs'

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
 * Counts what a report says, and names what was not run and what had to be tried again.
 * @param {string} file @param {(report: any) => Count} read @param {(report: any) => import('./reports.mjs').Said} saidBy @returns {Count}
 */
function readReport(file, read, saidBy) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const { skipped, again } = saidBy(report)
  for (const line of skipped) say(`Skipped: ${line}`)
  for (const line of again) say(`Passed only at the second try: ${line}`)
  return read(report)
}

/** @returns {Promise<Count>} */
export async function unitTests() {
  const report = join(RESULTS, 'vitest.json')
  await mkdir(RESULTS, { recursive: true })
  await rm(report, { force: true })
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], OPEN)
  return atLeastOne(code, readReport(report, ({ numPassedTests, numFailedTests, numPendingTests }) => ({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }), saidByUnits))
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
  const count = readReport(report, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }), saidByWindows)
  if (code === 0 && count.passed === 0) return skip('Playwright found none to run.')
  return atLeastOne(code, count)
}
