import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { Client } from '../../src/agent/contract/index.ts'
import { misfits } from './fit.ts'
import { EVERY_PLACE, visit } from './places.ts'
import { card } from './person.ts'
import { clientOfBrowser, openBrowser, serve, whyNoBrowser } from './served.ts'
import type { Served } from './served.ts'
import { makePast } from './settled.ts'
import { still } from './still.ts'
import { expect, test } from './tacit.ts'
import { LONG_WORD, makeOddVault, ODD_STATES } from './vault-of-odd-texts.ts'

test.skip(whyNoBrowser !== null, whyNoBrowser ?? '')
test.describe.configure({ mode: 'default' })

let home: string
let vault: string
let served: Served
let browser: Browser
let page: Page
let client: Client

test.beforeAll(async () => {
  test.setTimeout(300_000)
  if (whyNoBrowser !== null) return
  home = await mkdtemp(join(tmpdir(), 'tacit-faces-'))
  vault = await makeOddVault()
  served = await serve(home)
  browser = await openBrowser()
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.goto(served.url)
  await expect(card(page)).toBeFocused({ timeout: 120_000 })
  client = clientOfBrowser(page)
  await client.request('settings.set', { firstRunDone: true, quietFrom: '00:00', quietUntil: '00:00' })
})

test.afterAll(async () => {
  await browser?.close()
  await served?.end()
  await Promise.all([home, vault && dirname(vault)].filter(Boolean).map((folder) => rm(folder, { recursive: true, force: true })))
})

const WIDTHS = { wide: [1200, 800], narrow: [900, 680], 'at 200 %': [600, 400], phone: [375, 740] } as const

async function fitsEverywhere(where: string): Promise<void> {
  for (const [width, [w, h]] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width: w, height: h })
    await still(page, 50)
    expect.soft(await misfits(page), `${where}, ${width}`).toEqual([])
  }
  await page.setViewportSize({ width: 1200, height: 800 })
}

