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
    await page.waitForTimeout(120)
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

test('a place that is slow says what it reads, and one that fails says what failed and a way on', async () => {
  test.setTimeout(300_000)
  for (const [address, route, waits, fails] of [
    ['today', 'today.tray', 'Reading the tray', 'The tray could not be read.'],
    ['you', 'belief.you', 'Reading what Tacit believes', 'What Tacit believes could not be read.'],
    ['you/channels', 'belief.channels', 'Reading the channels', 'That could not be done.'],
    ['you/principles', 'principles.list', 'Reading your principles', 'The principles could not be read.'],
    ['you/moods', 'belief.moods', 'Comparing taste and mood', 'That could not be done.'],
    ['you/export', 'profile.export', 'Writing the profile', 'That could not be done.'],
    ['memory', 'sources.list', 'Reading the list of sources', 'That could not be done.'],
    ['memory', 'memory.passages', 'Reading the passages', 'That could not be done.'],
    ['memory/threads', 'threads.list', 'Reading the threads', 'That could not be done.'],
    ['memory/exclusions', 'exclusions.list', 'Reading the rules', 'That could not be done.'],
    ['memory/week', 'memory.audit', 'Reading what came in', 'That could not be done.'],
    ['memory/ledger', 'evidence.list', 'Reading the ledger', 'The ledger could not be read.'],
    ['trust', 'belief.skill', 'Counting what came true', 'The predictions could not be read.'],
    ['trust', 'trust.weeks', '', 'The weeks could not be read.'],
    ['trust', 'quiet.list', '', 'What was kept quiet could not be read.'],
    ['settings/data', 'backups.list', 'Looking for backups', 'That could not be done.'],
    ['settings/checks', 'app.doctor', 'Checking what works on this machine', 'The checks did not run.'],
  ] as const) {
    const path = `**/api/${route}`
    await page.evaluate(`location.hash = '#/${address}'`)
    if (waits !== '') {
      await page.route(path, async (asked) => {
        await new Promise((resolve) => void setTimeout(resolve, 2500))
        await asked.fallback().catch(() => undefined)
      })
      await page.reload()
      await expect.soft(page.getByText(waits).first(), `${address} while ${route} is slow`).toBeVisible({ timeout: 10_000 })
      await expect.soft(page.getByText(waits), `${address} after ${route}`).toHaveCount(0, { timeout: 30_000 })
      await page.unroute(path)
    }
    const failure = { ok: false, error: { code: 'STORE_BUSY', message: `Another program holds the table that ${route} reads.` } }
    await page.route(path, (asked) => asked.fulfill({ json: failure }))
    await page.reload()
    await expect.soft(page.getByText(fails).first(), `${address} when ${route} fails`).toBeVisible({ timeout: 10_000 })
    await expect.soft(page.getByText('(STORE_BUSY)').first()).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
    await page.unroute(path)
    if (await page.getByRole('main').getByRole('button', { name: /Try again|Read it again/ }).first().isVisible()) {
      await page.getByRole('main').getByRole('button', { name: /Try again|Read it again/ }).first().click()
      await expect.soft(page.getByText(fails), `${address}: ${route} tried again`).toHaveCount(0)
    }
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
    await page.waitForTimeout(300)
    await fitsEverywhere(`after “${text.slice(0, 20)}”`)
  }
})
