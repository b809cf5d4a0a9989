import { card, goTo, leaveDeck, moved, next, press, rate, rateFive } from './person.ts'
import { expectSealsHeld } from './seals.ts'
import { expect, test } from './tacit.ts'

test('nothing that reaches the window before a rating tells what Tacit expects', async ({ settled }) => {
  const { page, messages } = settled
  await goTo(page, 'today')
  await rateFive(page)
  for (const rating of ['2', '5', '4'] as const) {
    await expect(card(page).getByText('It wrote')).toHaveCount(0)
    // Everything that a curious person can open while the envelope is shut.
    for (const place of ['you', 'memory', 'trust', 'settings'] as const) await goTo(page, place)
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('evening')
    await expect(page.getByRole('group', { name: 'In your notes' }).getByRole('option').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await goTo(page, 'today')
    await rate(page, rating)
    await expect(card(page)).toContainText('It wrote')
    await press(page, card(page).getByRole('button', { name: 'Why it was there' }))
    await expect(card(page).getByRole('table')).toBeVisible()
    await press(page, card(page).getByRole('button', { name: 'Why it was there' }))
    await moved(page).focus()
    await next(page)
  }
  const { seals, numbers } = expectSealsHeld(await messages())
  // Which cards came before depends on what the other tests of the home took back; a dozen and more always did.
  expect(seals).toBeGreaterThanOrEqual(12)
  expect(numbers).toBeGreaterThan(2 * seals)
  await leaveDeck(page)
})

test('the scan finds a number that was told early', () => {
  const card = { id: 'a', form: 'state', kind: 'proposal', origin: 'library', text: 'So it is.', other: null, topics: [], quotes: [], sealedAt: 1, isSample: false, looksBack: null } as const
  const sealed = { mean: 3.141592653589793, likely: [1.1, 5], chance: 0.5, openedEarly: false, isAnchor: false } as const
  const rated = { channel: 'tacit:request', input: ['proposals.rate'], content: { card, answer: { kind: 'stars', rating: 4 }, sealed, reasons: null } }
  const seen = { channel: 'tacit:request', input: ['today.tray'], content: { cards: [card] } }
  expect(expectSealsHeld([seen, rated])).toEqual({ seals: 1, numbers: 1 })
  const early = [
    { ...seen, content: { cards: [{ ...card, hint: 1 }] } },
    { ...seen, content: { order: [3.141592653589793] } },
    { ...seen, input: ['proposals.why'], content: { card, answer: null, sealed, reasons: null } },
  ]
  for (const message of early) expect(() => expectSealsHeld([message, rated])).toThrow()
})
