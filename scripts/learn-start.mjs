import './steps/node-version.mjs'
import { bundle } from './steps/bundle.mjs'
import { orFail } from './steps/root.mjs'
import { runNode } from './steps/run.mjs'
import { setUp } from './steps/set-up.mjs'

const FOLDER = 'build/learn-start'

await orFail(async () => {
  await setUp()
  await bundle('test/bench/learn-start.ts', FOLDER)
  process.exitCode = await runNode(`${FOLDER}/main.js`, process.argv.slice(2), { stdio: 'inherit' })
})
