import { serious } from './axe.ts'
import { misfits } from './fit.ts'
import { agentOf, card, goTo, leaveDeck, moved, next, rate, rateFive } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'
import type { Tacit } from './tacit.ts'

/** Kills the assistant while it has an answer to give, and waits for the next one. */
async function killWhile(tacit: Tacit, askForSomething: () => Promise<void>): Promise<void> {
  const killed = (await agentOf(tacit.app))!
  process.kill(killed, 'SIGSTOP')
  await askForSomething()
  process.kill(killed, 'SIGKILL')
  await expect(tacit.page.getByRole('complementary', { name: 'Notice' })).toContainText('The assistant stopped')
  await expect.poll(() => agentOf(tacit.app), { timeout: 90_000 }).not.toBe(killed)
}

test.skip(process.platform === 'win32', 'Windows cannot hold a process still.')

test('the assistant is killed: the window says so, keeps what is being written, sends once more what was on its way, and goes on', async ({ settled }) => {
  const { page } = settled
  await goTo(page, 'today')
  await rateFive(page)
  const { ratings } = await ask(page, 'app.status', {})
  await rate(page, '3')
  await next(page)
  await page.keyboard.press('e')
  await page.keyboard.type(' Or so.')
  await killWhile(settled, () => page.getByRole('region', { name: 'Your last answer' }).getByRole('button', { name: 'Undo' }).click())
  await expect(page.getByText('The answer was not taken back.')).toBeVisible()
  const edit = card(page).getByRole('textbox')
  await expect(edit).toHaveValue(/ Or so\.$/)

  await edit.focus()
  await killWhile(settled, () => page.keyboard.press('Control+Enter'))
  await expect(moved(page)).toBeFocused({ timeout: 90_000 })
  await expect(card(page)).toContainText('Or so.')
  await next(page)
  await rate(page, '4')
  await expect.poll(async () => (await ask(page, 'app.status', {})).ratings).toBe(ratings + 3)
  await page.keyboard.press('Control+z')
  await leaveDeck(page)
})

test('the assistant dies while nothing is asked of it: the window says so by itself, and reads what is there once it is back', async ({ open }) => {
  const { page, app } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  await goTo(page, 'you')
  await expect(page.getByRole('region', { name: 'Axes' })).toBeVisible()
  const killed = (await agentOf(app))!
  // It may be back sooner than one looks.
  await page.evaluate(`void (window.wasGreyed = new Promise((resolve) => new MutationObserver(() => document.body.innerText.includes('As it was at ') && resolve(true)).observe(document.body, { childList: true, subtree: true })))`)
  process.kill(killed, 'SIGKILL')
  expect(await page.evaluate('window.wasGreyed')).toBe(true)
  await expect.poll(() => agentOf(app), { timeout: 60_000 }).not.toBe(killed)
  await expect(page.getByText(/^As it was at /)).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Axes' })).toBeVisible()
  const notice = page.getByRole('complementary', { name: 'Notice' })
  await expect(notice).toContainText('The assistant stopped and was started again. Your last rating is in the ledger.')
  await page.evaluate(`void (document.querySelector('main').scrollTop = 400)`)
  await expect(notice).toBeInViewport()
  expect(await serious(page), 'a notice').toEqual([])
  expect(await misfits(page)).toEqual([])
  await notice.getByRole('button', { name: 'Close' }).click()
  await expect(notice).toHaveCount(0)
})
