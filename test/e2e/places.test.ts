import type { Locator, Page } from '@playwright/test'
import { card, goTo, leaveDeck, moved, press, rateFive, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { still } from './still.ts'
import { expect, test } from './tacit.ts'

const axisRows = (page: Page): Locator => page.getByRole('region', { name: 'Axes' }).getByRole('button', { name: / rows? of evidence/ })
const inspector = (page: Page): Locator => page.getByRole('main').getByRole('complementary').filter({ hasText: 'Set it yourself' })
/** By Tab to the list, and in it by these keys. */
async function openAxis(page: Page, ...keys: readonly string[]): Promise<void> {
  await expect(axisRows(page)).toHaveCount(14)
  await tabTo(page, axisRows(page).and(page.locator('[tabindex="0"]')))
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
}

const rowsOfEvidence = async (page: Page): Promise<number> => (await ask(page, 'evidence.list', {})).length

test('You: an axis is set by keys, with a preview before and an undo after', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  const rows = await rowsOfEvidence(page)
  await openAxis(page, 'End', 'ArrowUp')
  await expect(axisRows(page).nth(12)).toHaveAttribute('aria-current', 'true')

  const slider = inspector(page).getByRole('slider')
  await tabTo(page, slider)
  await page.keyboard.down('PageUp')
  await expect(inspector(page)).toContainText('Tacit would then believe')
  expect(await rowsOfEvidence(page)).toBe(rows)
  await page.keyboard.up('PageUp')
  await page.keyboard.press('Enter')
  await expect(inspector(page)).toContainText('Set, and in the ledger.')
  expect(await rowsOfEvidence(page)).toBe(rows + 1)
  await press(page, inspector(page).getByRole('button', { name: 'Undo' }))
  await expect.poll(() => rowsOfEvidence(page)).toBe(rows)
})

test('You: a locked axis says so and cannot be set', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await openAxis(page, 'Home')
  await expect(axisRows(page).first()).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('l')
  await expect(page.getByRole('button', { name: /, locked$/ })).toHaveCount(1)
  await expect(inspector(page)).toContainText('Locked: evidence is kept and shown, and the value does not move.')
  await expect(inspector(page).getByRole('slider')).toBeDisabled()
  await press(page, inspector(page).getByRole('button', { name: 'Locked' }))
  await expect(inspector(page).getByRole('slider')).toBeEnabled()
})

test('You: a row shows what would be without it, and then goes; the value becomes what was shown, until it is put back', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await openAxis(page, 'Home')
  await expect(axisRows(page).first()).toHaveAttribute('aria-current', 'true')
  const rows = await rowsOfEvidence(page)
  const row = inspector(page).getByRole('listitem').filter({ hasText: /rated \d/ }).first()
  await press(page, row.getByRole('button', { name: /rated \d/ }))
  const preview = row.getByText(/^Without it: /)
  await expect(preview).toBeVisible()
  const without = /^Without it: (.+) \(/.exec(await preview.innerText())?.[1] ?? ''
  expect(await rowsOfEvidence(page)).toBe(rows)
  await press(page, row.getByRole('button', { name: 'Remove' }))
  await expect.poll(() => rowsOfEvidence(page)).toBeLessThan(rows)
  await expect(inspector(page).getByRole('slider')).toHaveAttribute('aria-valuetext', without)
  await expect(inspector(page).locator('[data-row]:focus')).toHaveCount(1)
  await expect(inspector(page).getByText(/^Removed: /)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => rowsOfEvidence(page)).toBe(rows)
  await expect(inspector(page).getByText(/^Removed: /)).toHaveCount(0)
})

test('You: channels, the numbers behind the tracks, and the way back', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await expect(axisRows(page)).toHaveCount(14)
  await page.keyboard.press('t')
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(15)
  await page.keyboard.press('t')
  await tabTo(page, page.getByRole('tab', { name: 'Axes' }))
  await page.keyboard.press('ArrowRight')
  const ratings = page.getByRole('table', { name: 'Channels of evidence' }).getByRole('row', { name: /^Ratings, 1 to 5/ })
  await expect(ratings).toContainText('Sets the scale')
  await goTo(page, 'trust')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(ratings).toBeVisible()
})

