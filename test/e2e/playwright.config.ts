import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { built, findWindow, ROOT } from './electron.ts'

// Workers load this file too; what is missing is said once. `npm test` has built the app by now.
if (process.env.TEST_WORKER_INDEX === undefined) {
  const found = findWindow()
  if (found.path === null) process.stdout.write(`End-to-end tests skipped: ${found.why}\n`)
  else if (!existsSync(built.main)) throw new Error(`${built.main} is not there. Build the app first: npm run build`)
}

/** The real window on homes of its own, two files at a time: while one window waits for its agent, another works. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.test.ts',
  outputDir: join(ROOT, 'test-results', 'e2e'),
  workers: 2,
  // For what never comes; a busy machine is no failure.
  timeout: 300_000,
  expect: { timeout: 90_000 },
  // As of the other tests; what passes only then is named.
  retries: 1,
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
})
