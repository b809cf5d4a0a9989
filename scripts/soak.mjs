import './steps/node-version.mjs'
import { parseArgs } from 'node:util'
import { install, isInstalled } from './steps/install.mjs'
import { orFail, say } from './steps/root.mjs'
import { runNode } from './steps/run.mjs'

// Kills a process that says things to the store, over and over, and looks each time whether anything is lost or there twice.

await orFail(async () => {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000_000) } } })
  if (![values.kills, values.seed].every((value) => /^\d+$/.test(value))) throw new Error('Usage: npm run soak -- [--kills N] [--seed N]')
  if (!isInstalled()) await install()
  const env = { ...process.env, TACIT_KILLS: values.kills, TACIT_SEED: values.seed }
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', 'test/agent/store/killed.test.ts', '--disable-console-intercept'], { stdio: ['ignore', 'inherit', 'inherit'], env })
  if (code !== 0) throw new Error(`The soak failed. The same kills again: npm run soak -- --kills ${values.kills} --seed ${values.seed}`)
  say(`${values.kills} kills (seed ${values.seed}): nothing lost, nothing twice, nothing forgotten came back`)
})
