import './steps/node-version.mjs'
import { join } from 'node:path'
import { orFail, ROOT } from './steps/root.mjs'
import { runNode } from './steps/run.mjs'
import { setUp } from './steps/set-up.mjs'

const FOLDER = 'build/bench/program'

/** The benches are TypeScript like the agent; they are bundled as it is, so that what is measured is what ships. */
async function bundle() {
  const { build } = await import('vite')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: join(ROOT, FOLDER),
      emptyOutDir: true,
      rolldownOptions: { input: { main: join(ROOT, 'test/bench/main.ts') }, output: { entryFileNames: '[name].js' } },
    },
  })
}

await orFail(async () => {
  await setUp()
  await bundle()
  process.exitCode = await runNode(`${FOLDER}/main.js`, process.argv.slice(2), { stdio: 'inherit' })
})
