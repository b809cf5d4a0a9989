import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ACCEPTED, CAME_OF_IT, makeAccepted } from './accepted.ts'
import { card, stateOf } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

test('what was accepted is looked back on: its words, what was written since, a sealed prediction, one key, and it can be taken back', async ({ home, open }) => {
  const folder = await makeAccepted(home)
  try {
    const { page, messages } = await open()
    await expect(card(page)).toBeFocused({ timeout: 120_000 })
    expect(await stateOf(page)).toBe(ACCEPTED)
    await expect(card(page)).toContainText(/Looking back/)
    await expect(card(page)).toContainText(/(\d+ \w+|\w+ \d+), you said 5/)
    await expect(card(page).getByRole('blockquote')).toHaveText(`“${CAME_OF_IT}”`)
    await expect(card(page)).toContainText('By what you wrote since, it happened.')
    await expect(card(page).getByRole('radio')).toHaveCount(4)
    await expect(card(page).getByRole('button', { name: /^Sealed at \d\d:\d\d/ })).toBeVisible()
    const rows = (await ask(page, 'evidence.list', {})).length

    await page.keyboard.press('1')
    await expect(card(page)).toContainText(/It had written glad, \d+ in 100; you said “Glad”\./)
    await expect(card(page).getByRole('radio', { name: /Glad/ })).toBeChecked()
    expect((await ask(page, 'evidence.list', {})).length).toBe(rows + 1)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(card(page).getByRole('radio', { checked: true })).toHaveCount(0)
    expect((await ask(page, 'evidence.list', {})).length).toBe(rows)

    await expect(card(page)).toBeFocused()
    await page.keyboard.press('4')
    await expect(card(page)).toContainText('It is noted, and says nothing about what you want.')
    await page.keyboard.press('Enter')
    await expect(card(page).getByRole('heading', { name: ACCEPTED })).toHaveCount(0)

    const seen = (await messages()).flatMap(({ input }) => (input?.[0] === 'proposals.seen' ? (input[1] as { ids: readonly string[] }).ids : []))
    expect(seen.length, 'cards that stood whole').toBeGreaterThan(0)
    expect(new Set(seen).size, 'each told once').toBe(seen.length)
  } finally {
    await rm(dirname(folder), { recursive: true, force: true })
  }
})