test('Trust: what was sealed and what came, as charts and as numbers', async ({ settled: { page } }) => {
  await goTo(page, 'trust')
  await expect(page.getByText(/^(Too few to judge: \d+ of 20 sealed predictions opened|Its four-in-five intervals held your rating \d+ times in \d+)\.$/)).toBeVisible()
  await expect(page.getByRole('img', { name: /^Calibration in \d groups?\./ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Odds against a guess/ })).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('table')).toContainText('Predictions')
  await page.keyboard.press('t')
})

test('Trust: a topic says what its odds rest on, by pointer and by key', async ({ settled: { page } }) => {
  await goTo(page, 'trust')
  const { topics } = await ask(page, 'belief.skill', {})
  const chart = page.locator('[data-chart]').filter({ hasText: 'Odds that it beats guessing' })
  const rows = chart.getByRole('list', { name: 'Topics' }).getByRole('button')
  await expect(rows).toHaveCount(1 + Math.min(8, topics.length))
  await rows.nth(1).hover()
  const { topic, n, logLoss } = topics[0]!
  const said = `${topic[0]!.toUpperCase()}${topic.slice(1)}: ${n} ${n === 1 ? 'prediction' : 'predictions'} opened. Surprise per prediction ${logLoss.toFixed(2)};`
  await expect(chart).toContainText(said)
  await tabTo(page, rows.nth(1))
  await page.keyboard.press('ArrowUp')
  await expect(rows.first()).toBeFocused()
  await expect(chart).toContainText(/All topics: \d+ predictions opened\. Surprise per prediction/)
  await expect(rows.first()).toHaveAccessibleName(/^All topics: odds .+ to 1\. \d+ predictions opened\. Surprise per prediction \d\.\d\d; guessing your usual ratings gives \d\.\d\d\./)
})

test('Settings: colours hold over a new start of the page, and single keys can be off', async ({ settled: { page } }) => {
  await goTo(page, 'settings')
  const root = page.locator('html')
  await tabTo(page, page.getByRole('radio', { name: 'As the system' }))
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(root).toHaveCSS('color-scheme', 'dark')
  await page.reload()
  await expect(root).toHaveCSS('color-scheme', 'dark')
  await tabTo(page, page.getByRole('radio', { name: 'Dark' }))
  await page.keyboard.press('ArrowLeft')
  await expect(root).toHaveCSS('color-scheme', 'light')
  await page.keyboard.press('ArrowLeft')
  await expect(root).toHaveCSS('color-scheme', 'light dark')

  await tabTo(page, page.getByRole('switch', { name: 'Single keys' }))
  await page.keyboard.press('Space')
  await goTo(page, 'today')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('rate five')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Leave these' })).toBeEnabled()
  await expect(card(page)).toBeFocused()
  await page.keyboard.press('5')
  await page.keyboard.press('ArrowRight')
  await expect(card(page).getByRole('radio', { name: /^1/ })).toBeChecked()
  await expect(card(page)).toContainText('Opens when you rate.')
  await leaveDeck(page)
  await ask(page, 'settings.set', { singleKeys: true })
  await page.reload()
})

test('everything is found by Ctrl+K: acts, axes, and passages of the notes', async ({ settled: { page } }) => {
  await goTo(page, 'today')
  const field = page.getByRole('combobox', { name: 'Find or do' })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toBeFocused()
  await page.keyboard.type('thrift')
  await expect(page.getByRole('option', { name: /thrift/ }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(inspector(page)).toHaveAccessibleName(/thrift/)

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('clocks')
  const passage = page.getByRole('group', { name: 'In your notes' }).getByRole('option').first()
  await expect(passage).toContainText(/clocks/i)
  while ((await passage.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Passage', exact: true })).toContainText(/clocks/i)

  await goTo(page, 'settings')
  const single = page.getByRole('switch', { name: 'Single keys' })
  await tabTo(page, single)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(single).toBeFocused()
})

test('with nothing typed Find or do offers six acts that fit the place, what the place itself has first, and the keys of each', async ({ settled: { page } }) => {
  const offered = async (): Promise<readonly string[]> => {
    await page.keyboard.press('ControlOrMeta+k')
    const options = page.getByRole('dialog', { name: 'Find or do' }).getByRole('option')
    await expect(options).toHaveCount(6)
    const words = (await options.allInnerTexts()).map((text) => text.replace(/\n+/g, ' · '))
    await page.keyboard.press('Escape')
    return words
  }
  await goTo(page, 'memory')
  await expect(page.getByRole('button', { name: 'Add a source' })).toBeVisible()
  expect(await offered()).toEqual(expect.arrayContaining(['Search passages · /', 'Add a source', 'Exclude something from what is read']))
  await goTo(page, 'you')
  await expect(inspector(page)).toBeVisible()
  expect((await offered()).slice(0, 2)).toEqual(['Show numbers · T', 'Lock · L'])
  await goTo(page, 'today')
  await rateFive(page)
  expect(await offered()).toEqual(expect.arrayContaining(['Edit · E', 'Not now · N', 'Dismiss · D', 'Can’t say · 0', 'Rate five · R']))

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('answer very')
  await page.keyboard.press('Enter')
  await expect(moved(page)).toBeFocused()
  await expect(card(page).getByRole('radio', { name: /^5/ })).toBeChecked()
  await page.keyboard.press('ControlOrMeta+z')
  await leaveDeck(page)

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('erase')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Erase/ })).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.press('ControlOrMeta+2')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'You' })).toBeVisible()
})

