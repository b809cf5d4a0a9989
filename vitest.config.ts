import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // For what hangs; a busy machine is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { interval: 50, timeout: 60_000 } },
    // A machine that others use may stall for a minute; `npm test` names what passes only then.
    retry: 1,
    pool: 'forks',
    // Native modules (LanceDB, llama.cpp) are loaded once a worker; two workers fit the smallest machine.
    maxWorkers: 2,
  },
})
