// The first reading of a folder of notes. A large one takes an hour to embed: past a number of texts the bench gives vectors of its own.

import { setTimeout as wait } from 'node:timers/promises'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { Store } from '../../src/agent/store/types.ts'
import { addNotes } from './agent-line.ts'
import { near } from './long-home.ts'
import { askedMeanwhile, onlySource, openNotesAgent, peakOf, sayAnswers } from './notes-agent.ts'
import type { Agent, Answers } from './notes-agent.ts'
import { canLookAtProcesses, usageOf } from './processes.ts'
import { randomOf } from './random.ts'

const LOOK_EVERY_MS = 100
const SAY_EVERY_S = 30
const PORTION = 1000

export type FirstReading = Readonly<{
  dryRunSeconds: number
  /** From consent until every word can be found. */
  readableSeconds: number
  /** From then on, and how many texts were embedded in it. */
  embeddingSeconds: number
  embedded: number
  passages: number
  textBytes: number
  answers: readonly number[]
  /** In MB; null where the system does not tell. */
  peak: number | null
  before: number | null
}>

export async function readFirst(home: string, vault: string, mostTexts: number, seed: number, say: (line: string) => void): Promise<FirstReading> {
  const answers: Answers = new Map()
  const first = await readSome(home, vault, mostTexts, answers, say)
  const filled = await fillVectors(home, seed, say)
  const peak = filled.given === 0 ? first.peak : await finish(home, answers, say)
  return { ...first, ...filled, answers: [...answers.values()].flat(), peak: first.peak === null || peak === null ? null : Math.max(first.peak, peak) }
}

async function readSome(home: string, vault: string, mostTexts: number, answers: Answers, say: (line: string) => void) {
  await using agent = await openNotesAgent(home)
  const { client, pid } = agent
  await client.request('settings.set', { firstRunDone: true })
  const before = pid === null || !canLookAtProcesses ? null : ((await usageOf([pid]))[0]?.rssMB ?? null)
  return await askedMeanwhile(agent, answers, async () => {
    const seconds = stopwatch()
    const dry = await client.request('sources.dryRun', { path: vault })
    const dryRunSeconds = seconds()
    say(`dry run: ${dryRunSeconds.toFixed(1)} s`)
    sayAnswers(answers, say)
    await addNotes(client, vault, dry)
    let readableAt = NaN
    for (let said = seconds(); ; await wait(LOOK_EVERY_MS)) {
      const { state, notes, passages, done, total, message } = await onlySource(client)
      if (Number.isNaN(readableAt) && notes > 0) {
        readableAt = seconds()
        say(`readable: ${(readableAt - dryRunSeconds).toFixed(1)} s`)
        sayAnswers(answers, say)
      }
      const isEnough = notes > 0 && (passages * done) / total >= mostTexts
      if (state === 'current' || isEnough) break
      if (state !== 'reading') throw new Error(`Reading ended as ${state}: ${message}`)
      if (seconds() - said > SAY_EVERY_S) {
        said = seconds()
        say(`${Math.round(said)} s: ${done} of ${total}; ${message ?? ''}`)
      }
    }
    sayAnswers(answers, say)
    return { dryRunSeconds, readableSeconds: readableAt - dryRunSeconds, embeddingSeconds: seconds() - readableAt, before, peak: await peakOf(agent) }
  })
}

/** Vectors around those of other passages, for what there was no time to embed. Counts what was. */
async function fillVectors(home: string, seed: number, say: (line: string) => void) {
  await using embedder = await openEmbedder(embedderFile())
  await using store = await openStore(home)
  const { id } = store.sources.all()[0]!
  const waiting = await store.memories.waiting(id, embedder.id)
  const passages = await store.memories.count(id)
  if (waiting.length > 0) say(`${passages - waiting.length} of ${passages} texts are embedded; the others get vectors of the bench's own …`)
  const known = await someVectors(store, embedder.id)
  const random = randomOf('vectors', seed)
  for (let start = 0; start < waiting.length; start += PORTION) {
    const some = waiting.slice(start, start + PORTION)
    await store.memories.giveVectors(embedder.id, new Map(some.map((each) => [each, near(known[random.below(known.length)]!, random)])))
  }
  // As the app does after a reading.
  await store.compact()
  return { passages, embedded: passages - waiting.length, given: waiting.length, textBytes: await textBytesOf(store, embedder.id) }
}

async function someVectors({ memories }: Store, embedderId: string): Promise<readonly Float32Array[]> {
  for await (const rows of memories.each(embedderId)) return rows.map(({ vector }) => vector)
  throw new Error('Not one text was embedded; give the bench more of them with --texts.')
}

async function textBytesOf({ memories }: Store, embedderId: string): Promise<number> {
  let bytes = 0
  for await (const rows of memories.each(embedderId)) for (const { text } of rows) bytes += Buffer.byteLength(text)
  return bytes
}

/** The agent takes up what was cut off, and looks through all passages. */
async function finish(home: string, answers: Answers, say: (line: string) => void): Promise<number | null> {
  await using agent = await openNotesAgent(home)
  const seconds = stopwatch()
  await askedMeanwhile(agent, answers, async () => {
    while ((await onlySource(agent.client)).state !== 'current') await wait(LOOK_EVERY_MS)
    await untilLookedThrough(agent)
  })
  say(`looked through after ${seconds().toFixed(1)} s`)
  sayAnswers(answers, say)
  return peakOf(agent)
}

export async function untilLookedThrough({ client }: Agent): Promise<void> {
  while ((await client.request('threads.list', { limit: 1 })).isLooking) await wait(LOOK_EVERY_MS)
}

function stopwatch(): () => number {
  const begun = performance.now()
  return () => (performance.now() - begun) / 1000
}
