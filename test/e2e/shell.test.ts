import { once } from 'node:events'
import { appendFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { Response } from '../../src/agent/contract/index.ts'
import { openOwner } from '../cli/tacit.ts'
import { serious } from './axe.ts'
import { press } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

// The shell's own promises: what the page may not do, and what happens when a process of ours ends.

/** Runs in the page: tries what it must not be able to do. */
const TRIED = `(async () => {
  const fetched = (url) => fetch(url).then(({ status }) => String(status), () => 'refused')
  const paths = ['/../../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/nothing.js']
  const inline = document.createElement('script')
  inline.textContent = 'window.ranInline = true'
  document.head.append(inline)
  return {
    outside: await Promise.all(['https://example.com/', 'http://127.0.0.1:1/', 'app://other/index.html'].map(fetched)),
    paths: await Promise.all(paths.map((path) => fetched('app://bundle' + path))),
    inline: 'ranInline' in window,
    node: [typeof require, typeof process],
    bridge: Object.keys(window.tacit).sort(),
    notification: Notification.permission,
    place: (await navigator.permissions.query({ name: 'geolocation' })).state,
    opened: window.open('https://example.com/') === null,
  }
})()`

function agentPid(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Tacit agent')!.pid)
}

test('the page reaches nothing but its own files', async ({ home, open }) => {
  const { app, page } = await open(home)
  await expect(page.getByRole('heading').first()).toBeVisible()
  expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)

  // Each refusal is a line on the page's console; here they are what is wanted.
  page.removeAllListeners('console')
  const reached = await page.evaluate(TRIED)
  expect(reached).toEqual({
    outside: ['refused', 'refused', 'refused'],
    paths: ['404', '404', '404', '404', '404'],
    inline: false,
    node: ['undefined', 'undefined'],
    bridge: ['chooseFile', 'chooseFolder', 'on', 'pathOf', 'platform', 'request', 'saveFile'],
    notification: 'denied',
    place: 'denied',
    opened: true,
  })
  await page.evaluate(`void (location.href = 'https://example.com/')`)
  await page.waitForTimeout(300)
  expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  expect(app.windows()).toHaveLength(1)
})

test('an agent that is killed comes back, and the window says so and stays', async ({ home, open }) => {
  const { app, page } = await open(home)
  await expect(page.getByRole('heading').first()).toBeVisible()
  const before = await agentPid(app)
  process.kill(before, 'SIGKILL')
  await expect(page.getByText('The assistant stopped and was started again.').first()).toBeAttached()
  const answer = await page.evaluate<Response>(`window.tacit.request('app.status', {})`)
  expect(answer.ok).toBe(true)
  expect(await agentPid(app)).not.toBe(before)
})

test('a home that another process owns is named, and opened once it is free; one that is damaged gives way to its backup', async ({ home, open }) => {
  const owner = await openOwner(home)
  const { app, page } = await open(home)
  await expect(page.getByRole('heading', { name: 'Another Tacit has this home open' })).toBeVisible()
  await expect(page.getByText(home).first()).toBeVisible()
  owner.kill('SIGTERM')
  await once(owner, 'exit')
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page).toHaveURL(/^app:\/\/bundle\/index\.html/)
  await expect(page.getByRole('button', { name: 'Choose a folder of notes' })).toBeVisible()

  const said = 'The quince harbour is repainted in green.'
  await ask(page, 'states.write', { text: said })
  await ask(page, 'backups.make', {})
  await appendFile(join(home, 'journal'), 'no line of a journal\nand no torn end of one\n')
  process.kill(await agentPid(app), 'SIGKILL')
  await expect(page.getByRole('heading', { name: 'This home is damaged' })).toBeVisible()
  await expect(page.getByText(/journal is damaged at line \d+/)).toBeVisible()
  expect(await serious(page), 'the page of a home that cannot be opened').toEqual([])
  await press(page, page.getByRole('link', { name: /^Restore the backup of / }))
  await expect(page.getByText('What cannot be opened is not removed')).toBeVisible()
  expect(await serious(page), 'what a backup would do').toEqual([])
  await press(page, page.getByRole('link', { name: 'Leave all as it is' }))
  await press(page, page.getByRole('link', { name: /^Restore the backup of / }))
  await press(page, page.getByRole('link', { name: 'Restore it' }))
  await expect(page.getByRole('button', { name: 'Choose a folder of notes' })).toBeVisible()
  expect((await ask(page, 'proposals.list', {})).map(({ card }) => card.text)).toEqual([said])
  expect((await ask(page, 'settings.get', {})).noNetwork).toBe(true)
  const [aside] = await readdir(join(home, 'set-aside'))
  expect(await readFile(join(home, 'set-aside', aside!, 'journal'), 'utf8')).toContain('no line of a journal')
})

test('a window that is closed leaves its place and a free home, and nothing that was said outside the store', async ({ home, open }) => {
  const { page, close } = await open(home)
  await expect(page.getByRole('heading').first()).toBeVisible()
  const said = 'The quince harbour is repainted in green.'
  const written = await page.evaluate<Response>(`window.tacit.request('states.write', { text: '${said}' })`)
  expect(written.ok).toBe(true)
  await close()

  const folder = join(home, 'window')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  for (const file of files) expect(await readFile(join(file.parentPath, file.name), 'latin1'), file.name).not.toContain('quince harbour')
  expect(JSON.parse(await readFile(join(folder, 'place.json'), 'utf8'))).toMatchObject({ bounds: { width: 1200, height: 800 } })
  const owner = await openOwner(home)
  owner.kill('SIGTERM')
  await once(owner, 'exit')
})
