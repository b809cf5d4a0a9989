import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { card, moved, next, press, rate, rateFive, stateOf } from './person.ts'
import { expect, test } from './tacit.ts'

test('what comes next follows from what was said: after a 5 and after a 1 the deck goes on differently', async ({ open, home }) => {
  const other = await mkdtemp(join(tmpdir(), 'tacit-e2e-'))
  const liked = await answerFirst(await open(home), '5')
  const disliked = await answerFirst(await open(other), '1')
  expect(disliked.before, 'two homes in which nothing was said show the same').toEqual(liked.before)
  expect(disliked.after).not.toEqual(liked.after)
  expect(disliked.after[0], 'the next card').not.toBe(liked.after[0])
  for (const { told, strip } of [liked, disliked]) {
    expect(told).toMatch(/^Because of this rating: .+ \+\d\.\d\d/)
    expect(strip).toContain(told)
  }
  expect(disliked.told).not.toBe(liked.told)
  await rm(other, { recursive: true, force: true })
})

async function answerFirst({ page, close }: Readonly<{ page: Page; close: () => Promise<void> }>, rating: '1' | '5') {
  await expect(card(page)).toBeFocused()
  await press(page, page.getByRole('button', { name: 'Skip setting up' }))
  await rateFive(page)
  const before = await order(page)
  await rate(page, rating)
  const told = await moved(page).innerText()
  await next(page)
  const after = await order(page)
  const strip = await page.getByRole('region', { name: 'Your last answer' }).innerText()
  await close()
  return { before, after, told, strip }
}

/** The card in focus and those that peek out behind it. */
async function order(page: Page): Promise<readonly string[]> {
  await expect(card(page)).toBeFocused()
  return [await stateOf(page), ...(await page.getByRole('list', { name: 'Then' }).getByRole('listitem').allInnerTexts())]
}
