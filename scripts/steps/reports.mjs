import { relative } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * What a report says beside its counts, a line each: what was not run, with its reason where there is one, and what passed only at its second try.
 * @typedef {Readonly<{ skipped: readonly string[], again: readonly string[] }>} Said
 */

/**
 * Reads vitest's JSON report.
 * @param {any} report
 * @returns {Said} of what was skipped a line for each file, or for each test where others of its file ran
 */
export function saidByUnits({ testResults }) {
  const read = testResults.map((/** @type {any} */ { name, assertionResults }) => {
    const file = relative(ROOT, name)
    /** @param {readonly any[]} tests */
    const lines = (tests) => tests.map(({ fullName }) => `${file}: ${fullName}`)
    const skipped = assertionResults.filter((/** @type {any} */ { status }) => status === 'pending' || status === 'skipped')
    const isWhole = skipped.length === assertionResults.length && skipped.length > 0
    return {
      skipped: isWhole ? [`${file}: all ${skipped.length}`] : lines(skipped),
      again: lines(assertionResults.filter((/** @type {any} */ { status, failureMessages }) => status === 'passed' && failureMessages.length > 0)),
    }
  })
  return { skipped: read.flatMap((/** @type {Said} */ { skipped }) => skipped), again: read.flatMap((/** @type {Said} */ { again }) => again) }
}

/**
 * Reads Playwright's JSON report.
 * @param {any} report
 * @returns {Said}
 */
export function saidByWindows({ suites }) {
  const within = (/** @type {any} */ suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(within)]
  const tests = suites.flatMap(within).flatMap((/** @type {any} */ { file, title, tests }) => tests.map((/** @type {any} */ test) => ({ ...test, line: `${file}: ${title}` })))
  /** @param {string} wanted */
  const those = (wanted) => tests.filter((/** @type {any} */ { status }) => status === wanted)
  return {
    skipped: those('skipped').map((/** @type {any} */ { line, annotations }) => {
      const reasons = annotations.flatMap((/** @type {any} */ { description }) => description ?? [])
      return `${line}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`
    }),
    again: those('flaky').map((/** @type {any} */ { line }) => line),
  }
}