test('with nothing said yet every place says so, and fits every width', async () => {
  test.setTimeout(300_000)
  await page.reload()
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - region:
      - heading [level=2]
      - paragraph: /\\S/
      - button /Rate five/
      - button "Choose between two"
      - button "Write a state of your own"
  `)
  for (const [address, ready] of EVERY_PLACE) {
    await visit(page, address, ready)
    await fitsEverywhere(`${address} empty`)
  }
})

test('what another window or a command sets is seen here at once', async () => {
  const theme = page.locator('html')
  await client.request('settings.set', { theme: 'dark' })
  await expect(theme).toHaveAttribute('data-theme', 'dark')
  await client.request('settings.set', { theme: 'system' })
  await expect(theme).not.toHaveAttribute('data-theme')
})

test('in a window as wide as a phone the rail lies under the place, and every place is in reach', async () => {
  await page.setViewportSize({ width: 375, height: 740 })
  const main = await page.getByRole('main').boundingBox()
  const rail = await page.getByRole('navigation', { name: 'Places' }).boundingBox()
  expect(main!.width).toBe(375)
  expect(rail!.y).toBeGreaterThanOrEqual(main!.y + main!.height)
  for (const name of ['You', 'Memory', 'Trust', 'Settings', 'Today']) {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await page.setViewportSize({ width: 1200, height: 800 })
})

test('while the assistant is away a place shows what it last knew, greyed, with its time, and nothing pretends to work', async () => {
  await visit(page, 'you', /Set it yourself/)
  const lock = page.getByRole('button', { name: 'Lock' })
  await page.route('**/api/**', (asked) => asked.abort())
  await lock.click()
  await expect(page.getByText(/^As it was at .*until the assistant is back\.$/)).toBeVisible()
  await expect(page.getByText('“tacit serve” does not answer.').first()).toBeVisible()
  await expect(lock).toBeDisabled()
  await expect(page.getByRole('slider').first()).toBeDisabled()
  await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Trust' })).toBeEnabled()
  await page.unrouteAll({ behavior: 'wait' })
  await expect(lock).toBeEnabled()
  await expect(page.getByText(/^As it was at/)).toHaveCount(0)
})

test('a place that is slow says what it reads, and one that fails says what failed and a way on', async () => {
  test.setTimeout(300_000)
  for (const [address, route, waits, fails] of [
    ['today', 'today.tray', 'Reading the tray', 'The tray could not be read.'],
    ['you', 'belief.you', 'Reading what Tacit believes', 'What Tacit believes could not be read.'],
    ['you/channels', 'belief.channels', 'Reading the channels', 'The channels could not be read.'],
    ['you/principles', 'principles.list', 'Reading your principles', 'The principles could not be read.'],
    ['you/moods', 'belief.moods', 'Comparing taste and mood', 'Taste and mood could not be compared.'],
    ['you/export', 'profile.export', 'Writing the profile', 'The profile could not be written.'],
    ['memory', 'sources.list', 'Reading the list of sources', 'The sources could not be read.'],
    ['memory', 'memory.passages', 'Reading the passages', 'The passages could not be read.'],
    ['memory/threads', 'threads.list', 'Reading the threads', 'The threads could not be read.'],
    ['memory/exclusions', 'exclusions.list', 'Reading the rules', 'The rules could not be read.'],
    ['memory/week', 'memory.audit', 'Reading what came in', 'What came in could not be read.'],
    ['memory/ledger', 'evidence.list', 'Reading the ledger', 'The ledger could not be read.'],
    ['trust', 'belief.skill', 'Counting what came true', 'The predictions could not be read.'],
    ['trust', 'trust.weeks', '', 'The weeks could not be read.'],
    ['trust', 'quiet.list', '', 'What was kept quiet could not be read.'],
    ['settings/data', 'backups.list', 'Looking for backups', 'The backups could not be listed.'],
    ['settings/checks', 'app.doctor', 'Checking what works on this machine', 'The checks did not run.'],
  ] as const) {
    const path = `**/api/${route}`
    await page.evaluate(`location.hash = '#/${address}'`)
    if (waits !== '') {
      let letThrough = (): void => undefined
      const seen = new Promise<void>((resolve) => (letThrough = resolve))
      await page.route(path, async (asked) => {
        await seen
        await asked.fallback()
      })
      await page.reload()
      await expect.soft(page.getByText(waits).first(), `${address} while ${route} is slow`).toBeVisible()
      letThrough()
      await expect.soft(page.getByText(waits), `${address} after ${route}`).toHaveCount(0)
      await page.unrouteAll({ behavior: 'wait' })
    }
    const failure = { ok: false, error: { code: 'STORE_BUSY', message: `Another program holds the table that ${route} reads.` } }
    await page.route(path, (asked) => asked.fulfill({ json: failure }))
    await page.reload()
    await expect.soft(page.getByText(fails).first(), `${address} when ${route} fails`).toBeVisible()
    await expect.soft(page.getByText('(STORE_BUSY)').first()).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
    await page.unrouteAll({ behavior: 'wait' })
    const again = page.getByRole('main').getByRole('button', { name: /Try again|Read it again/ }).first()
    // A place may have read it again by itself.
    await expect.soft(async () => {
      if (await again.isVisible()) await again.click({ timeout: 2000 })
      await expect(page.getByText(fails)).toHaveCount(0, { timeout: 5000 })
    }, `${address}: ${route} tried again`).toPass({ timeout: 90_000 })
  }
})

test('long words, right to left, emoji and long states fit every place and width', async () => {
  test.setTimeout(600_000)
  await makePast(client, 12)
  const { folders } = await client.request('sources.dryRun', { path: vault })
  await client.request('sources.add', { path: vault, folders: folders.map(({ path }) => path), uses: { memory: true, evidence: true, proposals: true } })
  await expect.poll(async () => (await client.request('sources.list', {})).map(({ state }) => state), { timeout: 120_000 }).toEqual(['current', 'current'])
  for (const text of ODD_STATES) {
    const { id } = await client.request('states.write', { text })
    await client.request('proposals.rate', { id, answer: { kind: 'stars', rating: 4 } })
  }
  for (const text of ODD_STATES) {
    await client.request('principles.save', { id: null, text: text.slice(0, 300), strength: 'strong', words: [LONG_WORD.slice(0, 80)], keepsOut: [], letsIn: [] })
  }
  await client.request('exclusions.add', { rule: `${LONG_WORD}/**`, sourceId: null })
  await page.reload()
  for (const [address, ready] of EVERY_PLACE) {
    await visit(page, address, ready)
    if (address === 'memory') await page.getByRole('textbox', { name: 'Search passages' }).fill('keep')
    await fitsEverywhere(address)
  }
  const odd = (await client.request('sources.list', {})).find(({ isSample }) => !isSample)!
  await visit(page, `memory/source/${odd.id}`, /Opted in/)
  await fitsEverywhere('the source')
  await visit(page, `memory/source/${odd.id}/remove`, /passages removed[^]*left exactly as they are/)
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await fitsEverywhere('what would go with the source')
  const { passages } = await client.request('memory.passages', { sourceId: odd.id, limit: 3 })
  await visit(page, `memory/passage/${passages[0]!.id}`, /Forget this passage/)
  await fitsEverywhere('a passage')
  for (const text of ODD_STATES) {
    await client.request('states.write', { text: `${text.slice(0, 590)} again` })
    await page.goto(page.url().replace(/#.*/, '#/today'))
    await page.reload()
    await expect(card(page)).toBeVisible()
    await fitsEverywhere(`the card “${text.slice(0, 20)}”`)
    await card(page).getByRole('radio', { name: /^5/ }).check()
    await expect(card(page).getByText(/^(Because of this rating:|This rating changed little)/)).toBeVisible()
    await fitsEverywhere(`the envelope of “${text.slice(0, 20)}”`)
    await card(page).getByRole('button', { name: 'Next' }).click()
    await still(page)
    await fitsEverywhere(`after “${text.slice(0, 20)}”`)
  }
})
