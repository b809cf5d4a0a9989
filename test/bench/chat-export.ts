// A chat export of gigabytes: how much memory looking through it and reading it takes, how long, and what the window notices meanwhile.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client, Source } from '../../src/agent/contract/index.ts'
import { addNotes } from './agent-line.ts'
import type { Options } from './bench.ts'
import { quantileRow, timed } from './durations.ts'
import { askedMeanwhile, onlySource, openNotesAgent, peakOf, sayAnswers } from './notes-agent.ts'
import type { Answers } from './notes-agent.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const MEGABYTES = 2048
/** Some minutes; all of so large an export takes many hours. */
const TEXTS = 2000
const GOAL_MB = 600
const LOOK_EVERY_MS = 250
const SAY_EVERY_MS = 30_000

const PEOPLE_SAY = ['I would like to', 'could you', 'no, rather', 'what I want is to', 'please', 'thanks, now', 'we decided to', 'I keep putting off to', 'next year I want to']
const VERBS = ['move to', 'write about', 'plan', 'learn', 'repair', 'paint', 'sell', 'visit', 'give up', 'start', 'finish', 'cook for']
const THINGS = ['the house by the sea', 'a slower week', 'näher an den Wald', 'the garden — at last', 'a letter to my "old" teacher', 'the cello', '休みの日', 'our savings', 'a dinner for twelve', 'the long walk', 'my thesis']
const LARGE_EVERY = 3000
const LARGE_BYTES = 24 * 1024 * 1024

/** Writes an export of ChatGPT of about this size: trees with branches, tools and pasted pages, and now and then a conversation of 24 MB. */
async function writeExport(folder: string, bytes: number, seed: number): Promise<Readonly<{ path: string; conversations: number; bytes: number }>> {
  const { uniform, below } = randomOf('chat export', seed)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!
  const sentence = (): string => `${pick(PEOPLE_SAY)} ${pick(VERBS)} ${pick(THINGS)}. `
  const prose = (length: number): string => {
    let text = ''
    while (text.length < length) text += sentence()
    return text
  }
  const path = join(folder, 'conversations.json')
  const out = createWriteStream(path)
  let written = 0
  let conversations = 0
  const write = async (text: string): Promise<number> => {
    if (!out.write(text)) await once(out, 'drain')
    return Buffer.byteLength(text)
  }
  written += await write('[')
  for (; written < bytes; conversations += 1) {
    const isLarge = conversations % LARGE_EVERY === LARGE_EVERY - 1
    const mapping: Record<string, object> = { root: { id: 'root', parent: null, children: ['n0'], message: null } }
    const count = isLarge ? 400 : 4 + below(60)
    for (let index = 0; index < count; index += 1) {
      const role = index % 2 === 0 ? 'user' : index % 7 === 5 ? 'tool' : 'assistant'
      const length = isLarge ? LARGE_BYTES / count : role === 'user' ? 60 + uniform() * 400 : 400 + uniform() * 6000
      const words = uniform() < 0.05 && role === 'user' ? `${sentence()}\n\n\`\`\`\n${prose(8000)}\n\`\`\`` : prose(length)
      mapping[`n${index}`] = {
        id: `n${index}`,
        parent: index === 0 ? 'root' : `n${index - 1}`,
        children: index + 1 < count ? [`n${index + 1}`] : [],
        message: { id: `${conversations}-${index}`, author: { role, name: null, metadata: {} }, create_time: 1_600_000_000 + conversations * 1000 + index, content: { content_type: 'text', parts: [words] }, status: 'finished_successfully', weight: 1, recipient: 'all', metadata: { model_slug: 'x', citations: [] } },
      }
    }
    written += await write(`${conversations === 0 ? '' : ','}${JSON.stringify({ title: sentence(), create_time: 1_600_000_000 + conversations * 1000, mapping, current_node: `n${count - 1}`, conversation_id: `c-${conversations}` })}`)
  }
  written += await write(']')
  out.end()
  await finished(out)
  return { path, conversations, bytes: written }
}

/** Rows for an export of chats that is looked through, read, and in part embedded by one agent: the most that it held, how fast it went, and what a window noticed. */
export async function chatExport({ megabytes = MEGABYTES, texts: mostTexts = TEXTS, seed, say }: Options): Promise<readonly Row[]> {
  await using folder = await temporaryFolder('chat-export')
  say(`writing an export of chats of ${megabytes} MB (--megabytes N) …`)
  const { path, conversations, bytes } = await writeExport(folder.path, megabytes * 1024 ** 2, seed)
  sayMachine(say)
  await using agent = await openNotesAgent(join(folder.path, 'home'))
  const { client } = agent
  await client.request('settings.set', { firstRunDone: true })
  const answers: Answers = new Map()
  const peaks: Row[] = []
  const peak = async (name: string, n: number): Promise<void> => {
    const value = await peakOf(agent)
    if (value !== null) peaks.push({ name: `export.peak.${name}`, value, unit: 'MB', n, ...(name !== 'start' && { goal: GOAL_MB }) })
  }
  await peak('start', 1)
  const { result: dry, ms: lookedMs } = await timed(() => askedMeanwhile(agent, answers, () => client.request('sources.dryRun', { path })))
  if (dry.notes !== conversations) throw new Error(`The export has ${conversations} conversations, and the dry run found ${dry.notes}.`)
  await peak('dryRun', conversations)
  say(`looked through in ${(lookedMs / 1000).toFixed(0)} s`)
  sayAnswers(answers, say)
  const { ms: readMs } = await timed(() => askedMeanwhile(agent, answers, async () => {
    await addNotes(client, path, dry)
    await untilSome(client, say, ({ notes }) => notes > 0)
  }))
  const { notes, passages } = await onlySource(client)
  if (notes !== conversations) throw new Error(`The export has ${conversations} conversations, and ${notes} were read.`)
  await peak('read', passages)
  say(`read in ${(readMs / 1000).toFixed(0)} s`)
  sayAnswers(answers, say)
  await askedMeanwhile(agent, answers, () => untilSome(client, say, ({ done, total, passages: all }) => (all * done) / total >= mostTexts))
  await peak('embedding', mostTexts)
  sayMachine(say)
  const rate = (name: string, ms: number): Row => ({ name, value: bytes / 1024 ** 2 / (ms / 1000), unit: 'MB/s', n: conversations })
  return [...peaks, rate('export.rate.dryRun', lookedMs), rate('export.rate.read', readMs), quantileRow('export.answers.p50', [...answers.values()].flat()), quantileRow('export.answers.p99', [...answers.values()].flat(), { share: 0.99, goal: 50 })]
}

/** Until the one source stands so, or has been read to its end. */
async function untilSome(client: Client, say: (line: string) => void, isSo: (source: Source) => boolean): Promise<void> {
  for (let said = performance.now(); ; await wait(LOOK_EVERY_MS)) {
    const source = await onlySource(client)
    if (source.state === 'current' || isSo(source)) return
    if (source.state !== 'reading') throw new Error(`Reading ended as ${source.state}: ${source.message}`)
    if (performance.now() - said < SAY_EVERY_MS) continue
    said = performance.now()
    say(`${source.done} of ${source.total}; ${source.message ?? ''}`)
  }
}
