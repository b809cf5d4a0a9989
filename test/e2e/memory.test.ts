import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from '@playwright/test'
import { serious } from './axe.ts'
import { misfits } from './fit.ts'
import { filesWith, fingerprint } from './notes.ts'
import { allow, goTo, press, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'
import { CANARY, makeChats, makeVault } from './vault.ts'

const READ_WITHIN_MS = 180_000

/** What they made is removed after each test. */
const made: string[] = []
test.afterEach(async () => {
  for (const path of made.splice(0)) await rm(dirname(path), { recursive: true, force: true })
})

/** A window past setting up that stands at Memory, and has read this. */
async function openMemory(page: Page, path: string): Promise<void> {
  await ask(page, 'settings.set', { firstRunDone: true })
  const { folders } = await ask(page, 'sources.dryRun', { path })
  await ask(page, 'sources.add', { path, folders: folders.map((folder) => folder.path), uses: { memory: true, evidence: true, proposals: true } })
  await expect.poll(async () => (await ask(page, 'sources.list', {}))[0]?.state, { timeout: READ_WITHIN_MS }).toBe('current')
  await page.reload()
  await goTo(page, 'memory')
}

async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'What was read' })
  await tabTo(page, tabs.getByRole('tab', { selected: true }))
  while ((await tabs.getByRole('tab', { selected: true }).innerText()) !== name) await page.keyboard.press('ArrowRight')
}

test('a folder is excluded: first what would go is shown, then it goes from every file of the home, and the rule can be taken back', async ({ open }) => {
  const vault = await makeVault()
  made.push(vault)
  const { page, home } = await open()
  const before = await fingerprint(vault)
  await openMemory(page, vault)
  expect(await filesWith(home, CANARY), 'the files that hold it while it is kept').not.toEqual([])
  const passages = (await ask(page, 'memory.passages', {})).total
  const money = (await ask(page, 'memory.passages', { query: CANARY })).total
  expect(money).toBe(2)

  await openTab(page, 'Exclusions')
  await expect(page.getByRole('main', { name: /^No rule of yours keeps anything out\./ })).toBeVisible()
  await tabTo(page, page.getByRole('textbox', { name: 'Rule' }))
  await page.keyboard.type('money/')
  await page.keyboard.press('Enter')
  const preview = page.getByRole('region', { name: 'Preview of excluding money/' })
  await expect(preview).toContainText(/2\s*passages removed/)
  await expect(preview.getByRole('button', { name: 'Keep it' })).toBeFocused()
  expect((await ask(page, 'memory.passages', {})).total, 'a preview takes nothing away').toBe(passages)
  await page.keyboard.press('Enter')
  await expect(preview).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Rule' })).toBeFocused()

  await page.keyboard.press('Enter')
  await press(page, preview.getByRole('button', { name: 'Exclude and remove' }))
  const done = page.getByRole('region', { name: 'What excluding money/ took away' })
  await expect(done).toContainText(/2\s*passages removed/)
  await expect(done.getByRole('button', { name: 'Close' })).toBeFocused()
  expect((await ask(page, 'memory.passages', {})).total).toBe(passages - money)
  await expect.poll(() => filesWith(home, CANARY), { message: 'the files that hold it after the purge', timeout: 90_000 }).toEqual([])
  expect(await fingerprint(vault)).toEqual(before)

  const rule = page.getByRole('region', { name: 'Rules' }).getByRole('listitem').filter({ hasText: 'money/' })
  await expect(rule).toContainText('keeps out 2', { timeout: 90_000 })
  expect(await serious(page), 'a rule and what it took away').toEqual([])
  await press(page, rule.getByRole('button', { name: 'Let in again: money/' }))
  await expect(rule).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Rule' })).toBeFocused()
})

test('a folder that is not there any more says where it was looked for and that nothing was removed, and is read again once it is back', async ({ open }) => {
  const vault = await makeVault()
  made.push(vault)
  const { page } = await open()
  await openMemory(page, vault)
  const { total } = await ask(page, 'memory.passages', {})
  const [source] = await ask(page, 'sources.list', {})
  await rename(vault, `${vault} elsewhere`)
  await ask(page, 'sources.readAgain', { id: source!.id })
  const row = page.getByRole('list', { name: 'Sources' }).getByRole('listitem').filter({ hasText: 'Cannot be found' })
  await expect(row).toContainText(vault)
  await expect(row).toContainText('Nothing was removed.')
  expect((await ask(page, 'memory.passages', {})).total).toBe(total)
  expect(await serious(page), 'a source that cannot be found').toEqual([])
  expect(await misfits(page)).toEqual([])
  await rename(`${vault} elsewhere`, vault)
  await press(page, row.getByRole('button', { name: 'Try again' }))
  await expect(page.getByRole('list', { name: 'Sources' })).toContainText('Up to date')
})

