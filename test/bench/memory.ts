// What the app holds and does when nobody looks: the memory of all its processes and its idle processor time.

import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { prepareHome, withAgent } from './agent-line.ts'
import type { Options } from './bench.ts'
import { canLookAtProcesses, processorSeconds, treeOf, usageOf } from './processes.ts'
import type { Usage } from './processes.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'
import { openWindows } from './windows.ts'
import type { Window } from './windows.ts'

const SETTLE_MS = 6000
/** What served the work is let go when nothing more comes. */
const REST_MS = 60_000
const IDLE_MS = 20_000

export async function memory({ say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('memory')
  const resident = await windowRows(folder.path, say)
  sayMachine(say)
  return resident
}

async function windowRows(folder: string, say: (line: string) => void): Promise<readonly Row[]> {
  if (!canLookAtProcesses) {
    say('Windows skipped: processes are looked at under /proc, which this system has not.')
    return []
  }
  await using windows = await openWindows(folder, say)
  if (windows === null) return []
  say('an empty window …')
  const empty = await lookAt(await windows.empty())
  say('the app …')
  const home = join(folder, 'home')
  const app = await lookAt(await windows.app(home), () => withAgent(home, prepareHome), REST_MS)
  for (const { name, rssMB, pssMB } of app.after) say(`  ${name}: ${Math.round(pssMB ?? rssMB)} MB`)
  const name = 'an empty window'
  return [
    { name: 'resident', value: own(app.after), unit: 'MB', n: app.after.length, baseline: { name, value: own(empty.after) }, goal: 450 },
    { name: 'resident.work', value: own(app.worked), unit: 'MB', n: app.worked.length, baseline: { name, value: own(empty.after) } },
    { name: 'resident.start', value: own(app.before), unit: 'MB', n: app.before.length, baseline: { name, value: own(empty.before) } },
    { name: 'resident.rss', value: rss(app.after), unit: 'MB', n: app.after.length, baseline: { name, value: rss(empty.after) } },
    { name: 'idle.cpu', value: app.idle, unit: '% of a core', baseline: { name, value: empty.idle }, goal: 1 },
  ]
}

const rss = (usages: readonly Usage[]): number => usages.reduce((sum, { rssMB }) => sum + rssMB, 0)

/** Each shared page counted once among those who share it; where the system hides that, as often as it is shared. */
const own = (usages: readonly Usage[]): number => usages.reduce((sum, { pssMB, rssMB }) => sum + (pssMB ?? rssMB), 0)

type Looked = Readonly<{ before: readonly Usage[]; worked: readonly Usage[]; after: readonly Usage[]; idle: number }>

/** A window just opened, after some work, at rest, and hidden. No other may be open meanwhile: two would share their pages. */
async function lookAt(opened: Window, work: () => Promise<void> = async () => undefined, restMs = 0): Promise<Looked> {
  await using window = opened
  await wait(SETTLE_MS)
  const before = await usageOf(await treeOf(window.pid))
  await work()
  await wait(SETTLE_MS)
  const worked = await usageOf(await treeOf(window.pid))
  await wait(restMs)
  const after = await usageOf(await treeOf(window.pid))
  window.hide()
  await wait(SETTLE_MS)
  const pids = await treeOf(window.pid)
  const begun = performance.now()
  const taken = await processorSeconds(pids)
  await wait(IDLE_MS)
  const idle = ((await processorSeconds(pids)) - taken) / ((performance.now() - begun) / 1000)
  return { before, worked, after, idle: 100 * idle }
}
