import { readdir } from 'node:fs/promises'
import { STANDING_FILE } from '../../src/agent/contract/standing.ts'
import { agentOf, card, goTo, moved, rateFive, stateOf } from './person.ts'
import { ask, settle } from './settled.ts'
import { expect, test } from './tacit.ts'

test.skip(process.platform === 'win32', 'Windows cannot hold a process still.')

test('a window begins with the card that waited when it closed, and an answer to it before the assistant is there is kept', async ({ open }) => {
  const first = await open()
  await settle(first.page, 2)
  await goTo(first.page, 'today')
  await rateFive(first.page)
  const text = await stateOf(first.page)
  await first.close()
  expect(await readdir(first.home)).toContain(STANDING_FILE)

  const { app, page, home } = await open()
  await expect.poll(() => agentOf(app)).toBeDefined()
  const agent = (await agentOf(app))!
  process.kill(agent, 'SIGSTOP')
  await expect(card(page)).toBeFocused()
  expect(await stateOf(page)).toBe(text)
  await page.keyboard.press('4')
  process.kill(agent, 'SIGCONT')
  await expect(moved(page)).toBeFocused({ timeout: 90_000 })
  expect((await ask(page, 'app.status', {})).ratings).toBe(3)
  expect(await readdir(home)).not.toContain(STANDING_FILE)
})
