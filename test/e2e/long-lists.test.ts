import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { goTo, press, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { untilStill } from './still.ts'
import { expect, test } from './tacit.ts'
import { ODD_STATES } from './vault-of-odd-texts.ts'

const NOTES = 240
const RATINGS = 120
const READ_WITHIN_MS = 180_000
/** More than a window holds with what is drawn around it; a list drawn whole has several times as many. */
const MOST_DRAWN = 60

/** Notes of one passage each: two lines, six lines, one long word, right to left, emoji. */
async function makeManyNotes(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'tacit-many-')), 'Notes')
  await mkdir(folder)
  for (let number = 0; number < NOTES; number++) await writeFile(join(folder, `${number}.md`), `I would like this before the spring of the year ${number}: ${ODD_STATES[number % ODD_STATES.length]}\n`)
  return folder
}

const focused = (page: Page): Promise<Readonly<{ place: number; of: number; isSeen: boolean }>> =>
  page.evaluate(`(() => {
    const row = document.activeElement.closest('li')
    const { top, bottom } = document.activeElement.getBoundingClientRect()
    const main = document.querySelector('main').getBoundingClientRect()
    return { place: Number(row?.ariaPosInSet), of: Number(row?.ariaSetSize), isSeen: bottom > main.top && top < main.bottom }
  })()`)

const scrollTo = (page: Page, top: number): Promise<void> => page.evaluate(`(async () => {
  document.querySelector('main').scrollTop = ${top}
  await ${untilStill(60)}
})()`)

/** Scrolls step by step, and says by how much a row in sight ever moved otherwise than the steps did, in pixels. */
const unevenness = (page: Page, rows: string, stepPx: number, steps: number): Promise<number> =>
  page.evaluate(`(async () => {
    const main = document.querySelector('main')
    const middle = () => (main.getBoundingClientRect().top + main.getBoundingClientRect().bottom) / 2
    let worst = 0
    for (let step = 0; step < ${steps}; step++) {
      const row = [...document.querySelectorAll(${JSON.stringify(rows)})].find((each) => each.getBoundingClientRect().bottom > middle())
      if (!row) break
      const before = row.getBoundingClientRect().top
      const room = ${stepPx} > 0 ? main.scrollHeight - main.clientHeight - main.scrollTop : main.scrollTop
      const by = Math.sign(${stepPx}) * Math.min(Math.abs(${stepPx}), room)
      if (Math.abs(by) < Math.abs(${stepPx})) break
      main.scrollBy(0, by)
      await ${untilStill(20)}
      if (row.isConnected) worst = Math.max(worst, Math.abs(before - row.getBoundingClientRect().top - by))
    }
    return worst
  })()`)

test('long lists are drawn in part and reached whole: by keys, with places told, with the focus kept, and without a jump', async ({ open }) => {
  const folder = await makeManyNotes()
  const { page, app } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  await ask(page, 'sources.add', { path: folder, folders: ['.'], uses: { memory: true, evidence: false, proposals: false } })
  await expect.poll(async () => (await ask(page, 'sources.list', {}))[0]?.state, { timeout: READ_WITHIN_MS }).toBe('current')
  const { total } = await ask(page, 'memory.passages', {})
  expect(total).toBeGreaterThan(2 * MOST_DRAWN)
  await page.reload()
  await goTo(page, 'memory')
  const links = page.getByRole('region', { name: 'Passages' }).getByRole('listitem').getByRole('link')

  await test.step('the arrows, Home and End reach every row, and each says which of how many it is', async () => {
    await tabTo(page, links.first())
    await expect.poll(() => focused(page)).toEqual({ place: 1, of: total, isSeen: true })
    for (let presses = 0; presses < 30; presses++) await page.keyboard.press('ArrowDown')
    await expect.poll(() => focused(page)).toEqual({ place: 31, of: total, isSeen: true })
    expect(await links.count()).toBeLessThan(MOST_DRAWN)
    await toEnd(page, total)
    await expect.poll(() => focused(page)).toEqual({ place: total, of: total, isSeen: true })
    expect(await links.count()).toBeLessThan(MOST_DRAWN)
    await page.keyboard.press('Home')
    await expect.poll(() => focused(page)).toEqual({ place: 1, of: total, isSeen: true })
  })

  await test.step('a row that is scrolled out of sight keeps the focus, and Tab goes on from it', async () => {
    for (let presses = 0; presses < 9; presses++) await page.keyboard.press('ArrowDown')
    await scrollTo(page, 9000)
    await expect.poll(() => focused(page)).toEqual({ place: 10, of: total, isSeen: false })
    await page.keyboard.press('Tab')
    await expect.poll(() => focused(page)).toEqual({ place: 11, of: total, isSeen: true })
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => focused(page)).toEqual({ place: 10, of: total, isSeen: true })
  })

  for (const zoom of [1, 2]) {
    await test.step(`rows of any height come and go without a jump at ${100 * zoom} %`, async () => {
      await app.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(factor), zoom)
      await page.reload()
      await expect(links.first()).toBeVisible()
      await scrollTo(page, 0)
      expect(await unevenness(page, '#main li[data-index]', 160, 40), 'downwards').toBeLessThanOrEqual(1)
      await tabTo(page, links.first())
      await toEnd(page, total)
      expect(await unevenness(page, '#main li[data-index]', -160, 40), 'upwards, over rows that were never drawn').toBeLessThanOrEqual(1)
    })
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(1))
  await rm(dirname(folder), { recursive: true })
})

test('the ledger is one table with all of its rows, read as it is scrolled', async ({ open }) => {
  const { page } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  for (let rated = 0; rated < RATINGS; rated++) {
    if (rated % 12 === 0) await ask(page, 'today.leaveFive', {})
    const [card] = (await ask(page, 'today.five', { form: 'state', count: 12 })).cards
    await ask(page, 'proposals.rate', { id: card!.id, answer: { kind: 'stars', rating: (1 + (rated % 5)) as 1 | 2 | 3 | 4 | 5 } })
  }
  await page.reload()
  await goTo(page, 'memory')
  await press(page, page.getByRole('button', { name: 'Open ledger' }))
  const table = page.getByRole('table')
  await expect(table).toHaveAttribute('aria-rowcount', String(RATINGS + 1))
  const rows = table.locator('tr[data-index]')
  await expect(rows.first()).toBeVisible()
  expect(await rows.count()).toBeLessThan(MOST_DRAWN)
  expect(await unevenness(page, '#main tr[data-index]', 160, 60)).toBeLessThanOrEqual(1)
  await expectLast(page, rows)
  expect(await rows.count()).toBeLessThan(MOST_DRAWN)
})

/** End goes to the last row that is known, and the rows that follow are read then. */
async function toEnd(page: Page, total: number): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('End')
    expect((await focused(page)).place).toBe(total)
  }).toPass({ timeout: 90_000 })
}

async function expectLast(page: Page, rows: Locator): Promise<void> {
  await expect(async () => {
    await scrollTo(page, 1_000_000)
    await expect(rows.last()).toHaveAttribute('aria-rowindex', String(RATINGS + 1), { timeout: 500 })
  }).toPass({ timeout: 90_000 })
}
