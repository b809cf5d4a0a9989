import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openAgent } from '../../src/agent/agent.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { ROOT } from './electron.ts'

const DAY_MS = 86_400_000

export const THEN = 'On winter evenings there is one hour of quiet reading in the armchair.'
export const NOW = 'On winter evenings there is an hour of quiet reading in the armchair.'
const OTHERS = [
  ['A loaf of rye bread is baked on Saturday.', 3], ['The bicycle is cleaned and oiled in spring.', 3], ['Old friends come to supper once a month.', 3],
  ['The savings grow by a little every month.', 3], ['A choir rehearses on Thursdays.', 2], ['The tomatoes on the balcony bear fruit in August.', 3],
  ['There is a swim in the lake before work.', 3], ['The attic is empty of boxes.', 3], ['A course in Italian begins in autumn.', 3],
  ['Grandmother is called on Sundays.', 3], ['A week in the mountains is spent on foot.', 3],
] as const

/** A past in which the same state was not wanted 40 days ago and very much wanted yesterday, and one state of the library was held back; and today's tray. Answers the text that was held back. */
export async function makeContradicted(home: string): Promise<string> {
  let at = Date.now() - 40 * DAY_MS
  const heldBack = await (async () => {
    await using embedder = await openEmbedder(embedderFile())
    await using agent = await openAgent({ home, openStore, embedder, now: () => at })
    const client = clientOf({ send: (route, input) => agent.answer({ id: 0, route, input }), on: () => () => undefined })
    await client.request('settings.set', { firstRunDone: true, quietFrom: '00:00', quietUntil: '00:00' })
    const rate = async (text: string, rating: number): Promise<void> => {
      const { id } = await client.request('states.write', { text })
      await client.request('proposals.rate', { id, answer: { kind: 'stars', rating } })
    }
    await rate(THEN, 1)
    for (const [text, rating] of OTHERS) await rate(text, rating)
    at = Date.now() - DAY_MS
    await rate(NOW, 5)
    at = Date.now()
    await client.request('today.tray', {})
    const shown = new Set((await client.request('proposals.list', {})).map(({ card }) => card.text))
    const states = JSON.parse(await readFile(join(ROOT, 'resources/states/making.json'), 'utf8')) as readonly Readonly<{ id: string; text: string }>[]
    return states.find(({ text }) => !shown.has(text))!
  })()
  await using store = await openStore(home)
  await store.say({ settings: [{ key: 'quiet', value: [{ stateId: heldBack.id, at, reason: 'limit', chance: 0.6, threshold: 0.4, worth: 1, cost: 0.5 }] }] })
  return heldBack.text
}
