import { basename, resolve } from 'node:path'
import { build } from 'vite'

/** Bundles a script of this folder so that plain Node runs it. It lands in the repository, where its packages are found. */
export async function bundle(script: string): Promise<string> {
  const outDir = resolve(import.meta.dirname, '../../../node_modules/.cache/tacit', basename(script, '.ts'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: resolve(import.meta.dirname, script), outDir, target: 'node20.18', rolldownOptions: { output: { entryFileNames: 'index.mjs' } } },
  })
  return resolve(outDir, 'index.mjs')
}
