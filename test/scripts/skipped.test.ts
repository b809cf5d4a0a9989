import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/steps/root.mjs'
import { skippedUnits, skippedWindows } from '../../scripts/steps/skipped.mjs'

test('each test that was not run is named, and a file that was not run at all once', () => {
  const ran = { status: 'passed', fullName: 'a file is read' }
  const report = {
    testResults: [
      { name: join(ROOT, 'test/one.test.ts'), assertionResults: [ran, { status: 'skipped', fullName: 'a model is asked' }] },
      { name: join(ROOT, 'test/two.test.ts'), assertionResults: [{ status: 'pending', fullName: 'a' }, { status: 'pending', fullName: 'b' }] },
      { name: join(ROOT, 'test/three.test.ts'), assertionResults: [ran] },
    ],
  }
  expect(skippedUnits(report)).toEqual([`${join('test', 'one.test.ts')}: a model is asked`, `${join('test', 'two.test.ts')}: all 2`])
})

test('a test of the window that was not run is named with its reason', () => {
  const spec = (title: string, status: string, description?: string) => ({ file: 'faces.test.ts', title, tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }] })
  const report = { suites: [{ specs: [spec('it opens', 'expected')], suites: [{ specs: [spec('it fits', 'skipped', 'no Chromium here'), spec('it waits', 'skipped')] }] }] }
  expect(skippedWindows(report)).toEqual(['faces.test.ts: it fits (no Chromium here)', 'faces.test.ts: it waits'])
})
