import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Bridge, RouteInput, RouteName, RouteOutput } from '../../src/agent/contract/index.ts'
import { readLibrary } from '../../src/cli/demo/library.ts'
import { plantPerson } from '../../src/cli/demo/person.ts'

const DECK = 12
const SEED = 3

/** Asks the agent what the page itself could ask, over the page's own bridge. */
export async function ask<Name extends RouteName>(page: Page, route: Name, input: RouteInput<Name>): Promise<RouteOutput<Name>> {
  const request = { route, input: input as unknown }
  const response = await page.evaluate((asked) => (globalThis as unknown as { tacit: Bridge }).tacit.request(asked.route, asked.input), request)
  if (!response.ok) throw new Error(`${route}: ${response.error.code}: ${response.error.message}`)
  return response.data as RouteOutput<Name>
}

/** Makes a past: the sample notes are read, and someone with a planted taste has rated so many cards, half of them from the notes. */
export async function settle(page: Page, ratings: number): Promise<void> {
  const { axes, labels } = await readLibrary()
  const person = plantPerson(axes, SEED)
  const { folders } = await ask(page, 'sources.dryRun', { path: null })
  await ask(page, 'sources.add', { path: null, folders: folders.map(({ path }) => path) })
  await expect.poll(async () => (await ask(page, 'sources.list', {}))[0]?.state, { timeout: 180_000 }).toBe('current')

  let form: 'grounded' | 'state' = 'grounded'
  for (let rated = 0; rated < ratings; rated++) {
    if (rated >= ratings / 2 && form === 'grounded') {
      await ask(page, 'today.leaveFive', {})
      form = 'state'
    }
    const card = (await ask(page, 'today.five', { form, count: DECK })).cards[0]
    if (!card) throw new Error(`After ${rated} ratings no card of the form “${form}” was left.`)
    await ask(page, 'proposals.rate', { id: card.id, answer: { kind: 'stars', rating: person.rate(labels.get(card.text) ?? {}) } })
  }
  await ask(page, 'today.leaveFive', {})
  // No hour is a quiet one: what is seen does not hang on when it is seen.
  await ask(page, 'settings.set', { firstRunDone: true, quietFrom: '00:00', quietUntil: '00:00' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
}