test('a thread tells an aim in the person’s words; its state is set, left to the words again, and it can be no aim', async ({ open }) => {
  const vault = await makeVault()
  made.push(vault)
  const { page } = await open()
  await openMemory(page, vault)
  await expect.poll(async () => (await ask(page, 'threads.list', {})).total, { timeout: READ_WITHIN_MS }).toBeGreaterThan(0)
  await openTab(page, 'Threads')
  const threads = page.getByRole('list', { name: 'Threads', exact: true })
  const bench = threads.getByRole('listitem').filter({ hasText: 'bench for the north wall' }).first()
  const head = bench.getByRole('button', { name: /bench for the north wall/ }).first()
  await press(page, head)
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  await expect(bench).toContainText('read off your words')
  await expect(bench.getByRole('blockquote').first()).toContainText('I want to build a bench for the north wall')

  const states = bench.getByRole('group', { name: 'How it stands' })
  await press(page, states.getByRole('button', { name: 'Dropped' }))
  await expect(bench).toContainText('Dropped, as you said')
  await press(page, bench.getByRole('button', { name: 'Leave it to the words' }))
  await expect(bench).toContainText('read off your words')
  await expect(states.getByRole('button', { name: 'Open' })).toBeFocused()

  const { total } = await ask(page, 'threads.list', {})
  await press(page, bench.getByRole('button', { name: 'This is not an aim' }))
  await expect(head).toHaveCount(0)
  expect((await ask(page, 'threads.list', {})).total).toBe(total - 1)
  expect(await page.evaluate('document.activeElement?.closest("main") !== null'), 'the focus stays in the place').toBe(true)
})

test('chats: the dry run counts whose turns are whose, three ticks are asked for, and who said it is kept with each passage', async ({ open }) => {
  const file = await makeChats()
  made.push(file)
  const { page } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  await page.reload()
  await goTo(page, 'memory')
  await press(page, page.getByRole('button', { name: 'Add a source' }))
  await tabTo(page, page.getByRole('textbox', { name: 'Or name it, as this computer does' }))
  await page.keyboard.type(file)
  await page.keyboard.press('Enter')
  const facts = page.getByRole('region', { name: 'What the chats hold' })
  await expect(facts).toContainText(/Conversations\s*2/)
  await expect(facts).toContainText(/Your turns[^0-9]*3/)
  await expect(facts).toContainText(/The assistant’s turns[^0-9]*3/)
  await allow(page, 'Keep to search')
  await press(page, page.getByRole('button', { name: 'Read these 2 conversations' }))

  const source = page.getByRole('list', { name: 'Sources' }).getByRole('listitem').filter({ hasText: 'conversations' }).first()
  await expect(source).toContainText('For search', { timeout: READ_WITHIN_MS })
  await page.keyboard.press('/')
  await page.keyboard.type('workshop')
  const hits = page.getByRole('region', { name: 'Passages' }).getByRole('listitem')
  await expect(hits.filter({ hasText: 'you said, in A bench for the workshop' })).not.toHaveCount(0)
  await expect(hits.filter({ hasText: 'the assistant said, in A bench for the workshop' })).not.toHaveCount(0)
  await press(page, page.getByRole('group', { name: 'Who said it' }).getByRole('button', { name: 'You', exact: true }))
  await expect(hits.filter({ hasText: 'the assistant said' })).toHaveCount(0)
  await expect(hits.first()).toContainText('you said')
})

test('a use is turned off only after it says what goes', async ({ open }) => {
  const vault = await makeVault()
  made.push(vault)
  const { page } = await open()
  await openMemory(page, vault)
  await press(page, page.getByRole('list', { name: 'Sources' }).getByRole('link', { name: 'Vault' }))
  const memory = page.getByRole('switch', { name: 'Keep to search' })
  await tabTo(page, memory)
  await page.keyboard.press('Space')
  const asked = page.getByRole('group', { name: 'Turn off: Keep to search' })
  await expect(asked).toContainText('can no longer be searched')
  await expect(asked.getByRole('button', { name: 'Keep it on' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(memory).toBeChecked()
  await tabTo(page, memory)
  await page.keyboard.press('Space')
  await press(page, asked.getByRole('button', { name: 'Turn off and forget' }))
  await expect(memory).not.toBeChecked({ timeout: 90_000 })
  expect((await ask(page, 'sources.list', {}))[0]!.uses.memory).toBe(false)
})

test('a claim is thrown out of this week: its row is forgotten, and reading again does not bring it back', async ({ open }) => {
  const vault = await makeVault()
  made.push(vault)
  const { page } = await open()
  await openMemory(page, vault)
  const claims = async (): Promise<readonly string[]> => (await ask(page, 'memory.audit', { weeks: 1 }))[0]!.claims.map(({ quote }) => quote.text)
  await expect.poll(async () => (await claims()).length, { timeout: READ_WITHIN_MS }).toBeGreaterThan(1)
  await openTab(page, 'This week')
  const out = page.getByRole('button', { name: /^Throw out: / }).first()
  await expect(out).toBeVisible()
  const quote = (await out.getAttribute('aria-label'))!.replace('Throw out: ', '')
  const rows = (await ask(page, 'evidence.list', {})).length
  const before = await claims()
  await press(page, out)
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await press(page, page.getByRole('button', { name: 'Throw it out' }))
  await expect.poll(async () => (await claims()).length).toBe(before.length - 1)
  expect((await ask(page, 'evidence.list', {})).length).toBe(rows - 1)
  await expect(page.getByRole('button', { name: /^Throw out: / }).first()).toBeFocused()

  const { id } = (await ask(page, 'sources.list', {}))[0]!
  await ask(page, 'sources.readAgain', { id })
  await expect.poll(async () => (await ask(page, 'sources.list', {}))[0]?.state, { timeout: READ_WITHIN_MS }).toBe('current')
  expect(before.filter((text) => text === quote).length - (await claims()).filter((text) => text === quote).length, 'what was thrown out stays out').toBe(1)
})
