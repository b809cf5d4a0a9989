import './steps/node-version.mjs'
import { orFail, say } from './steps/root.mjs'
import { runNode } from './steps/run.mjs'
import { setUp } from './steps/set-up.mjs'
import { unitTests, windowTests } from './steps/tests.mjs'

/** @param {string} name @param {string} script @param {readonly string[]} args */
async function check(name, script, args) {
  say(`${name} …`)
  const code = await runNode(script, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (code !== 0) say(`${name} failed.`)
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

await orFail(async () => {
  await setUp()
  const counts = [
    await check('Types', 'scripts/typecheck.mjs', []),
    await check('Lint', 'node_modules/oxlint/bin/oxlint', []),
    await unitTests(),
    await windowTests(),
  ]
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => counts.reduce((total, count) => total + count[key], 0)
  if (sum('skipped') > 0) say(`${sum('skipped')} skipped`)
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
  if (sum('failed') > 0) process.exitCode = 1
})
