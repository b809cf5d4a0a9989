import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { serious } from './axe.ts'
import { goTo, press, tabTo } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

const MODEL = process.env.TACIT_TEST_MODEL

const section = (page: Page): Locator => page.locator('#settings-models')

/** The system's chooser answers with this file. */
async function chooses(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
}

async function openModels(page: Page): Promise<void> {
  await goTo(page, 'settings')
  await expect(section(page).getByRole('heading', { name: 'Models to choose from' })).toBeVisible()
  // What the machine computes with is tested once, on arrival.
  await expect(section(page).getByRole('button', { name: 'Test again' })).toBeEnabled({ timeout: 120_000 })
}

test('Settings: a file that is no model is refused in place, with the reason', async ({ settled: { app, page, home } }) => {
  const file = join(home, 'no model.gguf')
  await writeFile(file, 'a text')
  await openModels(page)
  await chooses(app, file)
  await press(page, section(page).getByRole('button', { name: 'Choose a GGUF file' }))
  await expect(section(page).getByText('That file was not taken.')).toBeVisible()
  await expect(section(page)).toContainText('(MODEL_REFUSED)')
  await press(page, section(page).getByRole('button', { name: 'Close', exact: true }))
  await expect(section(page).getByText('That file was not taken.')).toHaveCount(0)
})

test('Settings: a file that is no model is refused in place where it is dropped', async ({ settled: { app, page, home } }) => {
  const file = join(home, 'a picture.png')
  await writeFile(file, Buffer.from('89504e470d0a1a0a', 'hex'))
  await openModels(page)
  const place = await section(page).getByRole('form', { name: 'A model file of your own' }).boundingBox()
  // As the system gives it: only such a file says where it lies.
  const debug = await app.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await debug.send('Input.dispatchDragEvent', { type, x: place!.x + 20, y: place!.y + 20, data })
  await debug.detach()
  await expect(section(page).getByText('That file was not taken.')).toBeVisible()
  await expect(section(page)).toContainText('(MODEL_REFUSED)')
  await press(page, section(page).getByRole('button', { name: 'Close', exact: true }))
})

test('Settings: nothing is fetched while the network is off, by the one switch of Settings and Trust', async ({ settled: { page } }) => {
  await openModels(page)
  const get = section(page).getByRole('button', { name: /^Download .* from huggingface\.co/ })
  await expect(get.first()).toBeEnabled()
  const before = await ask(page, 'network.use', {})
  await tabTo(page, page.getByRole('switch', { name: 'No network' }))
  await page.keyboard.press('Space')
  await expect(get.first()).toBeDisabled()
  await expect(section(page)).toContainText('The network is off.')

  await press(page, page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /^Network off/ }))
  const region = page.getByRole('region', { name: /The network is off/ })
  await expect(region.getByRole('switch', { name: 'No network' })).toBeChecked()
  expect(await serious(page), 'the network on Trust').toEqual([])
  await tabTo(page, region.getByRole('switch', { name: 'No network' }))
  await page.keyboard.press('Space')
  await expect.poll(async () => (await ask(page, 'settings.get', {})).noNetwork).toBe(false)
  const after = await ask(page, 'network.use', {})
  expect([after.requests, after.sent]).toEqual([before.requests, before.sent])
})

test('Settings: a model from disk is added, used, measured, writes and gives its memory back, by keys alone', async ({ settled: { app, page, home } }) => {
  test.skip(MODEL === undefined, 'TACIT_TEST_MODEL names no GGUF file, so no model was run in the window')
  test.setTimeout(600_000)
  // A display that nobody touches is idle: without this the model would go on by itself between what is pressed here.
  const { writingSeconds } = await ask(page, 'settings.get', {})
  await ask(page, 'settings.set', { writingSeconds: 0 })
  const file = join(home, `a model of my own, with a long name ${'x'.repeat(120)}.gguf`)
  await copyFile(MODEL!, file)
  await openModels(page)
  await chooses(app, file)
  await press(page, section(page).getByRole('button', { name: 'Choose a GGUF file' }))
  const mine = section(page).getByRole('region', { name: 'Your files' }).getByRole('listitem')
  await expect(mine).toHaveCount(1)
  expect(await serious(page), 'models to choose from').toEqual([])
  await press(page, mine.getByRole('button', { name: /^Use this one/ }))
  await expect(section(page).getByRole('heading', { level: 2 })).toHaveText('A model is chosen. It has not run yet.')

  await press(page, section(page).getByRole('button', { name: 'Measure', exact: true }))
  await expect(section(page)).toContainText(/tokens a second, measured|tokens a second, now/, { timeout: 120_000 })
  await expect(section(page).getByRole('heading', { level: 2 })).toHaveText(/^The model runs (on the CPU|wholly on your GPU)\.$|layers run on your GPU\.$/)

  await press(page, section(page).getByRole('button', { name: 'Write five now' }))
  const stop = section(page).getByRole('button', { name: 'Stop writing' })
  await expect(stop).toBeFocused()
  await expect(section(page).getByText(/^Writing, [\d.]+ tokens a second, /)).toBeVisible({ timeout: 120_000 })
  await page.keyboard.press('Enter')
  // The whole of the section, so that a reason other than these is told where it fails.
  await expect(section(page)).toContainText(/\d+ states? written in |Nothing was written in /)
  for (const name of ['Change the embedder', 'Add a server of your own']) await press(page, section(page).getByRole('button', { name }))
  await expect(section(page).getByRole('textbox', { name: 'Address' })).toBeVisible()
  expect(await serious(page), 'a model in use, the other embedders and the form of a server').toEqual([])
  for (const name of ['Close the other embedders', 'Close the form of your own server']) await press(page, section(page).getByRole('button', { name }))

  const unload = section(page).getByRole('button', { name: 'Unload now' })
  if (await unload.isEnabled()) await press(page, unload)
  await expect(section(page)).toContainText('asleep, holding 0 GB')
  await expect(unload).toBeDisabled()

  await press(page, section(page).getByRole('button', { name: 'Use no model' }))
  await press(page, mine.getByRole('button', { name: /^Remove / }))
  await expect(mine.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await press(page, mine.getByRole('button', { name: 'Remove it' }))
  await expect(mine).toHaveCount(0)
  await rm(file)
  await ask(page, 'settings.set', { writingSeconds })
})
