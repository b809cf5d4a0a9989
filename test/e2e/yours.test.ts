import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serious } from './axe.ts'
import { goTo, press, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

test('You: a principle is written by keys with what it means, keeps that out, and waits a day before it is gone', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await page.getByRole('tab', { name: 'Principles' }).click()
  await press(page, page.getByRole('button', { name: 'Write a principle' }))
  await expect(page.getByRole('textbox', { name: 'In your own words' })).toBeFocused()
  await page.keyboard.type('No screens in the bedroom.')
  const meant = page.getByRole('group', { name: /^Which of these do you mean/ }).getByRole('checkbox')
  await expect(meant).toHaveCount(12)
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeDisabled()
  await tabTo(page, meant.nth(2))
  await page.keyboard.press('Space')
  expect(await serious(page), 'writing a principle').toEqual([])
  await press(page, page.getByRole('button', { name: 'Keep it' }))
  await expect(page.getByText(/^Never, since/)).toBeVisible()
  const [principle] = await ask(page, 'principles.list', {})
  expect(principle).toMatchObject({ text: 'No screens in the bedroom.', strength: 'never' })
  expect(principle!.bearsOn.count).toBeGreaterThan(0)
  await press(page, page.getByRole('button', { name: /^Remove in 24 hours/ }))
  await expect(page.getByText(/^It is removed on/)).toBeVisible()
  await press(page, page.getByRole('button', { name: 'Cancel that' }))
  await expect(page.getByText(/^It is removed on/)).toBeHidden()
})

test('You: recent rows are said to be a mood, and not', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await page.getByRole('tab', { name: 'Taste and mood' }).click()
  const row = page.getByRole('listitem', { name: /^solitary to social: / })
  await press(page, row.getByRole('button', { name: /^This was a mood/ }))
  await expect(row.getByRole('button', { name: /^Not a mood/ })).toBeVisible()
  expect((await ask(page, 'belief.moods', {})).filter(({ marked }) => marked > 0).length).toBeGreaterThan(0)
  expect(await serious(page), 'taste and mood').toEqual([])
  await press(page, row.getByRole('button', { name: /^Not a mood/ }))
  await expect(page.getByRole('button', { name: /^Not a mood/ })).toHaveCount(0)
})

test('You: another profile is laid beside, brought in as ticked, and taken back', async ({ settled: { page }, home }) => {
  const { json } = await ask(page, 'profile.export', {})
  const other = JSON.parse(json) as { states: { text: string }[] }
  const file = join(home, 'other.json')
  await writeFile(file, JSON.stringify({ ...other, states: other.states.map((state) => ({ ...state, text: `${state.text} And so on.` })) }))
  await goTo(page, 'you')
  await page.getByRole('tab', { name: 'Profile' }).click()
  await page.getByLabel('Profile to compare').setInputFiles(file)
  const region = page.getByRole('region', { name: 'Import or compare' })
  await expect(region.getByRole('heading', { level: 2 })).toContainText('likely range here')
  await expect(region.getByRole('checkbox', { checked: true })).toHaveCount(0)
  const ratings = (await ask(page, 'app.status', {})).ratings
  await tabTo(page, region.getByRole('checkbox').first())
  await page.keyboard.press('Space')
  await expect(region.getByText(/ come in\. /)).toBeVisible()
  expect(await serious(page), 'a comparison').toEqual([])
  await press(page, region.getByRole('button', { name: 'Bring it in' }))
  await expect(region.getByText(/^Brought in:/)).toBeVisible()
  expect((await ask(page, 'app.status', {})).ratings).toBe(ratings + other.states.length)
  await press(page, region.getByRole('button', { name: 'Take it back' }))
  await expect.poll(async () => (await ask(page, 'app.status', {})).ratings).toBe(ratings)
})

test('Trust: what was kept quiet can be put in the tray', async ({ settled: { page } }) => {
  await goTo(page, 'today')
  await goTo(page, 'trust')
  await expect(page.getByRole('heading', { name: /^(Kept quiet|Nothing was kept quiet)/ })).toBeVisible()
  await page.evaluate(`location.hash = '#/trust/quiet'`)
  await expect(page.getByRole('heading', { name: /^(Kept quiet|Nothing was kept quiet)/ })).toBeInViewport({ ratio: 1 })
  await goTo(page, 'trust')
  const held = await ask(page, 'quiet.list', {})
  const put = held.find(({ canBePut }) => canBePut)
  if (put) {
    await page.getByRole('button', { name: /^All \d+/ }).click()
    expect(await serious(page), 'what was kept quiet').toEqual([])
    await press(page, page.getByRole('button', { name: `Put it in the tray: ${put.text}` }))
    await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
    expect((await ask(page, 'today.tray', {})).cards.map(({ text }) => text)).toContain(put.text)
  }
})

test('Settings: a backup is made, and everything is erased by the word', async ({ open }) => {
  const { page } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  const { id } = await ask(page, 'states.write', { text: 'The bench by the north wall is painted.' })
  await ask(page, 'proposals.rate', { id, answer: { kind: 'stars', rating: 5 } })
  expect((await ask(page, 'app.status', {})).ratings).toBe(1)
  await page.reload()
  await goTo(page, 'settings')
  await press(page, page.getByRole('button', { name: 'Back up now' }))
  await expect(page.getByText(/^Restored to a scratch folder and compared: equal\./)).toBeVisible()
  await press(page, page.getByRole('button', { name: 'Erase everything…' }))
  const dialog = page.getByRole('dialog', { name: 'Erase everything' })
  await expect(dialog.getByRole('button', { name: 'Erase everything' })).toBeDisabled()
  expect(await serious(page), 'erasing').toEqual([])
  await tabTo(page, dialog.getByRole('textbox'))
  await page.keyboard.type('erase')
  await press(page, dialog.getByRole('button', { name: 'Erase everything' }))
  await expect(page.getByText('Tacit learns what you want')).toBeVisible()
  expect((await ask(page, 'app.status', {})).ratings).toBe(0)
  expect((await ask(page, 'backups.list', {})).length).toBe(1)
})
