import { serious } from './axe.ts'
import { card, goTo, press } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'
import type { Tacit } from './tacit.ts'

/** What the system's clipboard holds once something was copied. */
async function copied({ app, page }: Tacit, copy: () => Promise<void>): Promise<string> {
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await copy()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).not.toBe('')
  await expect(page.getByText(/^Copied: /)).toBeAttached()
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

test('a card is copied by its keys, as Markdown and as a link that comes back to it, and Back works', async ({ settled }) => {
  const { page } = settled
  await goTo(page, 'today')
  await press(page, page.getByRole('button', { name: /^Rate five/ }).first())
  const [open] = (await ask(page, 'today.tray', {})).cards
  await card(page).focus()
  expect(await copied(settled, () => page.keyboard.press('c'))).toContain(open!.text.split(' ').slice(0, 3).join(' '))
  await card(page).focus()
  const link = await copied(settled, () => page.keyboard.press('l'))
  expect(link).toBe(`tacit://today/proposal/${encodeURIComponent(open!.id)}`)

  await goTo(page, 'trust')
  await page.evaluate(`location.hash = '#/today/proposal/${open!.id}'`)
  await expect(page.getByText('One card, by its link.')).toBeVisible()
  expect(await serious(page), 'an open card by its link').toEqual([])
  await card(page).focus()
  await page.keyboard.press('4')
  await expect(page.getByRole('button', { name: /^Next/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('One card, by its link.')).toBeHidden()

  await page.evaluate(`location.hash = '#/today/proposal/${open!.id}'`)
  await expect(page.getByText('You said 4.')).toBeVisible()
  await expect(card(page).getByText('It wrote', { exact: false }).first()).toBeVisible()
  expect(await serious(page), 'an answered card by its link').toEqual([])
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByText('You said 4.')).toBeHidden()

  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type(open!.text)
  await page.keyboard.press('Enter')
  await expect(page.getByText('You said 4.')).toBeVisible()
  await ask(page, 'today.leaveFive', {})
})

test('an axis and its numbers are copied, and a channel is switched off and on by keys', async ({ settled }) => {
  const { page } = settled
  await goTo(page, 'you')
  expect(await copied(settled, () => press(page, page.getByRole('button', { name: 'Copy as Markdown (the axis)' })))).toMatch(/^\*\*.+ ↔ .+\*\*/)
  await press(page, page.getByRole('button', { name: 'Show numbers' }).first())
  expect(await copied(settled, () => press(page, page.getByRole('button', { name: 'Copy as Markdown (the numbers)' }).first()))).toContain('| Axis | Estimate | Likely | Rows |')
  await press(page, page.getByRole('button', { name: 'Show the chart' }).first())
  await expect.poll(async () => (await ask(page, 'settings.get', {})).chartsAsNumbers).toEqual([])

  const choose = (wanted: string) => settled.app.evaluate(({ Menu }, name) => Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label }) => label === name)!.click(), wanted)
  expect(await copied(settled, () => choose('Copy as Markdown'))).not.toBe('')
  await choose('Find or do')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await choose('Trust')
  await expect(page.getByRole('link', { name: 'Trust', exact: true })).toHaveAttribute('aria-current', 'page')
  await choose('Back')
  await expect(page.getByRole('link', { name: 'You', exact: true })).toHaveAttribute('aria-current', 'page')

  await page.getByRole('tab', { name: 'Channels' }).click()
  const learn = page.getByRole('switch', { name: 'Learn from States you wrote' })
  await learn.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Switched off by you')).toBeVisible()
  expect(await serious(page), 'a channel that is off').toEqual([])
  expect((await ask(page, 'settings.get', {})).channelsOff).toEqual(['written'])
  await learn.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Switched off by you')).toBeHidden()
})

test('dates and numbers follow the chosen language, and the words stay', async ({ settled }) => {
  const { page } = settled
  await goTo(page, 'settings')
  await page.getByRole('combobox', { name: 'Language of dates and numbers' }).selectOption('de')
  await expect(page.getByText(/ · 1,25/)).toBeVisible()
  await goTo(page, 'you')
  await expect(page.locator('span', { hasText: /^\+1,25$/ })).toBeVisible()
  await ask(page, 'settings.set', { language: 'system' })
})
