// What a person at the window waits for: until it opens, from a key to what it changes on the screen, and the script that it loads.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { appRoot, resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'
import { prepareHome, withAgent } from './agent-line.ts'
import type { Options } from './bench.ts'
import { quantileRow } from './durations.ts'
import { keyToPaint, watchKeys } from './key-to-paint.ts'
import { writeLongHome } from './long-home.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { windowRows } from './start.ts'
import { readStates } from './states.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'
import { openWindows } from './windows.ts'
import type { Windows } from './windows.ts'

const ROWS = 10_000
const DECKS = 5
const DECK = 12
const WARM_UP = 5
/** A person needs longer; it is enough that the act before has come to rest. */
const PAUSE_MS = 300
const PAINT_GOAL_MS = 50
const SCRIPT_GOAL_KB = 350

export async function window({ seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('window')
  const home = join(folder.path, 'home')
  await withAgent(home, prepareHome)
  const opening = await windowRows(folder.path, home, say)
  const keys = await keyRows(folder.path, seed, say)
  sayMachine(say)
  return [...opening, ...keys, await scriptRow()]
}

async function keyRows(folder: string, seed: number, say: (line: string) => void): Promise<readonly Row[]> {
  await using windows = await openWindows(folder, say)
  if (windows === null) return []
  say(`writing a home of ${ROWS} rows …`)
  const home = join(folder, 'long')
  {
    await using embedder = await openEmbedder(embedderFile())
    const axes = await loadAxes(resource('axes.json'))
    const { states } = await readStates(undefined, say)
    await writeLongHome(home, embedder, { axes, states, rows: ROWS, seed, until: Date.now() })
  }
  await withAgent(home, ({ request }) => request('settings.set', { firstRunDone: true }))
  say(`${DECKS} decks of ${DECK} cards, by keys …`)
  const empty = await wordsByKey(windows)
  const { first, answered, next } = await cardsByKey(windows, home, seed)
  const baseline = { name: 'a key that changes a word', values: empty }
  return [
    quantileRow('key.p50', answered, { baseline }),
    quantileRow('key.p95', answered, { share: 0.95, baseline, goal: PAINT_GOAL_MS }),
    quantileRow('key.first.p95', first, { share: 0.95, baseline, goal: PAINT_GOAL_MS }),
    quantileRow('key.next.p95', next, { share: 0.95, baseline, goal: PAINT_GOAL_MS }),
  ]
}

/** What an empty page needs to show that a key came. */
async function wordsByKey(windows: Windows): Promise<readonly number[]> {
  await using opened = await windows.attached('empty')
  const { page } = opened
  await page.evaluate("addEventListener('keydown', ({ key }) => { document.querySelector('p').dataset.key = key + performance.now() })")
  await watchKeys(page)
  const times: number[] = []
  for (let n = 0; n < WARM_UP + DECK; n += 1) {
    await wait(PAUSE_MS)
    const { changedMs } = await keyToPaint(page, 'x', 'p[data-key]')
    if (n >= WARM_UP) times.push(changedMs)
  }
  return times
}

/** Rates card after card: until the key shows at all, until the envelope is open, and from Enter to the next card. */
async function cardsByKey(windows: Windows, home: string, seed: number): Promise<Readonly<{ first: readonly number[]; answered: readonly number[]; next: readonly number[] }>> {
  await using opened = await windows.attached({ home })
  const { page } = opened
  const random = randomOf('keys', seed)
  const [first, answered, next]: [number[], number[], number[]] = [[], [], []]
  for (let deck = 0; deck < DECKS; deck += 1) {
    await page.evaluate(`window.tacit.request('today.leaveFive', {}).then(() => window.tacit.request('today.five', { form: 'state', count: ${DECK} }))`)
    await page.reload()
    await page.waitForSelector('main article:focus')
    await watchKeys(page)
    for (let n = 0; n < DECK; n += 1) {
      await wait(PAUSE_MS)
      const rated = await keyToPaint(page, String(1 + random.below(5)), '[data-result]')
      await wait(PAUSE_MS)
      const moved = n === DECK - 1 ? null : await keyToPaint(page, 'Enter', 'main article:not(:has([data-result]))')
      if (deck === 0 && n < WARM_UP) continue
      first.push(rated.firstMs)
      answered.push(rated.changedMs)
      if (moved) next.push(moved.changedMs)
    }
  }
  return { first, answered, next }
}

const kB = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0) / 1000

/** All scripts of the page, each compressed by itself. */
async function scriptRow(): Promise<Row> {
  const folder = join(appRoot(), 'out', 'renderer', 'assets')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'))
  const scripts = await Promise.all(files.map((file) => readFile(join(folder, file))))
  return {
    name: 'script',
    value: kB(scripts.map((script) => gzipSync(script).length)),
    unit: 'kB',
    n: files.length,
    baseline: { name: 'not compressed', value: kB(scripts.map(({ length }) => length)) },
    goal: SCRIPT_GOAL_KB,
  }
}
