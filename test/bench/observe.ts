// Reading a large folder of notes: how long, how much memory and disk, what the window notices, and what a saved note costs.

import { existsSync } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Client, Source } from '../../src/agent/contract/index.ts'
import { connect } from '../../src/cli/connect.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { appRoot, resource } from '../../src/agent/paths.ts'
import { addNotes } from './agent-line.ts'
import type { Options } from './bench.ts'
import { EXPORT_BYTES, chatExportRows } from './chat-export.ts'
import { quantile, quantileRow, timed } from './durations.ts'
import { openBare } from './embed.ts'
import { growVault } from './grown-vault.ts'
import { readPassages } from './passages.ts'
import { canLookAtProcesses, peakMB, processorSeconds, usageOf } from './processes.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const NOTES = 10_000
const LOOK_EVERY_MS = 100
const ASK_EVERY_MS = 40
const SAVES = 15
const IDLE_MS = 20_000
const SETTLE_MS = 25_000
/** Bare embedding is measured on as many of the passages, before and after. */
const BARE_TEXTS = 400
const VECTOR_BYTES = 384 * 4

type Agent = AsyncDisposable & Readonly<{ client: Client; pid: number | null }>

async function openAgent(home: string): Promise<Agent> {
  const connection = await connect(home)
  return { client: clientOf(connection.line), pid: connection.pid, [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() }
}

export async function observe({ data, notes: count = NOTES, seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('observe')
  const [vault, home] = [join(folder.path, 'notes'), join(folder.path, 'home')]
  say(`growing ${count} notes …`)
  await growVault(vault, data ?? realNotes(), count, seed)
  const passages = await readPassages(vault, seed)
  const textBytes = passages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  say(`${passages.length} passages, ${Math.round(textBytes / 2 ** 20)} MB`)
  const sample = randomOf('bare', seed).shuffled(passages.map(({ text }) => text)).slice(0, BARE_TEXTS)
  const bareBefore = await bareRate(sample)

  const first = await readAll(home, vault, say)
  const bareAfter = await bareRate(sample)
  const bareSeconds = (passages.length * (1 / bareBefore + 1 / bareAfter)) / 2
  say(`bare: ${bareBefore.toFixed(0)} and ${bareAfter.toFixed(0)} texts/s`)
  const storeBytes = await bytesUnder(join(home, 'store')).catch(() => bytesUnder(home))

  say('second start …')
  const starts = await secondStarts(home)
  say('saving notes …')
  const saved = await saveNotes(home, vault)
  sayMachine(say)
  const ofExport = await chatExportRows({ say, seed }, EXPORT_BYTES * Math.min(1, count / NOTES))
  const baseline = { name: 'bare embedding of the same passages', value: bareSeconds }
  return [
    { name: 'observe.readable', value: first.readable, unit: 's', n: count, baseline },
    { name: 'observe.embedded', value: first.embedded, unit: 's', n: count, baseline },
    { name: 'observe.ratio', value: first.embedded / bareSeconds, unit: '×', n: passages.length, baseline: { name: 'bare embedding', value: 1 } },
    { name: 'observe.second', value: starts.second, unit: 's', n: count, baseline: { name: 'start with an empty home', value: starts.empty }, goal: 2 },
    quantileRow('observe.saved', saved.ms, { share: 0.5, goal: 1000 }),
    quantileRow('observe.saved.p95', saved.ms, { share: 0.95, goal: 1000 }),
    { name: 'observe.store', value: storeBytes / (textBytes + passages.length * VECTOR_BYTES), unit: '× text and vectors', n: passages.length, goal: 2 },
    quantileRow('observe.answers.p99', first.answers, { share: 0.99, goal: 50 }),
    ...(canLookAtProcesses
      ? [
          { name: 'observe.peak', value: first.peak, unit: 'MB', baseline: { name: 'before reading', value: first.before } },
          { name: 'observe.idle', value: saved.idle, unit: '% of a core', goal: 1 },
        ]
      : []),
    ...ofExport,
  ]
}

function realNotes(): string {
  const real = join(appRoot(), '../shared/data/vaults')
  return existsSync(real) ? real : resource('sample-vault')
}

async function bareRate(texts: readonly string[]): Promise<number> {
  await using bare = await openBare(embedderFile())
  const fitting = texts.filter((text) => bare.length(text) <= 250)
  await bare.side(fitting.slice(0, 16))
  const { ms } = await timed(() => bare.side(fitting))
  return (1000 * fitting.length) / ms
}

async function onlySource({ request }: Client): Promise<Source> {
  return (await request('sources.list', {}))[0]!
}

type First = Readonly<{ readable: number; embedded: number; answers: readonly number[]; peak: number; before: number }>

/** From the person's consent until every word, and then every meaning, can be found; meanwhile a window asks what windows ask. */
async function readAll(home: string, vault: string, say: (line: string) => void): Promise<First> {
  await using agent = await openAgent(home)
  const { client, pid } = agent
  await client.request('settings.set', { firstRunDone: true })
  const dry = await client.request('sources.dryRun', { path: vault })
  const before = pid === null || !canLookAtProcesses ? NaN : ((await usageOf([pid]))[0]?.rssMB ?? NaN)
  const answers: number[] = []
  let isReading = true
  const window = (async () => {
    const asks: readonly (() => Promise<unknown>)[] = [() => client.request('app.status', {}), () => client.request('memory.passages', { limit: 20 }), () => client.request('belief.you', {}), () => client.request('today.tray', {})]
    for (let turn = 0; isReading; turn += 1) {
      answers.push((await timed(asks[turn % asks.length]!)).ms)
      await wait(ASK_EVERY_MS)
    }
  })()
  const start = performance.now()
  const seconds = (): number => (performance.now() - start) / 1000
  await addNotes(client, vault, dry)
  let readable = NaN
  let said = 0
  for (;;) {
    const source = await onlySource(client)
    if (Number.isNaN(readable) && source.notes > 0) readable = seconds()
    if (source.state === 'current') break
    if (source.state !== 'reading') throw new Error(`Reading ended as ${source.state}: ${source.message}`)
    if (seconds() - said > 30) {
      said = seconds()
      say(`${Math.round(said)} s: ${source.done} of ${source.total}; ${source.message ?? ''}`)
    }
    await wait(LOOK_EVERY_MS)
  }
  const embedded = seconds()
  isReading = false
  await window
  say(`slowest answers: ${[0.5, 0.99, 1].map((share) => quantile(answers, share).toFixed(0)).join(', ')} ms (median, p99, all)`)
  // The notes are looked through for proposals after it, and the store is tidied: that is part of the peak.
  await wait(SETTLE_MS)
  return { readable, embedded, answers, before, peak: pid === null || !canLookAtProcesses ? NaN : await peakMB(pid) }
}

/** From the command until the folder is known to be unchanged and is watched. */
async function secondStarts(home: string): Promise<Readonly<{ second: number; empty: number }>> {
  const empty = await timed(async () => {
    await using agent = await openAgent(`${home}-empty`)
    await agent.client.request('app.status', {})
  })
  const second = await timed(async () => {
    const agent = await openAgent(home)
    while ((await onlySource(agent.client)).watch.mode === 'off') await wait(20)
    return agent
  })
  await second.result[Symbol.asyncDispose]()
  return { second: second.ms / 1000, empty: empty.ms / 1000 }
}

/** From the last byte of a saved note until a search finds it; and what the process takes when nobody does anything. */
async function saveNotes(home: string, vault: string): Promise<Readonly<{ ms: readonly number[]; idle: number }>> {
  await using agent = await openAgent(home)
  const { client, pid } = agent
  while ((await onlySource(client)).watch.mode === 'off') await wait(LOOK_EVERY_MS)
  await wait(SETTLE_MS)
  const pids = pid === null ? [] : [pid]
  const begun = await processorSeconds(pids)
  await wait(IDLE_MS)
  const idle = (100 * ((await processorSeconds(pids)) - begun)) / (IDLE_MS / 1000)
  const ms: number[] = []
  const { folders } = await onlySource(client)
  const folder = join(vault, folders.find((name) => name !== '.') ?? '.')
  for (let number = 0; number < SAVES; number += 1) {
    const word = `zweihander${number}`
    await writeFile(join(folder, `saved ${number}.md`), `A remark about the ${word} that hangs over the door of the old hall, written for this alone.\n`)
    const { ms: took } = await timed(async () => {
      while ((await client.request('memory.search', { query: word, limit: 1 }))[0]?.passage.text.includes(word) !== true) await wait(20)
    })
    ms.push(took)
    await wait(500)
  }
  return { ms, idle }
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
