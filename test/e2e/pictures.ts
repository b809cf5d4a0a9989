import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { openAgent } from '../../src/agent/agent.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { ROOT } from './electron.ts'
import { card, goTo, moved, press } from './person.ts'
import { ask, makePast } from './settled.ts'
import { expect, test } from './tacit.ts'

const ALL = join(ROOT, 'test-results', 'pictures')
/** Those that the README shows. */
const SHOWN: ReadonlySet<string> = new Set(['first-run', 'today', 'opened', 'you', 'memory'])
const DOCS = join(ROOT, 'docs', 'pictures')

const SIZES = { wide: [1200, 800], narrow: [900, 680] } as const
const COLOURS = ['light', 'dark'] as const

const DAY_MS = 86_400_000
const RATINGS = 42

type Shown = Readonly<{ app: ElectronApplication; page: Page }>

/** What the window shows now, wide and narrow, in light and in dark. */
async function take({ app, page }: Shown, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]!.setContentSize(bounds.width, bounds.height), { width, height })
    await expect.poll(() => page.evaluate('[innerWidth, document.documentElement.scrollWidth, document.documentElement.scrollHeight]')).toEqual([width, width, height])
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const ending = `${size === 'wide' ? '' : `-${size}`}${colorScheme === 'light' ? '' : `-${colorScheme}`}`
      await page.screenshot({ path: join(ALL, `${name}${ending}.png`), animations: 'disabled' })
      if (ending === '' && SHOWN.has(name)) await page.screenshot({ path: join(DOCS, `${name}.png`), animations: 'disabled' })
    }
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1200, 800))
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Six weeks with the real agent, which is told that they pass: a rating every day. */
async function live(home: string): Promise<void> {
  let at = Date.now() - RATINGS * DAY_MS
  await using embedder = await openEmbedder(embedderFile())
  await using agent = await openAgent({ home, openStore, embedder, now: () => at })
  const client = clientOf({ send: (route, input) => agent.answer({ id: 0, route, input }), on: () => () => undefined })
  await makePast(client, RATINGS, () => {
    at += DAY_MS - 60_000
  })
  await agent.settled()
}

test.beforeAll(() => Promise.all([ALL, DOCS].map((folder) => mkdir(folder, { recursive: true }))))

test('setting up', async ({ open }) => {
  const tacit = await open()
  const { page } = tacit
  await expect(card(page)).toBeFocused()
  await take(tacit, 'first-run-sealed')
  await page.keyboard.press('4')
  await expect(card(page)).toContainText('It had written')
  await take(tacit, 'first-run')
  await press(page, page.getByRole('button', { name: 'Try with sample notes' }))
  await expect(page.getByRole('button', { name: 'Tick a folder' })).toBeVisible()
  await page.getByRole('checkbox', { name: /^Folder/ }).check()
  await take(tacit, 'dry-run')
  await page.getByRole('button', { name: /^A few choices/ }).click()
  await expect(card(page)).toBeFocused()
  await take(tacit, 'choices')
  await page.getByRole('button', { name: /^A model/ }).click()
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  await take(tacit, 'model')
})

test('after six weeks', async ({ home, open }) => {
  await live(home)
  const tacit = await open()
  const { page } = tacit
  await expect(card(page)).toBeFocused({ timeout: 120_000 })
  await take(tacit, 'tray')

  await goTo(page, 'you')
  await page.getByRole('region', { name: 'Axes' }).getByRole('button', { name: / rows? of evidence/ }).first().click()
  await page.getByRole('main').focus()
  await take(tacit, 'you')
  await page.getByRole('tab', { name: 'Channels' }).click()
  await take(tacit, 'channels')
  await page.getByRole('tab', { name: 'Profile' }).click()
  await expect(page.getByText('# Preference profile')).toBeVisible()
  await take(tacit, 'profile')

  await goTo(page, 'memory')
  await page.keyboard.press('/')
  await page.keyboard.type('cello')
  await page.getByRole('region', { name: 'Passages' }).getByRole('link').filter({ has: page.locator('mark') }).first().click()
  await expect(page.getByRole('region', { name: 'Passage', exact: true })).toBeVisible()
  await take(tacit, 'memory')
  await goTo(page, 'trust')
  await expect(page.getByRole('main')).toContainText('Drawn at random')
  await take(tacit, 'trust')
  await goTo(page, 'settings')
  await expect(page.getByRole('main')).toContainText('Licence')
  await take(tacit, 'settings')
  await page.keyboard.press('ControlOrMeta+k')
  await take(tacit, 'palette')
  await page.keyboard.press('Escape')

  await goTo(page, 'today')
  await ask(page, 'today.five', { form: 'grounded', count: 6 })
  await page.reload()
  await expect(card(page).locator('blockquote')).toBeVisible()
  await take(tacit, 'today')
  await card(page).getByRole('radio', { name: /^5/ }).click()
  await expect(moved(page)).toBeVisible()
  await take(tacit, 'opened')
  await card(page).getByRole('button', { name: 'Why it was there' }).click()
  await expect(card(page).getByRole('table')).toBeVisible()
  await take(tacit, 'why')
  await card(page).getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('region', { name: 'Your last answer' })).toBeVisible()
  await take(tacit, 'strip')
})
