import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { serveRepositories } from '../agent/model/download/repositories.ts'
import type { RepositoryHub } from '../agent/model/download/repositories.ts'
import { serious } from './axe.ts'
import { goTo, press, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

const MODEL = process.env.TACIT_TEST_MODEL
/** So slow that a person could pause it and quit; then as fast as it goes. */
const SLOW = 6e6

const section = (page: Page): Locator => page.locator('#settings-models')
const meterOf = (place: Locator): Locator => place.getByRole('progressbar', { name: /^Download of / })
const doneOf = async (meter: Locator): Promise<number> => Number(await meter.getAttribute('aria-valuenow'))

async function openModels(page: Page): Promise<void> {
  await goTo(page, 'settings')
  await expect(section(page).getByRole('button', { name: 'Test again' })).toBeEnabled({ timeout: 120_000 })
}

async function fill(page: Page, box: Locator, text: string): Promise<void> {
  await tabTo(page, box)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function useMirror(page: Page, hub: RepositoryHub): Promise<void> {
  await press(page, section(page).getByRole('button', { name: 'Use a mirror' }))
  await fill(page, section(page).getByRole('textbox', { name: 'Address of the mirror' }), 'http://mirror.test')
  await expect(section(page)).toContainText('The mirror was not taken.')
  expect(await serious(page), 'the form of a mirror').toEqual([])
  await fill(page, section(page).getByRole('textbox', { name: 'Address of the mirror' }), hub.address)
  await expect(section(page)).toContainText(`From ${new URL(hub.address).host}`)
}

test('Settings: a model is found, agreed to, paused, cut off by quitting, gone on with, compared and used; and one that is another file is refused', async ({ open }) => {
  test.skip(MODEL === undefined, 'TACIT_TEST_MODEL names no GGUF file, so no model was downloaded in the window')
  test.setTimeout(600_000)
  const bytes = await readFile(MODEL!)
  const name = `somebody/small-models/${basename(MODEL!)}`
  const first = await open()
  await ask(first.page, 'settings.set', { firstRunDone: true })
  const other = (await ask(first.page, 'models.list', {})).models.find(({ kind, origin, isRecommended }) => kind === 'embed' && origin === 'catalogue' && isRecommended)!
  await using hub = await serveRepositories({ [name]: { bytes }, [`${other.repository}/${other.file}`]: { bytes: Buffer.alloc(other.size, 7), sha256: await pinned(other.id) } })
  await first.page.reload()
  await openModels(first.page)
  await useMirror(first.page, hub)

  // What comes whole, and with the digest that the catalogue pins in its headers, is compared all the same.
  await press(first.page, section(first.page).getByRole('button', { name: 'Change the embedder' }))
  const wrong = section(first.page).getByRole('list', { name: 'Other embedders' }).getByRole('listitem').filter({ hasText: other.name })
  await press(first.page, wrong.getByRole('button', { name: /^Download / }))
  await expect(wrong).toContainText('came whole but is not the right file', { timeout: 90_000 })
  await expect(wrong).toContainText('Stopped. Nothing of it is here.')
  expect((await ask(first.page, 'models.list', {})).models.find(({ id }) => id === other.id)).toMatchObject({ path: null })
  await press(first.page, wrong.getByRole('button', { name: /^Cancel the download/ }))
  await press(first.page, section(first.page).getByRole('button', { name: 'Close the other embedders' }))

  // Looked for, nothing is fetched; what a download would take stands there before it is pressed.
  hub.requests.length = 0
  hub.speed = SLOW
  await fill(first.page, section(first.page).getByRole('textbox', { name: 'File of the hub, as owner/repository/file.gguf' }), name)
  const mine = (page: Page): Locator => section(page).getByRole('region', { name: 'Of the hub, named by you' }).getByRole('listitem')
  const get = mine(first.page).getByRole('button', { name: `Download ${Math.round(bytes.length / 1e6)} MB from ${new URL(hub.address).host}: ${basename(MODEL!, '.gguf')}` })
  await expect(get).toHaveAccessibleDescription(/GB free here · somebody\/small-models$/)
  expect(hub.requests).toEqual([])
  expect(await serious(first.page), 'a model of the hub').toEqual([])

  await press(first.page, get)
  const meter = meterOf(mine(first.page))
  await expect(meter).toHaveAttribute('aria-valuetext', /^[\d.]+ of 98 MB, [\d.]+ MB a second, about \d+ (s|min) left$/)
  const early = await doneOf(meter)
  await expect.poll(() => doneOf(meter)).toBeGreaterThan(early)
  await press(first.page, mine(first.page).getByRole('button', { name: /^Pause the download/ }))
  await expect(meter).toHaveAttribute('aria-valuetext', /^Paused\. [\d.]+ of 98 MB is kept\.$/)
  const paused = await doneOf(meter)
  expect(paused).toBeGreaterThan(0)
  expect(paused).toBeLessThan(bytes.length)
  await press(first.page, mine(first.page).getByRole('button', { name: /^Go on with the download/ }))
  await expect.poll(() => doneOf(meter)).toBeGreaterThan(paused)
  expect(hub.requests.map(({ range }) => range)).toEqual([null, `bytes=${paused}-`])
  await first.close()

  // Quit in the middle it goes on by itself from what is there.
  const second = await open()
  await openModels(second.page)
  await expect.poll(() => hub.requests.length).toBe(3)
  const resumed = Number(/^bytes=(\d+)-$/.exec(hub.requests[2]!.range!)![1])
  expect(resumed).toBeGreaterThan(paused)
  expect(hub.requests[2]!.ifRange).not.toBeNull()
  hub.speed = null
  await expect(section(second.page).getByRole('heading', { level: 2 })).toHaveText('A model is chosen. It has not run yet.', { timeout: 90_000 })
  await expect(section(second.page)).toContainText('SHA-256 verified')
  const use = await ask(second.page, 'network.use', {})
  const there = use.addresses.filter(({ host, what }) => host === new URL(hub.address).host && what === 'a model')
  expect(there).toHaveLength(1)
  expect(there[0]!.received).toBeGreaterThan(bytes.length + other.size)
  expect(use.addresses).toHaveLength(1)
  await press(second.page, section(second.page).getByRole('button', { name: 'Measure', exact: true }))
  await expect(section(second.page)).toContainText(/tokens a second, measured|tokens a second, now/, { timeout: 180_000 })

  await press(second.page, section(second.page).getByRole('button', { name: 'Back to huggingface.co' }))
  await expect(section(second.page)).toContainText('From huggingface.co')
})

/** As the catalogue has it; the view that the window gets does not hold it. */
async function pinned(id: string): Promise<string> {
  const { models } = JSON.parse(await readFile(new URL('../../resources/models.json', import.meta.url), 'utf8')) as { models: readonly { id: string; sha256: string }[] }
  return models.find((model) => model.id === id)!.sha256
}
