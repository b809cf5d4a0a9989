import type { Page } from '@playwright/test'
import { still } from './still.ts'
import { expect } from './tacit.ts'

/** Every place and tab by its address, with words that stand there once it is whole. */
export const EVERY_PLACE: readonly (readonly [address: string, ready: RegExp])[] = [
  ['today', /\S/],
  ['today/write', /A state of your own/],
  ['you', /Set it yourself/],
  ['you/channels', /how far a channel follows/],
  ['you/principles', /Write a principle/],
  ['you/moods', /Together, as far as can be told/],
  ['you/export', /This is exactly what goes out/],
  ['memory', /Withheld/],
  ['memory/threads', /thread/],
  ['memory/exclusions', /Rules/],
  ['memory/week', /\S/],
  ['memory/add', /\S/],
  ['memory/ledger', /ledger/],
  ['trust', /Drawn at random[^]*Kept quiet|Drawn at random[^]*kept quiet|kept quiet[^]*Drawn at random/i],
  ['trust/quiet', /kept quiet/i],
  ['settings', /Licence/],
]

/** Goes to an address as a link would, and waits until the place is whole. */
export async function visit(page: Page, address: string, ready: RegExp): Promise<void> {
  await page.evaluate(`location.hash = '#/${address}'`)
  await expect(page.getByRole('main')).toContainText(ready)
  await still(page)
}
