// Notes that were read already: starting again, paging through them, saving one, and doing nothing.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { timed } from './durations.ts'
import { onlySource, openNotesAgent } from './notes-agent.ts'
import { processorSeconds } from './processes.ts'
import { randomOf } from './random.ts'
import { untilLookedThrough } from './reading-notes.ts'

const SAVES = 30
const BETWEEN_SAVES_MS = 500
const PAGES = 200
const PAGE = 50
const IDLE_MS = 20_000
const SETTLE_MS = 25_000
const LOOK_EVERY_MS = 20

/** From the command until the folder is known to be unchanged and is watched. */
export async function startAgain(home: string): Promise<Readonly<{ second: number; empty: number }>> {
  const empty = await timed(async () => {
    await using agent = await openNotesAgent(`${home}-empty`)
    await agent.client.request('app.status', {})
  })
  const second = await timed(async () => {
    const agent = await openNotesAgent(home)
    while ((await onlySource(agent.client)).watch.mode === 'off') await wait(LOOK_EVERY_MS)
    return agent
  })
  await second.result[Symbol.asyncDispose]()
  return { second: second.ms / 1000, empty: empty.ms / 1000 }
}

export type Kept = Readonly<{
  /** Milliseconds of pages anywhere in the list. */
  pages: readonly number[]
  /** Milliseconds from the last byte of a saved note until a search finds it. */
  saves: readonly number[]
  /** In percent of a core, while nobody does anything. */
  idle: number
}>

export async function useKept(home: string, vault: string, seed: number): Promise<Kept> {
  await using agent = await openNotesAgent(home)
  const { client, pid } = agent
  while ((await onlySource(client)).watch.mode === 'off') await wait(LOOK_EVERY_MS)
  await untilLookedThrough(agent)
  const pages: number[] = []
  const { total } = await client.request('memory.passages', { limit: 1 })
  const { below } = randomOf('pages', seed)
  for (let page = 0; page < PAGES; page += 1) pages.push((await timed(() => client.request('memory.passages', { limit: PAGE, offset: below(total) }))).ms)
  await wait(SETTLE_MS)
  const pids = pid === null ? [] : [pid]
  const begun = await processorSeconds(pids)
  await wait(IDLE_MS)
  const idle = (100 * ((await processorSeconds(pids)) - begun)) / (IDLE_MS / 1000)
  const saves: number[] = []
  const { folders } = await onlySource(client)
  const folder = join(vault, folders.find((name) => name !== '.') ?? '.')
  for (let number = 0; number < SAVES; number += 1) {
    const word = `zweihander${number}`
    await writeFile(join(folder, `saved ${number}.md`), `A remark about the ${word} that hangs over the door of the old hall, written for this alone.\n`)
    const { ms } = await timed(async () => {
      while ((await client.request('memory.search', { query: word, limit: 1 }))[0]?.passage.text.includes(word) !== true) await wait(LOOK_EVERY_MS)
    })
    saves.push(ms)
    await wait(BETWEEN_SAVES_MS)
  }
  return { pages, saves, idle }
}
