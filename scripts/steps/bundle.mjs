import { join } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * Bundles a TypeScript program of `test/` like the agent, so that what it measures or draws is what ships.
 * @param {string} entry path from the root
 * @param {string} folder of what is built, emptied first; the program is its `main.js`
 */
export async function bundle(entry, folder) {
  const { build } = await import('vite')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: join(ROOT, folder),
      emptyOutDir: true,
      rolldownOptions: { input: { main: join(ROOT, entry) }, output: { entryFileNames: '[name].js' } },
    },
  })
}
