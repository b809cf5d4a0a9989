import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from '@playwright/test'
import { serious } from './axe.ts'
import { fingerprint, filesWith, makeNotes, SECRET } from './notes.ts'
import { allow, card, goTo, leaveDeck, next, press, rate, rateFive, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

let folder: string

test.beforeEach(async () => {
  folder = await makeNotes()
})

test.afterEach(() => rm(dirname(folder), { recursive: true, force: true }))

test('a folder of their own: what is left out is said with its reason, nothing of it is read, no file changes, and all of it can be forgotten', async ({ open }) => {
  const { app, page, home, messages } = await open()
  const before = await fingerprint(folder)
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)
  await expect(card(page)).toBeFocused()
  await press(page, page.getByRole('button', { name: 'Choose a folder of notes' }))
  await lookAtDryRun(page)
  await read(page)
  await choose(page)
  await sayWhatMatters(page)
  await press(page, page.getByRole('button', { name: 'Go on' }))
  await expect(card(page)).toBeFocused({ timeout: 120_000 })
  await press(page, page.getByRole('button', { name: 'Go to Today' }))

  await lookAtMemory(page)
  expect(await fingerprint(folder)).toEqual(before)
  await forgetPassage(page)
  await removeSource(page)
  await trySampleNotes(page)
  expect(await fingerprint(folder)).toEqual(before)
  expect((await messages()).filter(({ content }) => JSON.stringify(content).includes(SECRET))).toEqual([])
  expect(await filesWith(home, SECRET)).toEqual([])
})

async function lookAtDryRun(page: Page): Promise<void> {
  await expect(page.getByRole('main', { name: 'This is what would be read.' })).toBeVisible()
  await expect(page.getByText('0 of 5 notes')).toBeVisible()
  for (const reason of ['marked as private', 'front matter says no', 'a key', 'larger than 1 MB', 'not text', 'not a note', 'a link to elsewhere']) {
    await expect(page.locator('summary').filter({ hasText: new RegExp(`^${reason}\\s*1$`) })).toHaveCount(1)
  }
  for (const problem of [/Broken\.md: its front matter cannot be read/, /Latin\.md: /, /Round\.md is a link that leads in a circle/]) await expect(page.getByText(problem)).toBeVisible()
  const held = page.getByRole('group').filter({ hasText: 'marked as private' })
  await held.locator('summary').press('Enter')
  await expect(held).toContainText('Mine.md')
}

async function read(page: Page): Promise<void> {
  for (const name of ['directly in it', 'journal']) {
    await tabTo(page, page.getByRole('checkbox', { name: new RegExp(`^${name}`) }))
    await page.keyboard.press('Space')
  }
  await expect(page.getByText('5 of 5 notes')).toBeVisible()
  await allow(page, 'Keep to search', 'Answer it with proposals')
  await press(page, page.getByRole('button', { name: 'Read these 5 notes' }))
}

/** So few notes say little, so a few choices between two are offered: by arrows. */
async function choose(page: Page): Promise<void> {
  await expect(page.getByRole('main', { name: /^A few choices/ })).toBeVisible()
  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowDown']) {
    await expect(card(page)).toBeFocused()
    const before = await card(page).innerText()
    await page.keyboard.press(key)
    await expect(card(page)).toContainText(/It had written the first, \d+ in 100/)
    await page.keyboard.press('Enter')
    await expect(card(page)).not.toContainText('It had written')
    await expect(card(page)).not.toHaveText(before)
  }
  await press(page, page.getByRole('button', { name: 'Enough for now' }))
}

