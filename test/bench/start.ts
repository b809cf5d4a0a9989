// From the start of the program to what a person waits for: the window, the address, the first proposal from a thousand notes.

import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { onLines } from '../../src/agent/contract/lines.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { appRoot, resource } from '../../src/agent/paths.ts'
import { addNotes, prepareHome, untilAnswered, untilGrounded, untilRead, withAgent } from './agent-line.ts'
import type { Options } from './bench.ts'
import { quantileRow, ratioOfMedians, roundsOf, roundsRow, timed } from './durations.ts'
import { readPassages } from './passages.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'
import { makeVault } from './vault.ts'
import { openWindows } from './windows.ts'
import type { Window } from './windows.ts'

const LAUNCHES = 5
const ADDRESSES = 3
const NOTES = 1000
const EMBEDDED_ALONE = 64

export async function start({ data, seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('start')
  const home = join(folder.path, 'home')
  say('reading the sample notes into a home …')
  await withAgent(home, prepareHome)
  const windows = await windowRows(folder.path, home, say)
  const addresses = await addressRows(home, say)
  const notes = await noteRows(folder.path, data ?? resource('sample-vault'), seed, say)
  sayMachine(say)
  return [...windows, ...addresses, ...notes]
}

/** Of the app on this home and on new ones, beside an empty window. */
export async function windowRows(folder: string, home: string, say: (line: string) => void): Promise<readonly Row[]> {
  await using windows = await openWindows(folder, say)
  if (windows === null) return []
  say(`${LAUNCHES} launches of each window …`)
  const [empty, usual, first, answered]: [number[], number[], number[], number[]] = [[], [], [], []]
  // The first Electron of all reads its files from the disk; what comes after is compared.
  await launch(windows.empty)
  for (let n = 0; n < LAUNCHES; n += 1) {
    empty.push(await launch(windows.empty))
    const begun = performance.now()
    const answering = untilAnswered(home).then(() => answered.push(performance.now() - begun))
    usual.push(await launch(() => windows.app(home), answering))
    first.push(await launch(() => windows.app(join(folder, `fresh-${n}`))))
  }
  const baseline = { name: 'an empty window', values: empty }
  return [
    quantileRow('interactive', usual, { baseline, goal: 1500 }),
    roundsRow('interactive.ratio', roundsOf(usual, empty), ratioOfMedians, { unit: '×', baseline: { name: 'an empty window', value: 1 }, goal: 1.5 }),
    // The window begins with what stood when it closed; what is done in it is confirmed from here on.
    quantileRow('interactive.agent', answered, { baseline }),
    quantileRow('interactive.first', first, { baseline }),
  ]
}

async function launch(open: () => Promise<Window>, more: Promise<unknown> = Promise.resolve()): Promise<number> {
  await using window = await open()
  await more
  return window.readyMs
}

/** A server that does nothing, in a process as bare as Node has it. */
const BARE_SERVER = `require('node:http').createServer((_, response) => response.end('here')).listen(0, '127.0.0.1', function () { console.log(JSON.stringify({ url: 'http://127.0.0.1:' + this.address().port })) })`

async function addressRows(home: string, say: (line: string) => void): Promise<readonly Row[]> {
  say(`${ADDRESSES} times \`tacit serve\` …`)
  const served: number[] = []
  const bare: number[] = []
  for (let n = 0; n < ADDRESSES; n += 1) {
    bare.push(await untilServed(['-e', BARE_SERVER]))
    served.push(await untilServed([join(appRoot(), 'out', 'main', 'cli.js'), 'serve', '--json', '--home', home]))
  }
  return [quantileRow('address', served, { baseline: { name: 'a bare server of Node', values: bare } })]
}

/** Until the page has come from the address that the program prints. */
async function untilServed(args: readonly string[]): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const { url } = JSON.parse(await firstLine(child)) as { url: string }
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} answered ${response.status}.`)
    await response.text()
    return performance.now() - begun
  } finally {
    const isRunning = child.exitCode === null && child.signalCode === null
    if (isRunning && child.kill('SIGTERM')) await once(child, 'exit')
  }
}

function firstLine(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code} before it said its address. ${said.trim()}`)))
    onLines(child.stdout, resolve)
  })
}

async function noteRows(folder: string, from: string, seed: number, say: (line: string) => void): Promise<readonly Row[]> {
  const vault = join(folder, 'vault')
  await makeVault(vault, from, NOTES, seed)
  say(`reading ${NOTES} notes made of ${from} …`)
  const times = await withAgent(join(folder, 'reader'), async (client) => {
    const library = await timed(() => client.request('today.five', { form: 'state', count: 1 }))
    await client.request('today.leaveFive', {})
    const looking = await timed(() => client.request('sources.dryRun', { path: vault }))
    const begun = performance.now()
    await addNotes(client, vault, looking.result)
    const [first, all] = await Promise.all([untilGrounded(client), untilRead(client)].map(async (done) => done.then(() => performance.now() - begun)))
    return { library: library.ms, looking: looking.ms, first: first!, all: all! }
  })
  const alone = await embeddingAlone(vault, seed, say)
  return [
    seconds('notes.dryRun', times.looking, 'embedding them', alone),
    seconds('notes.first', times.first, 'a card from the library', times.library, 180),
    seconds('notes.all', times.all, 'embedding them', alone),
  ]
}

const seconds = (name: string, ms: number, baseline: string, baselineMs: number, goal?: number): Row => ({
  name,
  value: ms / 1000,
  unit: 's',
  baseline: { name: baseline, value: baselineMs / 1000 },
  ...(goal !== undefined && { goal }),
})

/** What embedding all passages takes by itself, from a draw of them. */
async function embeddingAlone(vault: string, seed: number, say: (line: string) => void): Promise<number> {
  const passages = await readPassages(vault, seed)
  const drawn = randomOf('alone', seed).shuffled(passages).slice(0, EMBEDDED_ALONE).map(({ text }) => text)
  await using embedder = await openEmbedder(embedderFile())
  const { ms } = await timed(() => embedder.embed(drawn))
  say(`${passages.length} passages; ${Math.round((1000 * drawn.length) / ms)} a second when nothing else is done`)
  return (ms * passages.length) / drawn.length
}
