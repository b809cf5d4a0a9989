import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAgent } from '../../src/agent/agent.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'

const DAY_MS = 86_400_000
const RATINGS = 12

export const ACCEPTED = 'On Fridays I walk home along the canal, and the bus goes without me.'
export const CAME_OF_IT = 'I finally walked home along the canal this Friday, and the bus went without me.'

/** A past in which one state was accepted 25 days ago, a note of 6 days ago that says what came of it, and today's tray. Answers the folder of the note; the caller removes its parent. */
export async function makeAccepted(home: string): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'tacit-accepted-')), 'Journal')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${new Date(Date.now() - 6 * DAY_MS).toISOString().slice(0, 10)}.md`), `${CAME_OF_IT}\n`)

  let at = Date.now() - 25 * DAY_MS
  await using embedder = await openEmbedder(embedderFile())
  await using agent = await openAgent({ home, openStore, embedder, now: () => at })
  const client = clientOf({ send: (route, input) => agent.answer({ id: 0, route, input }), on: () => () => undefined })
  await client.request('settings.set', { firstRunDone: true, quietFrom: '00:00', quietUntil: '00:00' })
  const own = await client.request('states.write', { text: ACCEPTED })
  await client.request('proposals.rate', { id: own.id, answer: { kind: 'stars', rating: 5 } })
  for (let rated = 1; rated < RATINGS; rated++) {
    const { cards } = await client.request('today.five', { form: 'state', count: RATINGS })
    await client.request('proposals.rate', { id: cards[0]!.id, answer: { kind: 'stars', rating: rated % 2 === 0 ? 2 : 3 } })
  }
  await client.request('today.leaveFive', {})
  at = Date.now() - DAY_MS
  await client.request('sources.add', { path: folder, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
  await agent.settled()
  at = Date.now()
  await client.request('today.tray', {})
  return folder
}
