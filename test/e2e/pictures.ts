import { appendFile, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { openAgent } from '../../src/agent/agent.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { makeAccepted } from './accepted.ts'
import { ROOT } from './electron.ts'
import { agentOf, card, goTo, moved, press, tabTo } from './person.ts'
import { ask, makePast } from './settled.ts'
import { expect, test } from './tacit.ts'
import { makeChats, makeVault } from './vault.ts'

const ALL = join(ROOT, 'test-results', 'pictures')
/** Those that the README shows. */
const SHOWN: ReadonlySet<string> = new Set(['first-run', 'today', 'opened', 'hindsight', 'you', 'memory', 'threads', 'exclude', 'models'])
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
  for (const use of ['Keep to search', 'Answer it with proposals']) await page.getByRole('checkbox', { name: use }).check()
  await take(tacit, 'dry-run')
  await page.getByRole('button', { name: /^A few choices/ }).click()
  await expect(card(page)).toBeFocused()
  await take(tacit, 'choices')
  await page.getByRole('button', { name: /^A model/ }).click()
  await expect(page.getByRole('button', { name: 'Go on without' })).toBeVisible()
  await expect.poll(async () => (await ask(page, 'models.list', {})).hardware.testedAt, { timeout: 120_000 }).not.toBeNull()
  await take(tacit, 'model')
  await page.getByRole('radio').first().check()
  await expect(page.getByRole('button', { name: /^Download .* from huggingface\.co/ })).toBeVisible()
  await take(tacit, 'model-consent')
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
  await page.getByRole('tab', { name: 'Principles' }).click()
  await page.getByRole('button', { name: 'Write a principle' }).click()
  await page.getByRole('textbox', { name: 'In your own words' }).fill('No screens in the bedroom.')
  await page.getByRole('checkbox').nth(1).check()
  await take(tacit, 'principle')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByText('since')).toBeVisible()
  await take(tacit, 'principles')
  await page.getByRole('tab', { name: 'Taste and mood' }).click()
  await expect(page.getByText('Together, as far as can be told')).toBeVisible()
  await take(tacit, 'moods')
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
  await page.evaluate(`location.hash = '#/trust/quiet'`)
  await expect(page.getByRole('heading', { name: /^(Kept quiet|Nothing was kept quiet)/ })).toBeInViewport()
  await take(tacit, 'kept-quiet')
  await goTo(page, 'settings')
  await expect(page.getByRole('main')).toContainText('Licence')
  await take(tacit, 'settings')
  for (const section of ['speaking', 'material', 'appearance', 'data', 'network', 'checks']) {
    await page.evaluate(`location.hash = '#/settings/${section}'`)
    await expect(page.locator(`#settings-${section}`)).toBeInViewport()
    await take(tacit, `settings-${section}`)
  }
  await page.getByRole('button', { name: 'Erase everything…' }).click()
  await expect(page.getByRole('dialog')).toContainText('erase')
  await take(tacit, 'erase')
  await page.keyboard.press('Escape')
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

const EVERY_USE = { memory: true, evidence: true, proposals: true }

