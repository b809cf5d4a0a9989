import type { Page } from '@playwright/test'
import { card, goTo, next, press, rate, rateFive } from './person.ts'
import { expectSealsHeld } from './seals.ts'
import type { Message } from './seals.ts'
import { openBrowser, serve, whyNoBrowser } from './served.ts'
import { expect, test } from './tacit.ts'

test.skip(whyNoBrowser !== null, whyNoBrowser ?? '')

// Each answer is recorded before the page gets it, so that leaving the page loses none that was used.
const RECORD = `{
  const ask = window.fetch
  window.fetch = async (...request) => {
    const response = await ask(...request)
    const { pathname } = new URL(response.url)
    if (pathname.startsWith('/api/')) await window.recordAnswer(pathname.slice('/api/'.length), await response.clone().json())
    return response
  }
}`

/** What the page was answered over HTTP, in the form of the window's messages. */
async function record(page: Page): Promise<readonly Message[]> {
  const messages: Message[] = []
  await page.exposeBinding('recordAnswer', (_source, route: string, content: unknown) => void messages.push({ channel: 'http', input: [route], content }))
  await page.addInitScript({ content: RECORD })
  return messages
}

const PHONE = { width: 390, height: 844 }
/** Also a window of 1200 by 800 at twice the size. */
const ON_ITS_SIDE = { width: 600, height: 400 }

/** In a window as wide as a phone nothing spills out of Memory, Settings and Trust; a folder and a model are named by their paths. */
async function fitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(PHONE)
  await goTo(page, 'memory')
  for (const name of ['Threads', 'Exclusions', 'This week', 'Sources']) {
    await page.getByRole('tab', { name }).click()
    await expect(page.getByRole('tabpanel', { name })).toBeVisible()
    expect(await page.evaluate('document.documentElement.scrollWidth'), `the page at ${name}`).toBe(PHONE.width)
    expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), `the width of ${name}`).toBe(0)
  }
  await press(page, page.getByRole('button', { name: 'Add a source' }))
  await expect(page.getByRole('textbox', { name: 'A folder of notes or a file with chats, as this computer names it' })).toBeVisible()
  expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), 'the width of adding a source').toBe(0)
  await goTo(page, 'settings')
  await page.getByRole('button', { name: 'Add a server of your own' }).click()
  await page.getByRole('button', { name: 'Change the embedder' }).click()
  await page.getByRole('textbox', { name: 'Path of a GGUF file' }).fill('/nowhere/' + 'x'.repeat(200))
  await press(page, page.getByRole('button', { name: 'Add it' }))
  await expect(page.getByText('That file was not taken.')).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText('No model')
  await goTo(page, 'you')
  const tabs = await page.getByRole('tab').evaluateAll((all) => all.map((tab) => Math.round(tab.getBoundingClientRect().top)))
  expect(new Set(tabs).size, 'the tabs of You stand in one line').toBe(1)
  const inspector = page.getByRole('main').getByRole('complementary')
  await expect(page.locator('main [data-axis]')).toHaveCount(14)
  await expect(inspector).toHaveCount(0)
  const reachable = page.locator('main [data-axis][tabindex="0"]')
  const row = page.locator(`main [data-axis="${await reachable.getAttribute('data-axis')}"]`)
  await press(page, row)
  await expect(inspector).toBeFocused()
  await expect(row).toHaveCount(0)
  expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), 'the width of an axis').toBe(0)
  await press(page, page.getByRole('button', { name: 'All axes' }))
  await expect(row).toBeFocused()
  await expect(inspector).toHaveCount(0)
  for (const place of ['settings', 'trust'] as const) {
    await goTo(page, place)
    expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), `the width of ${place}`).toBe(0)
  }
  await page.setViewportSize(ON_ITS_SIDE)
  expect(await page.getByRole('main').evaluate(({ clientHeight }) => clientHeight), 'what is left for a place').toBeGreaterThan(325)
  await goTo(page, 'today')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeAttached()
  expect(await page.evaluate('document.documentElement.scrollWidth'), 'the page in a low window').toBe(ON_ITS_SIDE.width)
  if (before) await page.setViewportSize(before)
}

test('the same interface in a browser of this machine: one address, used once, and one card rated', async ({ home }) => {
  const served = await serve(home)
  const browser = await openBrowser()
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    const messages = await record(page)
    await page.goto(served.url)
    await expect(card(page)).toBeFocused({ timeout: 120_000 })
    expect(new URL(page.url()).hash).toBe('')
    expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
    await press(page, page.getByRole('button', { name: 'Skip setting up' }))
    await rateFive(page)
    await rate(page, '4')
    await expect(card(page)).toContainText('It wrote')
    await next(page)
    await fitsPhone(page)
    await goTo(page, 'you')
    await expect(page.getByText('inferred from 1 row of evidence')).toBeVisible()
    await page.reload()
    await expect(page.getByText('inferred from 1 row of evidence')).toBeVisible()
    expect(expectSealsHeld(messages).seals).toBe(1)

    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(served.url)
    await expect(stranger.getByText('This page is not signed in. Its address works once')).toBeVisible()
    expect(await stranger.evaluate(() => fetch('/api/belief.you', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status))).toBe(401)
  } finally {
    await browser.close()
    await served.end()
  }
})
