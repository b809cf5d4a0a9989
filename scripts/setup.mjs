import './steps/node-version.mjs'
import { orFail, say } from './steps/root.mjs'
import { setUp } from './steps/set-up.mjs'

await orFail(async () => {
  await setUp()
  say('Tacit is installed and built.')
})