test('what was read', async ({ open }) => {
  const paths = [await makeVault(), await makeChats()] as const
  const tacit = await open()
  const { page } = tacit
  await ask(page, 'settings.set', { firstRunDone: true })
  for (const path of [null, ...paths]) {
    const { folders } = await ask(page, 'sources.dryRun', { path })
    await ask(page, 'sources.add', { path, folders: folders.map((folder) => folder.path), uses: EVERY_USE })
  }
  const states = async () => (await ask(page, 'sources.list', {})).map(({ state }) => state)
  await expect.poll(states, { timeout: 300_000 }).toEqual(['current', 'current', 'current'])
  await expect.poll(async () => (await ask(page, 'threads.list', {})).total, { timeout: 300_000 }).toBeGreaterThan(9)
  await page.reload()

  await goTo(page, 'memory')
  await page.keyboard.press('/')
  await page.keyboard.type('bench')
  await expect(page.getByRole('region', { name: 'Passages' }).getByRole('listitem').first().locator('mark')).toBeVisible()
  await take(tacit, 'search')
  await page.getByRole('list', { name: 'Sources' }).getByRole('link', { name: 'Sample notes' }).click()
  await page.getByRole('switch', { name: 'Let it count as evidence' }).click()
  await take(tacit, 'source')
  await page.getByRole('button', { name: 'Keep it on' }).click()
  await page.getByRole('button', { name: 'Leave the sample notes…' }).click()
  await expect(page.getByText('passages removed', { exact: true })).toBeVisible()
  await take(tacit, 'remove-source')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Back' }).click()

  await page.getByRole('tab', { name: 'Threads' }).click()
  await page.getByRole('button', { name: /bench for the north wall/ }).first().click()
  await take(tacit, 'threads')
  await page.getByRole('tab', { name: 'Exclusions' }).click()
  await ask(page, 'exclusions.add', { rule: '#health', sourceId: null })
  await tabTo(page, page.getByRole('textbox', { name: 'Rule' }))
  await page.keyboard.type('money/')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Preview of excluding money/' })).toBeVisible()
  await take(tacit, 'exclude')
  await press(page, page.getByRole('button', { name: 'Exclude and remove' }))
  await expect(page.getByRole('region', { name: 'What excluding money/ took away' })).toBeVisible()
  await take(tacit, 'excluded')
  await page.getByRole('tab', { name: 'This week' }).click()
  await expect(page.getByRole('button', { name: /^Throw out/ }).first()).toBeVisible({ timeout: 120_000 })
  await take(tacit, 'week')

  await page.getByRole('tab', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Add a source' }).click()
  await expect(page.getByRole('textbox', { name: 'Or name it, as this computer does' })).toBeVisible()
  await take(tacit, 'add-source')
  await page.getByRole('textbox', { name: 'Or name it, as this computer does' }).fill(paths[1])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'What the chats hold' })).toBeVisible()
  await take(tacit, 'chats')
  for (const path of paths) await rm(dirname(path), { recursive: true })
})

test('models', async ({ home, open }) => {
  const file = process.env.TACIT_TEST_MODEL
  test.skip(file === undefined, 'TACIT_TEST_MODEL names no GGUF file, so there is no model to show')
  await live(home)
  const tacit = await open()
  const { page } = tacit
  const section = page.locator('#settings-models')
  await goTo(page, 'settings')
  await expect(section.getByRole('button', { name: 'Test again' })).toBeVisible()
  await expect.poll(async () => (await ask(page, 'models.list', {})).hardware.testedAt, { timeout: 120_000 }).not.toBeNull()
  await page.getByRole('heading', { level: 1 }).click()
  await take(tacit, 'models-none')
  const { id } = await ask(page, 'models.add', { file: file! })
  await ask(page, 'models.choose', { kind: 'chat', id })
  await ask(page, 'models.measure', { id })
  await expect(section).toContainText('tokens a second, measured')
  await expect(section.getByRole('heading', { level: 2 })).toHaveText(/runs? /)
  await take(tacit, 'models')
  await section.getByRole('heading', { name: 'Other models' }).scrollIntoViewIfNeeded()
  await take(tacit, 'models-other')
  await page.getByRole('switch', { name: 'No network' }).click()
  await goTo(page, 'trust')
  await page.getByRole('heading', { level: 1 }).click()
  await page.getByRole('region', { name: /The network is off/ }).scrollIntoViewIfNeeded()
  await take(tacit, 'network')
})

test('looking back', async ({ home, open }) => {
  const folder = await makeAccepted(home)
  const tacit = await open()
  const { page } = tacit
  await expect(card(page)).toBeFocused({ timeout: 120_000 })
  await expect(card(page)).toContainText('Looking back')
  await take(tacit, 'hindsight')
  await card(page).getByRole('radio', { name: /Glad/ }).click()
  await expect(card(page)).toContainText('It had written glad')
  await take(tacit, 'hindsight-opened')
  await ask(page, 'backups.make', {})
  await appendFile(join(home, 'journal'), 'no line of a journal\nand no torn end of one\n')
  process.kill((await agentOf(tacit.app))!, 'SIGKILL')
  await expect(page.getByRole('heading', { name: 'This home is damaged' })).toBeVisible()
  await take(tacit, 'home-damaged')
  await page.getByRole('link', { name: /^Restore the backup of / }).click()
  await expect(page.getByRole('link', { name: 'Restore it' })).toBeVisible()
  await take(tacit, 'home-restore')
  await rm(dirname(folder), { recursive: true })
})