/** And which poles matter, five at most: they are rows of evidence, and no ratings. */
async function sayWhatMatters(page: Page): Promise<void> {
  const main = page.getByRole('main', { name: 'Which of these matter to you?' })
  await expect(main.getByRole('checkbox')).toHaveCount(28)
  for (const name of ['solitary', 'social', 'by hand', 'morning', 'planned', 'short']) {
    await tabTo(page, main.getByRole('checkbox', { name, exact: true }))
    await page.keyboard.press('Space')
  }
  await expect(main.getByText('5 of 5 ticked. Untick one to tick another.')).toBeVisible()
  await expect(main.getByRole('checkbox', { name: 'solitary', exact: true })).not.toBeChecked()
  await expect(main.getByRole('checkbox', { name: 'thrift', exact: true })).toBeDisabled()
  expect(await serious(page), 'which poles matter').toEqual([])
  const { ratings } = await ask(page, 'app.status', {})
  await press(page, main.getByRole('button', { name: 'Go on' }))
  await expect(page.getByRole('main', { name: /^A model writes more varied proposals/ })).toBeVisible()
  expect(await ask(page, 'belief.poles', {})).toHaveLength(5)
  expect((await ask(page, 'app.status', {})).ratings).toBe(ratings)
}

async function lookAtMemory(page: Page): Promise<void> {
  await goTo(page, 'memory')
  const source = page.getByRole('list', { name: 'Sources' }).getByRole('listitem').filter({ hasText: 'My notes' })
  await expect(source).toContainText('Up to date')
  await expect(source).toContainText('5 notes')
  await expect(page.getByRole('region', { name: 'Withheld' })).toContainText('Front matter says no')
  await press(page, source.getByRole('link', { name: 'My notes' }))
  await expect(page.getByRole('region', { name: 'Secrets' })).toContainText(/A key\s*1/)
  await press(page, page.getByRole('button', { name: 'Back' }))
}

const passages = async (page: Page): Promise<number> => (await ask(page, 'memory.passages', {})).total

async function forgetPassage(page: Page): Promise<void> {
  const before = await passages(page)
  await page.keyboard.press('/')
  await page.keyboard.type('piano')
  const hit = page.getByRole('region', { name: 'Passages' }).getByRole('listitem')
  await expect(hit).toHaveCount(1)
  await press(page, hit.getByRole('link'))
  const panel = page.getByRole('region', { name: 'Passage', exact: true })
  await press(page, panel.getByRole('button', { name: 'Forget this passage' }))
  await press(page, panel.getByRole('button', { name: 'Forget it' }))
  await expect(page.getByText('No passage holds “piano”.')).toBeVisible()
  expect(await passages(page)).toBe(before - 1)
}

async function removeSource(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'More for My notes' }))
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Remove source…' })).toBeFocused()
  await page.keyboard.press('Enter')
  const preview = page.getByRole('region', { name: 'Preview of removing My notes' })
  await expect(preview.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await expect(preview).toContainText(/\d+\s*passages removed/)
  await press(page, preview.getByRole('button', { name: 'Remove it' }))
  await expect(page.getByText('My notes is gone.')).toBeVisible()
  expect(await passages(page)).toBe(0)
  expect((await ask(page, 'app.status', {})).ratings, 'what they said stays').toBe(3)
}

/** Whoever leaves the sample notes leaves what was said to their cards, too. */
async function trySampleNotes(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Add a source' }))
  await press(page, page.getByRole('button', { name: 'Try with sample notes' }))
  await tabTo(page, page.getByRole('checkbox', { name: /^garden/ }))
  await page.keyboard.press('Space')
  await allow(page, 'Keep to search', 'Answer it with proposals')
  await press(page, page.getByRole('button', { name: /^Read these \d+ notes$/ }))
  await expect(page.getByRole('list', { name: 'Sources' })).toContainText('Up to date', { timeout: 120_000 })
  const sign = page.getByRole('navigation', { name: 'Places' }).locator('..').getByRole('link', { name: 'Sample notes' })
  await expect(sign).toBeVisible()
  await goTo(page, 'today')
  await rateFive(page)
  await rate(page, '5')
  await next(page)
  await leaveDeck(page)
  expect((await ask(page, 'app.status', {})).ratings).toBe(4)

  await press(page, sign)
  await press(page, page.getByRole('button', { name: 'Leave the sample notes' }))
  await press(page, page.getByRole('button', { name: 'Leave and remove' }))
  await expect(page.getByText('Sample notes is gone.')).toBeVisible()
  await expect(sign).toHaveCount(0)
  expect((await ask(page, 'app.status', {})).ratings).toBe(3)
}
