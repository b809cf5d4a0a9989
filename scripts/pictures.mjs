import './steps/node-version.mjs'
import { findStage, runPlaywright } from './steps/playwright.mjs'
import { orFail, say } from './steps/root.mjs'
import { setUp } from './steps/set-up.mjs'

// Takes pictures of every place of the real app.

await orFail(async () => {
  await setUp()
  const stage = await findStage()
  if (stage.electron === null) throw new Error(`No pictures can be taken: ${stage.why}`)
  const code = await runPlaywright(stage, 'test/e2e/pictures.config.ts')
  if (code !== 0) throw new Error('The pictures were not all taken; the reason stands above.')
  say('Every picture is in test-results/pictures; those that the README shows are in docs/pictures.')
})
