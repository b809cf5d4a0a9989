import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { convertEmbedder, SOURCE, TARGET } from '../embedder/convert.mjs'
import { ROOT, say } from './root.mjs'
import { runNode } from './run.mjs'

const EMBEDDER_PARTS = ['scripts/embedder', join(SOURCE, '..', 'package.json')]

/** What is built, and of what: stale when the content of any part changed. */
const EMBEDDER = { stamp: 'build/embedder/.tacit', made: TARGET, of: EMBEDDER_PARTS }
const APP = {
  stamp: 'out/.tacit',
  made: 'out/main/cli.js',
  of: ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'tsconfig.base.json', 'tsconfig.node.json', 'tsconfig.web.json'],
}
const LIBRARY = {
  stamp: 'build/embedder/.tacit-library',
  made: 'build/embedder/library.json',
  of: [...EMBEDDER_PARTS, 'resources/states', 'resources/axes.json', 'resources/answers.json', 'src/agent/model', ...['build-library', 'library-vectors', 'sample', 'ground', 'vectors'].map((name) => `src/agent/propose/${name}.ts`)],
}

/** @param {string} path @returns {Promise<string[]>} */
async function filesUnder(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return null
    throw error
  })
  if (entries === null) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** @param {readonly string[]} paths */
async function hash(paths) {
  const files = (await Promise.all(paths.map((path) => filesUnder(resolve(ROOT, path))))).flat().toSorted()
  const digest = createHash('sha256')
  for (const file of files) {
    const content = await readFile(file)
    digest.update(`${relative(ROOT, file)}\0${content.length}\0`).update(content)
  }
  return digest.digest('hex')
}

/**
 * @param {{ stamp: string, made: string, of: readonly string[] }} product paths from the root
 * @param {() => Promise<boolean | void>} make false where it could not be made and that is no failure
 */
export async function makeWhenStale(product, make) {
  const stamp = resolve(ROOT, product.stamp)
  const now = await hash(product.of)
  if (existsSync(stamp) && existsSync(resolve(ROOT, product.made)) && readFileSync(stamp, 'utf8') === now) return
  await rm(stamp, { force: true })
  if ((await make()) === false) return
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, now)
}

async function buildApp() {
  say('Building …')
  const code = await runNode('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  if (code !== 0) throw new Error(`The build failed (exit code ${code}); its reason stands above.`)
}

/** The vectors of the library's texts. Without them the app computes them at its first start, and there says what is wrong with this machine. */
async function buildLibrary() {
  say('Embedding the library …')
  const code = await runNode('out/main/library.js', [])
  if (code !== 0) say(`The library could not be embedded now (exit code ${code}); the app will try.`)
  return code === 0
}

export async function build() {
  await makeWhenStale(EMBEDDER, async () => {
    say('Converting the embedder …')
    await convertEmbedder(join(ROOT, SOURCE), join(ROOT, TARGET))
  })
  await makeWhenStale(APP, buildApp)
  await makeWhenStale(LIBRARY, buildLibrary)
}
