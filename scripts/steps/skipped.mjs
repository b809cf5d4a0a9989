import { relative } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * The tests that vitest did not run, from its JSON report.
 * @param {any} report
 * @returns {readonly string[]} a line for each file, or for each test where others of its file ran
 */
export function skippedUnits({ testResults }) {
  return testResults.flatMap((/** @type {any} */ { name, assertionResults }) => {
    const skipped = assertionResults.filter((/** @type {any} */ { status }) => status === 'pending' || status === 'skipped')
    const file = relative(ROOT, name)
    if (skipped.length === assertionResults.length && skipped.length > 0) return [`${file}: all ${skipped.length}`]
    return skipped.map((/** @type {any} */ { fullName }) => `${file}: ${fullName}`)
  })
}

/**
 * The tests that Playwright did not run, from its JSON report, each with its reason.
 * @param {any} report
 * @returns {readonly string[]}
 */
export function skippedWindows({ suites }) {
  const within = (/** @type {any} */ suite) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ { file, title, tests }) =>
      tests.filter((/** @type {any} */ { status }) => status === 'skipped').map((/** @type {any} */ { annotations }) => {
        const reasons = annotations.flatMap((/** @type {any} */ { description }) => description ?? [])
        return `${file}: ${title}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`
      }),
    ),
    ...(suite.suites ?? []).flatMap(within),
  ]
  return suites.flatMap(within)
}
