import { serious } from './axe.ts'
import { misfits } from './fit.ts'
import { card, goTo, leaveDeck, press, rate, rateFive } from './person.ts'
import { EVERY_PLACE, visit } from './places.ts'
import { still } from './still.ts'
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

test('every place and tab is free of barriers in light, in dark and in forced colours, and whole at 200 %', async ({ settled: { app, page } }) => {
  test.setTimeout(300_000)
  const zoom = (factor: number) => app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(to), factor)
  for (const [address, ready] of EVERY_PLACE) {
    await visit(page, address, ready)
    expect.soft(await serious(page), address).toEqual([])
    await zoom(2)
    await still(page, 100)
    expect.soft(await misfits(page), `${address} at 200 %`).toEqual([])
    await zoom(1)
  }
  await goTo(page, 'today')
})

test('what a screen reader is told: a card, its envelope, an axis and the charts', async ({ settled: { page } }) => {
  await goTo(page, 'today')
  await rateFive(page)
  await expect(card(page)).toMatchAriaSnapshot(`
    - article:
      - paragraph: /./
      - heading [level=2]
      - group "How much would you want this to be so?":
        - radio /^1/
        - radio /^2/
        - radio /^3/
        - radio /^4/
        - radio /^5/
      - button /Sealed at \\d\\d:\\d\\d/
      - button /Edit/
      - button /Not now/
      - button /Dismiss/
      - button /Can.t say/
  `)
  await rate(page, '4')
  await expect(page.getByRole('status')).toHaveText(/^Rated 4\. It wrote [1-5]\.\d, likely [1-5]\.\d to [1-5]\.\d\. .*Undo with Control Z\.$/)
  await page.keyboard.press('ControlOrMeta+z')
  await leaveDeck(page)
  await goTo(page, 'you')
  await expect(page.getByRole('region', { name: 'Axes' }).getByRole('button', { name: /^\S.* to \S.*: (even|\d\.\d\d toward \S.*), likely .+ to .+, \d+ rows? of evidence$/ })).toHaveCount(14)
  await expect(page.getByRole('slider')).toHaveAttribute('aria-valuetext', /^(even|\d\.\d\d toward \S.*)/)
  await goTo(page, 'trust')
  await expect(page.getByRole('img', { name: /^Calibration in \d+ groups?\. \d+ in 100 sealed, \d+ found, \d+ predictions?/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Odds against a guess from your usual ratings\. All topics .+ Above 20 to 1 Tacit knows you there\.$/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Accepted of shown/ })).toBeVisible()
})

test('the focus is never lost to the page when the control that had it goes away', async ({ settled: { page } }) => {
  const focused = (): Promise<string> => page.evaluate('document.activeElement.tagName')
  await visit(page, 'you/principles', /Write a principle/)
  await press(page, page.getByRole('button', { name: 'Write a principle' }))
  await press(page, page.getByRole('button', { name: /^(Keep as it is|Cancel|Leave it)/ }))
  await expect.poll(focused, 'after leaving a principle').not.toBe('BODY')
  await visit(page, 'you/moods', /Together, as far as can be told/)
  // Another axis may come first afterwards: what lies apart is listed before what lies together.
  const first = page.getByRole('button', { name: /^This was a mood/ }).first()
  const axis = (await first.getAttribute('aria-label'))!.split(', ').at(-1)!
  await press(page, first)
  const notMood = page.getByRole('button', { name: /^Not a mood/ }).and(page.getByRole('button', { name: axis }))
  await expect(notMood).toBeVisible()
  await expect.poll(focused, 'after a mood').not.toBe('BODY')
  await press(page, notMood)
  await expect(page.getByRole('button', { name: /^Not a mood/ })).toHaveCount(0)
  await expect.poll(focused, 'after no mood').not.toBe('BODY')
  await visit(page, 'settings', /Licence/)
  await press(page, page.getByRole('button', { name: 'Back up now' }))
  await expect(page.getByText(/^Restored to a scratch folder and compared: equal\./)).toBeVisible()
  await page.getByText(/^\d+ backups?$/).click()
  await press(page, page.getByRole('button', { name: /^Restore the backup of/ }).first())
  await expect(page.getByRole('button', { name: 'Keep what is here' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(focused, 'after keeping what is here').not.toBe('BODY')
  await press(page, page.getByRole('button', { name: 'Erase everything…' }))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Erase everything…' })).toBeFocused()
  await goTo(page, 'today')
})
