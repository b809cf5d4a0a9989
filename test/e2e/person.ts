import { expect } from '@playwright/test'
import type { ElectronApplication, Locator, Page } from '@playwright/test'

// What a person does at the keyboard, and what they wait for.

const MOST_TABS = 120

/** Tab until the control has the focus. Throws where it is never reached. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await control.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(control)} is not reached by ${MOST_TABS} presses of Tab.`)
}

/** Goes to a control by Tab and presses a key there. */
export async function press(page: Page, control: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, control)
  await expect(control).toBeEnabled()
  await page.keyboard.press(key)
}

/** Ticks what a source may be used for. */
export async function allow(page: Page, ...uses: readonly string[]): Promise<void> {
  await expect(page.getByRole('button', { name: 'Choose what it may be used for' })).toBeDisabled()
  for (const name of uses) {
    await tabTo(page, page.getByRole('checkbox', { name, exact: true }))
    await page.keyboard.press('Space')
  }
}

/** The process of the assistant, as Electron counts it. */
export const agentOf = (app: ElectronApplication): Promise<number | undefined> =>
  app.evaluate(({ app: { getAppMetrics } }) => getAppMetrics().find(({ name }) => name === 'Tacit agent')?.pid)

/** The card in focus. */
export const card = (page: Page): Locator => page.getByRole('main').getByRole('article')

export const stateOf = (page: Page): Promise<string> => card(page).getByRole('heading', { level: 2 }).innerText()

/** What the last answer changed, under the card. */
export const moved = (page: Page): Locator => card(page).getByText(/^(Because of this rating:|This rating changed little)/)

/** Answers the card in focus by its key, and waits until its envelope is open. */
export async function rate(page: Page, key: '1' | '2' | '3' | '4' | '5'): Promise<void> {
  await expect(card(page)).toBeFocused()
  await page.keyboard.press(key)
  await expect(moved(page)).toBeFocused()
}

/** Opens a deck of five from Today. */
export async function rateFive(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  // While a deck that ended is being put away, no key opens another.
  await expect(async () => {
    await page.keyboard.press('r')
    await expect(page.getByRole('button', { name: 'Leave these' })).toBeEnabled({ timeout: 3000 })
  }).toPass({ timeout: 90_000 })
  await expect(card(page)).toBeFocused()
}

/** Leaves the deck for the tray, or for a day on which nothing waits. */
export async function leaveDeck(page: Page): Promise<void> {
  const leave = page.getByRole('button', { name: 'Leave these' })
  await press(page, leave)
  await expect(leave).toHaveCount(0)
}

/** From an opened card to the next, or to the end of the deck. */
export async function next(page: Page): Promise<void> {
  const before = await stateOf(page)
  await page.keyboard.press('Enter')
  await gone(page, before)
}

/** A key that answers a card without opening its envelope: the next one comes by itself. */
export async function wave(page: Page, key: 'd' | 'n' | '0'): Promise<void> {
  await expect(card(page)).toBeFocused()
  const before = await stateOf(page)
  await page.keyboard.press(key)
  await gone(page, before)
}

const gone = (page: Page, state: string): Promise<void> => expect(card(page).getByRole('heading', { name: state, exact: true })).toHaveCount(0)

const PLACES = { today: '1', you: '2', memory: '3', trust: '4', settings: '5' } as const

export async function goTo(page: Page, place: keyof typeof PLACES): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Places' })
  await expect(rail).toBeVisible()
  await page.keyboard.press(`ControlOrMeta+${PLACES[place]}`)
  await expect(rail.locator('[aria-current=page]')).toHaveText(new RegExp(place, 'i'))
}
