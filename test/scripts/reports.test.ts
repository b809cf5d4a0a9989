import { join } from 'node:path'
import { expect, test } from 'vitest'
import { saidByUnits, saidByWindows } from '../../scripts/steps/reports.mjs'
import { ROOT } from '../../scripts/steps/root.mjs'

test('each test that was not run is named, a file that was not run at all once, and what passed only at its second try', () => {
  const ran = { status: 'passed', fullName: 'a file is read', failureMessages: [] }
  const failed = { status: 'failed', fullName: 'a file is gone', failureMessages: ['it is there', 'it is there'] }
  const again = { status: 'passed', fullName: 'a file is found', failureMessages: ['it was not there'] }
  const report = {
    testResults: [
      { name: join(ROOT, 'test/one.test.ts'), assertionResults: [ran, { status: 'skipped', fullName: 'a model is asked', failureMessages: [] }] },
      { name: join(ROOT, 'test/two.test.ts'), assertionResults: [{ status: 'pending', fullName: 'a' }, { status: 'pending', fullName: 'b' }] },
      { name: join(ROOT, 'test/three.test.ts'), assertionResults: [ran, failed, again] },
    ],
  }
  expect(saidByUnits(report)).toEqual({
    skipped: [`${join('test', 'one.test.ts')}: a model is asked`, `${join('test', 'two.test.ts')}: all 2`],
    again: [`${join('test', 'three.test.ts')}: a file is found`],
  })
})

test('a test of the window that was not run is named with its reason, and one that passed only at its second try', () => {
  const spec = (title: string, status: string, description?: string) => ({ file: 'faces.test.ts', title, tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }] })
  const report = { suites: [{ specs: [spec('it opens', 'expected'), spec('it comes back', 'flaky')], suites: [{ specs: [spec('it fits', 'skipped', 'no Chromium here'), spec('it waits', 'skipped'), spec('it fails', 'unexpected')] }] }] }
  expect(saidByWindows(report)).toEqual({ skipped: ['faces.test.ts: it fits (no Chromium here)', 'faces.test.ts: it waits'], again: ['faces.test.ts: it comes back'] })
})
