import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Bridge, Client, RouteInput, RouteName, RouteOutput } from '../../src/agent/contract/index.ts'
import { readLibrary } from '../../src/cli/demo/library.ts'
import { plantPerson } from '../../src/cli/demo/person.ts'

const DECK = 6
const SEED = 3

/** Speaks to the agent over the page's own bridge. It hears no events. */
function clientOfPage(page: Page): Client {
  return clientOf({
    send: (route, input) => page.evaluate((asked) => (globalThis as unknown as { tacit: Bridge }).tacit.request(asked.route, asked.input), { route, input }),
    on: () => () => undefined,
  })
}

/** Asks the agent what the page itself could ask. */
export function ask<Name extends RouteName>(page: Page, route: Name, input: RouteInput<Name>): Promise<RouteOutput<Name>> {
  return clientOfPage(page).request(route, input)
}

/** Makes a past: the sample notes are read, and someone with a planted taste rates so many cards, the first six from the notes. */
export async function makePast(client: Client, ratings: number, onRated: () => void = () => undefined): Promise<void> {
  const { axes, labels } = await readLibrary()
  const person = plantPerson(axes, SEED)
  const { folders } = await client.request('sources.dryRun', { path: null })
  await client.request('sources.add', { path: null, folders: folders.map(({ path }) => path), uses: { memory: true, evidence: false, proposals: true } })
  await expect.poll(async () => (await client.request('sources.list', {}))[0]?.state, { timeout: 180_000 }).toBe('current')

  for (let rated = 0; rated < ratings; rated++) {
    const form = rated < DECK ? 'grounded' : 'state'
    if (rated % DECK === 0) await client.request('today.leaveFive', {})
    const card = (await client.request('today.five', { form, count: DECK })).cards[0]
    if (!card) throw new Error(`After ${rated} ratings no card of the form “${form}” was left.`)
    await client.request('proposals.rate', { id: card.id, answer: { kind: 'stars', rating: person.rate(labels.get(card.text) ?? {}) } })
    onRated()
  }
  await client.request('today.leaveFive', {})
  // No hour is a quiet one: what is seen does not hang on when it is seen.
  await client.request('settings.set', { firstRunDone: true, quietFrom: '00:00', quietUntil: '00:00' })
}

/** The same in a window, which then stands at Today. */
export async function settle(page: Page, ratings: number): Promise<void> {
  await makePast(clientOfPage(page), ratings)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
}