test('a place is as it was left: where it was scrolled to, and what was open in it', async ({ settled: { page } }) => {
  const scrolled = (): Promise<number> => page.evaluate(`document.querySelector('main').scrollTop`)
  await goTo(page, 'you')
  const poles = page.getByRole('main').locator('details').filter({ hasText: 'How it forgets' })
  await poles.locator('summary').click()
  await goTo(page, 'memory')
  await expect(page.getByRole('region', { name: 'Passages' }).getByRole('listitem').first()).toBeVisible()
  await page.evaluate(`void (document.querySelector('main').scrollTop = 700)`)
  await expect.poll(scrolled).toBe(700)
  await still(page)
  await goTo(page, 'trust')
  await expect(page.getByText(/kept quiet/i).first()).toBeVisible()
  await goTo(page, 'memory')
  await expect.poll(scrolled).toBeGreaterThan(690)
  await goTo(page, 'you')
  await expect(poles).toHaveAttribute('open')
  await poles.locator('summary').click()
  await still(page)
  await goTo(page, 'trust')
  await goTo(page, 'you')
  await expect(inspector(page)).toBeVisible()
  await expect(poles).not.toHaveAttribute('open')
})

test('all keys are told by ?, and F6 goes round the parts of the window', async ({ settled: { page } }) => {
  await goTo(page, 'you')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'All keys' })
  await expect(sheet.getByRole('row', { name: /Undo the last answer/ })).toContainText('Z')
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)

  const parts = [page.getByRole('contentinfo', { name: 'Status' }), page.getByRole('navigation', { name: 'Places' }), page.getByRole('banner'), page.getByRole('main')]
  await page.getByRole('main').focus()
  for (const part of parts) {
    await page.keyboard.press('F6')
    await expect(part.locator(':focus').or(part.and(page.locator(':focus')))).toHaveCount(1)
  }
})

test('Memory: passages are searched by / and show where they stand', async ({ settled: { page } }) => {
  await goTo(page, 'memory')
  await expect(page.getByText(/^One source, \d+ passages\. \d+ were kept out\.$/)).toBeVisible()
  await page.keyboard.press('/')
  const field = page.getByRole('textbox', { name: 'Search passages' })
  await expect(field).toBeFocused()
  await page.keyboard.type('clocks')
  const hits = page.getByRole('region', { name: 'Passages' }).getByRole('listitem')
  await expect(hits.first().locator('mark').first()).toHaveText(/clocks/i)
  await press(page, hits.first().getByRole('link'))
  const panel = page.getByRole('region', { name: 'Passage', exact: true })
  await expect(panel).toBeFocused()
  await expect(panel).toContainText(/\.md, lines? \d+/)
  await press(page, panel.getByRole('button', { name: 'Forget this passage' }))
  await expect(panel.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await field.fill('')
})

test('nothing spills out of the smallest window, or out of its place', async ({ settled: { app, page } }) => {
  const resize = ([width, height]: readonly [number, number]) =>
    app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
  await resize([900, 680])
  await expect.poll(() => page.evaluate('innerWidth')).toBe(900)
  for (const place of ['today', 'you', 'memory', 'trust', 'settings'] as const) {
    await goTo(page, place)
    await expect(page.getByRole('main').getByRole('heading').or(page.getByRole('main').getByRole('button')).first()).toBeVisible()
    expect(await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]'), `the window at ${place}`).toEqual([900, 680])
    expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), `the width of ${place}`).toBe(0)
  }
  await resize([1200, 800])
})
