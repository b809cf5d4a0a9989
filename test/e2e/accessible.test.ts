import { serious } from './axe.ts'
import { card, goTo, leaveDeck, press, rate, rateFive } from './person.ts'
import { expect, test } from './tacit.ts'

test('nothing serious bars anyone from setting up', async ({ open }) => {
  const { page } = await open()
  await expect(card(page)).toBeFocused()
  await page.keyboard.press('4')
  await expect(card(page)).toContainText('It had written')
  expect(await serious(page), 'the sample card').toEqual([])
  await press(page, page.getByRole('button', { name: 'Try with sample notes' }))
  await expect(page.getByRole('button', { name: 'Tick a folder' })).toBeVisible()
  expect(await serious(page), 'the dry run').toEqual([])
  await press(page, page.getByRole('button', { name: 'A few choices only if there is little text' }))
  await expect(card(page)).toBeFocused()
  expect(await serious(page), 'a choice between two').toEqual([])
  await press(page, page.getByRole('button', { name: 'A model, if you want one or none' }))
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  expect(await serious(page), 'the model').toEqual([])
})

test('nothing serious bars anyone from any place', async ({ settled: { page } }) => {
  for (const [place, ready] of [
    ['you', 'Set it yourself'],
    ['memory', 'Withheld'],
    ['trust', 'Drawn at random'],
    ['settings', 'Licence'],
  ] as const) {
    await goTo(page, place)
    await expect(page.getByRole('main')).toContainText(ready)
    expect(await serious(page), place).toEqual([])
  }
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find or do' })).toBeFocused()
  expect(await serious(page), 'Find or do').toEqual([])
  await page.keyboard.press('Escape')
})

test('nothing serious bars anyone from a card, sealed or opened', async ({ settled: { page } }) => {
  await goTo(page, 'today')
  await rateFive(page)
  expect(await serious(page), 'a sealed card').toEqual([])
  await rate(page, '5')
  await page.keyboard.press('w')
  await expect(card(page).getByRole('table')).toBeVisible()
  expect(await serious(page), 'an opened envelope and why').toEqual([])
  await page.keyboard.press('ControlOrMeta+z')
  await leaveDeck(page)
})

test('nothing serious bars anyone from what was read, and from what may not be', async ({ settled: { page } }) => {
  await goTo(page, 'memory')
  const tab = async (name: string): Promise<void> => page.getByRole('tab', { name }).click()
  await tab('Threads')
  await expect(page.getByRole('list', { name: 'Threads', exact: true }).getByRole('listitem').first()).toBeVisible({ timeout: 120_000 })
  await page.getByRole('list', { name: 'Threads', exact: true }).getByRole('button').first().click()
  await expect(page.getByRole('group', { name: 'How it stands' })).toBeVisible()
  expect(await serious(page), 'a thread').toEqual([])
  await tab('Exclusions')
  await page.getByRole('textbox', { name: 'Rule' }).fill('garden/')
  await page.getByRole('button', { name: 'Show what would go' }).click()
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  expect(await serious(page), 'the preview of an exclusion').toEqual([])
  await page.keyboard.press('Enter')
  await tab('This week')
  await expect(page.getByRole('region', { name: 'This week' })).toBeVisible()
  expect(await serious(page), 'this week').toEqual([])
  await tab('Sources')
  await page.getByRole('list', { name: 'Sources' }).getByRole('link').first().click()
  await page.getByRole('switch', { name: 'Keep to search' }).click()
  await expect(page.getByRole('button', { name: 'Keep it on' })).toBeFocused()
  expect(await serious(page), 'a source').toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Add a source' }).click()
  await expect(page.getByRole('form', { name: 'What to look at' })).toBeVisible()
  expect(await serious(page), 'another source').toEqual([])
  await page.getByRole('button', { name: 'Back' }).click()
})
