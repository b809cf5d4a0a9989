import { serious } from './axe.ts'
import { card, moved, press, stateOf } from './person.ts'
import { ask } from './settled.ts'
import { expect, test } from './tacit.ts'

test('the end of a deck: an earlier answer of today is opened again by keys, with its old seal, and answered anew', async ({ open }) => {
  const { page } = await open()
  await ask(page, 'settings.set', { firstRunDone: true })
  const texts: string[] = []
  for (const rating of [2, 4, 5] as const) {
    const { cards } = await ask(page, 'today.five', { form: 'state', count: 3 })
    texts.push(cards[0]!.text)
    await ask(page, 'proposals.rate', { id: cards[0]!.id, answer: { kind: 'stars', rating } })
  }
  const { id } = (await ask(page, 'proposals.list', {})).find((given) => given.card.text === texts[0])!.card
  const { sealed } = await ask(page, 'proposals.why', { id })
  await ask(page, 'today.leaveFive', {})
  await page.reload()
  await press(page, page.getByRole('button', { name: 'Change an answer' }))
  const answers = page.getByRole('list', { name: 'Today’s answers' })
  await expect(answers.getByRole('listitem')).toHaveCount(3)
  await expect(answers.getByRole('button').first()).toBeFocused()
  expect(await serious(page), 'the answers of today').toEqual([])
  await press(page, answers.getByRole('button', { name: `Change this answer: ${texts[0]}` }))
  await expect(card(page)).toBeFocused()
  expect(await stateOf(page)).toBe(texts[0])
  expect((await ask(page, 'app.status', {})).ratings).toBe(2)
  await page.keyboard.press('5')
  await expect(moved(page)).toBeFocused()
  expect(await ask(page, 'proposals.why', { id })).toMatchObject({ answer: { kind: 'stars', rating: 5 }, sealed: { ...sealed, openedEarly: true } })
  expect((await ask(page, 'app.status', {})).ratings).toBe(3)
})
