// A chat export of gigabytes: how much memory looking through all of it takes, and how long.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { clientOf } from '../../src/agent/contract/index.ts'
import { connect } from '../../src/cli/connect.ts'
import type { Options } from './bench.ts'
import { timed } from './durations.ts'
import { canLookAtProcesses, peakMB } from './processes.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

export const EXPORT_BYTES = 2 * 1024 ** 3
const GOAL_MB = 600

const PEOPLE_SAY = ['I would like to', 'could you', 'no, rather', 'what I want is to', 'please', 'thanks, now', 'we decided to', 'I keep putting off to', 'next year I want to']
const VERBS = ['move to', 'write about', 'plan', 'learn', 'repair', 'paint', 'sell', 'visit', 'give up', 'start', 'finish', 'cook for']
const THINGS = ['the house by the sea', 'a slower week', 'näher an den Wald', 'the garden — at last', 'a letter to my "old" teacher', 'the cello', '休みの日', 'our savings', 'a dinner for twelve', 'the long walk', 'my thesis']
const LARGE_EVERY = 3000
const LARGE_BYTES = 24 * 1024 * 1024

/** Writes an export of ChatGPT of about this size: trees with branches, tools and pasted pages, and now and then a conversation of 24 MB. */
export async function writeExport(folder: string, bytes: number, seed: number): Promise<Readonly<{ path: string; conversations: number; bytes: number }>> {
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

/** Rows for a dry run of an export (2 GB where nothing else is said) by an agent: the most that it held, and how fast it went. */
export async function chatExportRows({ say, seed }: Pick<Options, 'say' | 'seed'>, bytes = EXPORT_BYTES): Promise<readonly Row[]> {
  await using folder = await temporaryFolder('chat-export')
  say(`writing an export of chats of ${(bytes / 1024 ** 3).toFixed(2)} GB …`)
  const written = await writeExport(folder.path, bytes, seed)
  await using connection = await connect(join(folder.path, 'home'))
  const { request } = clientOf(connection.line)
  const { pid } = connection
  await request('sources.list', {})
  const before = canLookAtProcesses && pid !== null ? await peakMB(pid) : null
  sayMachine(say)
  const { result: found, ms } = await timed(() => request('sources.dryRun', { path: written.path }))
  sayMachine(say)
  if (found.notes !== written.conversations) throw new Error(`The export has ${written.conversations} conversations, and the dry run found ${found.notes}.`)
  const rate: Row = { name: 'observe.export.rate', value: written.bytes / 1024 ** 2 / (ms / 1000), unit: 'MB/s', n: written.conversations }
  if (pid === null || before === null) return [rate]
  return [{ name: 'observe.export.peak', value: await peakMB(pid), unit: 'MB', n: written.conversations, baseline: { name: 'before', value: before }, goal: GOAL_MB }, rate]
}
