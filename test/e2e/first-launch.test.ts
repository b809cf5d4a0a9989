import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { ROOT } from './electron.ts'
import { allow, card, goTo, moved, next, press, rate, rateFive, stateOf, tabTo, wave } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'
import type { Tacit } from './tacit.ts'

test('a person starts, tries the sample notes, rates by keys, takes the profile away, and finds everything again after a kill', async ({ open, home }) => {
  const first = await open()
  await tryOne(first.page)
  await readSampleNotes(first.page)
  await answerFirstProposals(first.page)
  await press(first.page, first.page.getByRole('button', { name: 'Go to Today' }))
  await takeBack(first.page)
  await lookAtYou(first.page)
  await takeProfileAway(first, home)

  const before = await ledger(first.page)
  await goTo(first.page, 'today')
  const last = await stateOf(first.page)
  await rate(first.page, '5')
  await first.kill()

  const { page } = await open()
  const strip = page.getByRole('region', { name: 'Your last answer' })
  await expect(strip).toContainText(last)
  await expect(strip).toContainText('you said 5')
  const after = await ledger(page)
  expect(after.slice(1)).toEqual(before)
  expect(after[0]).toEqual([last, 'rated 5'])
  await goTo(page, 'you')
  await expect(page.getByText(`inferred from ${after.length} rows of evidence`)).toBeVisible()
})

async function tryOne(page: Page): Promise<void> {
  await expect(card(page)).toBeFocused()
  await expect(card(page)).not.toContainText('It had written')
  await page.keyboard.press('4')
  await expect(card(page)).toContainText(/It had written \d\.\d, likely \d\.\d to \d\.\d/)
  await expect(card(page).getByRole('img', { name: /You rated 4\.$/ })).toBeVisible()
  await expect(card(page)).toContainText(/Because of this rating: .+ \+0\.\d\d/)
}

async function readSampleNotes(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Try with sample notes' }))
  await expect(page.getByRole('main', { name: 'This is what would be read.' })).toBeVisible()
  await expect(page.getByText(/^0 of \d\d notes$/)).toBeVisible()
  for (const held of ['front matter says no', 'tag #private']) await expect(page.getByText(held)).toBeVisible()
  for (const pick of ['newest', 'longest', 'at random']) await expect(card(page).filter({ hasText: pick })).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Tick a folder' })).toBeDisabled()

  await tabTo(page, page.getByRole('checkbox', { name: /^Folder/ }))
  await page.keyboard.press('Space')
  await allow(page, 'Keep to search', 'Answer it with proposals')
  await press(page, page.getByRole('button', { name: /^Read these \d\d notes$/ }))
  await expect(page.getByRole('main', { name: /^A model writes more varied proposals/ })).toBeVisible()
  // Whoever reads this page lets Tacit read the notes meanwhile.
  await expect(page.getByRole('contentinfo')).not.toContainText('Reading', { timeout: 120_000 })
  // The first proposals wait only so long for what the notes leave open; a busy machine takes longer.
  await expect.poll(async () => (await ask(page, 'threads.list', {})).total, { timeout: 120_000 }).toBeGreaterThan(0)
  await press(page, page.getByRole('button', { name: 'Go on' }))
}

/** Six cards, each answered in another way; at least one stands beside the exact words that it answers. */
async function answerFirstProposals(page: Page): Promise<void> {
  await expect(card(page)).toBeFocused({ timeout: 120_000 })
  const quotes: string[] = []
  const see = async (): Promise<void> => {
    const quote: Locator = card(page).locator('blockquote')
    if ((await quote.count()) > 0) quotes.push(await quote.innerText())
  }

  await see()
  await rate(page, '4')
  const reason = card(page).getByRole('group', { name: /^Why/ }).getByRole('button').first()
  await press(page, reason, 'Space')
  await expect(reason).toHaveAttribute('aria-pressed', 'true')
  await tabTo(page, card(page).getByRole('button', { name: 'Next' }))
  await next(page)

  await see()
  await expect(card(page)).toBeFocused()
  await page.keyboard.press('e')
  await page.keyboard.type(' Every other week.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(moved(page)).toBeFocused()
  await expect(card(page)).toContainText('Every other week.')
  await next(page)

  for (const key of ['d', 'n', '0'] as const) {
    await see()
    await wave(page, key)
  }
  await see()
  await rate(page, '2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main', { name: /first deck: \w+ answers/ })).toBeVisible()
  expect(quotes.length).toBeGreaterThan(0)
}

/** Rates on in Today, and takes one back. */
async function takeBack(page: Page): Promise<void> {
  await rateFive(page)
  for (const key of ['5', '1'] as const) {
    await rate(page, key)
    await next(page)
  }
  const state = await stateOf(page)
  await rate(page, '1')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(card(page).getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(card(page).getByRole('button', { name: /^Sealed at \d\d:\d\d/ })).toBeVisible()
  expect(await stateOf(page)).toBe(state)
  await rate(page, '4')
  await next(page)
}

async function lookAtYou(page: Page): Promise<void> {
  await goTo(page, 'you')
  const axes = page.getByRole('region', { name: 'Axes' }).getByRole('button', { name: /: (even|\d\.\d\d toward .+), likely .+, \d+ rows? of evidence$/ })
  await expect(axes).toHaveCount(14)
}

async function takeProfileAway({ app, page }: Tacit, home: string): Promise<void> {
  const files = { JSON: join(home, 'mine.json'), Markdown: join(home, 'mine.md') }
  await press(page, page.getByRole('button', { name: 'Export profile' }))
  for (const [form, file] of Object.entries(files)) {
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await press(page, page.getByRole('button', { name: form === 'JSON' ? 'A file for programs' : 'A page to read' }))
    await press(page, page.getByRole('button', { name: `Save as ${form}` }))
    await expect(page.getByRole('main').getByText(`Saved: ${file}`)).toBeVisible()
  }
  const schema = z.fromJSONSchema(JSON.parse(await readFile(join(ROOT, 'resources', 'profile.schema.json'), 'utf8')))
  const profile = JSON.parse(await readFile(files.JSON, 'utf8')) as { states: readonly { rating: number }[]; axes: readonly object[] }
  expect(schema.safeParse(profile).error).toBeUndefined()
  expect(schema.safeParse({ ...profile, axes: [{}] }).success).toBe(false)
  expect(profile.axes).toHaveLength(14)
  expect(profile.states.map(({ rating }) => rating)).toEqual([4, 1, 5, 2, 4])
  const markdown = await readFile(files.Markdown, 'utf8')
  expect(markdown).toMatch(/^# Preference profile\n/)
  for (const heading of ['## Rated highest', '## Rated lowest', '## How it was learnt', '## What it cannot tell']) expect(markdown).toContain(heading)
}

/** The rows of the ledger, the latest first: what, and what was said of it. */
async function ledger(page: Page): Promise<readonly (readonly string[])[]> {
  await goTo(page, 'memory')
  await press(page, page.getByRole('button', { name: 'Open ledger' }))
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toBeVisible()
  const cells = await rows.getByRole('cell').allInnerTexts()
  return Array.from({ length: cells.length / 4 }, (_, row) => cells.slice(row * 4 + 1, row * 4 + 3))
}
