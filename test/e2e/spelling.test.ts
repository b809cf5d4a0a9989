import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { card } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

const OWN = 'On two mornings a week I draw alone for an hour, and the telephone is off.'

/** How many points of the field are of the red that marks a misspelt word. */
async function red(app: ElectronApplication, field: Locator): Promise<number> {
  // The caret blinks in another colour, and what the field shows is all that is looked at.
  const picture = (await field.screenshot({ caret: 'hide' })).toString('base64')
  return app.evaluate(({ nativeImage }, png) => {
    const points = nativeImage.createFromBuffer(Buffer.from(png, 'base64')).toBitmap()
    let count = 0
    for (let at = 0; at < points.length; at += 4) if (points[at + 2]! > 200 && points[at + 1]! < 90 && points[at]! < 90) count++
    return count
  }, picture)
}

type Shown = { label: string; enabled: boolean }[]

/** A menu of the system has no place in a page: what it would show is kept, so that an item can be chosen. */
async function keepMenus(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- all of this runs in the app
    Menu.prototype.popup = function popup(this: unknown) {
      Object.assign(globalThis, { shown: this })
    }
  })
}

async function menuAt(app: ElectronApplication, page: Page, field: Locator, index: number): Promise<Shown> {
  await app.evaluate(() => void Object.assign(globalThis, { shown: null }))
  await field.evaluate((element, at) => (element as unknown as { setSelectionRange: (from: number, to: number) => void }).setSelectionRange(at, at), index)
  await page.keyboard.press('Shift+F10')
  await expect.poll(() => app.evaluate(() => (globalThis as { shown?: unknown }).shown !== null)).toBe(true)
  return app.evaluate(() => (globalThis as unknown as { shown: { items: Shown } }).shown.items.map(({ label, enabled }) => ({ label, enabled })))
}

const choose = (app: ElectronApplication, label: string): Promise<void> =>
  app.evaluate((_electron, named) => {
    const { items } = (globalThis as unknown as { shown: { items: { label: string; click: () => void }[] } }).shown
    items.find((item) => item.label === named)!.click()
  }, label)

test('a misspelt word is marked and written right, by dictionaries that are here; nothing asks for one', async ({ open }) => {
  test.skip(process.platform !== 'linux', 'macOS looks through texts itself, and Chromium takes its proxy from the environment on Linux alone.')
  const asked: string[] = []
  const door = createServer((socket) => {
    socket.once('data', (data) => asked.push(data.toString('latin1').split('\r\n')[0]!))
    socket.on('error', () => undefined)
    socket.setTimeout(1000, () => socket.destroy())
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const proxy = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const set = { https_proxy: proxy, http_proxy: proxy, LANGUAGE: 'en' }
  const before = Object.keys(set).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, set)
  try {
    const { app, page, home } = await open()
    await keepMenus(app)
    await ask(page, 'settings.set', { firstRunDone: true })
    await ask(page, 'states.write', { text: OWN })
    await page.reload()
    await expect(card(page)).toBeFocused()
    await page.keyboard.press('e')
    const field = page.getByRole('textbox', { name: 'Your version of the state' })
    await expect(field).toBeFocused()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('On two mornings a week ')
    expect(await red(app, field)).toBe(0)
    await page.keyboard.type('I draw alonne and in colour. ')
    await expect.poll(() => red(app, field), 'the wave under it').toBeGreaterThan(20)

    const items = await menuAt(app, page, field, 'On two mornings a week I draw alo'.length)
    expect(items.slice(0, 5).map(({ label }) => label)).toContain('alone')
    await choose(app, 'alone')
    await expect(field).toHaveValue('On two mornings a week I draw alone and in colour. ')
    await expect.poll(() => red(app, field), 'no wave').toBe(0)
    expect((await menuAt(app, page, field, 4)).map(({ label }) => label)).not.toContain('No other spelling is known')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(field).toHaveValue('On two mornings a week I draw alonne and in colour. ')

    const dictionaries = join(home, 'window', 'Dictionaries')
    expect(existsSync(dictionaries) ? readdirSync(dictionaries) : []).toEqual([])
    expect(asked, 'what Chromium asked the network for').toEqual([])
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    door.close()
  }
})
