import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, say } from './root.mjs'
import { run } from './run.mjs'

const STAMP = join(ROOT, 'node_modules', '.tacit')

function wanted() {
  const { dependencies, devDependencies, overrides } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return createHash('sha256').update(JSON.stringify({ dependencies, devDependencies, overrides, on: [process.platform, process.arch] })).digest('hex')
}

export function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted()
}

/** npm, as it was called: by its own script where npm started this process, else by name. */
function npm(/** @type {readonly string[]} */ args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args])
  return run('npm', args, { shell: process.platform === 'win32' })
}

/** Installs the packages of `package.json` and nothing else; no package's own install script is needed, so none runs. */
export async function install() {
  await rm(STAMP, { force: true })
  say('Installing …')
  const code = await npm(['install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'])
  if (code !== 0) throw new Error(`npm could not install the packages (exit code ${code}); its reason stands above. Check the connection to the registry and run the same command again.`)
  await writeFile(STAMP, wanted())
}
