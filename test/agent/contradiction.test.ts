import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { CONTRADICTION_ANSWERS } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const DAY = 86_400_000
const FIRST = 'On winter evenings there is one hour of quiet reading in the armchair.'
const SECOND = 'On winter evenings there is an hour of quiet reading in the armchair.'

/** Of other topics, so that nothing but the two speaks of a change. */
const OTHERS: readonly (readonly [string, number])[] = [
  ['A loaf of rye bread is baked on Saturday.', 4],
  ['The bicycle is cleaned and oiled in spring.', 3],
  ['Old friends come to supper once a month.', 4],
  ['The savings grow by a little every month.', 3],
  ['A choir rehearses on Thursdays.', 2],
  ['The tomatoes on the balcony bear fruit in August.', 4],
  ['There is a swim in the lake before work.', 3],
  ['The attic is empty of boxes.', 3],
  ['A course in Italian begins in autumn.', 4],
  ['Grandmother is called on Sundays.', 4],
  ['A week in the mountains is spent on foot.', 3],
]

async function rateOwn(agent: Agent, text: string, rating: number): Promise<string> {
  const { id } = await agent.handlers['states.write']({ text })
  await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating } })
  return id
}

const axesOf = async (agent: Agent): Promise<readonly number[]> => (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)
const heldRows = async (agent: Agent): Promise<readonly string[]> => (await agent.handlers['evidence.list']({ limit: 100 })).filter(({ said }) => said.startsWith('rated')).map(({ label }) => label)

/** A person who wanted it very much in May and not at all in June, and the question that comes of it. */
async function contradicted(use: (agent: Agent, clock: { now: number }, ids: readonly [string, string]) => Promise<void>): Promise<void> {
  const clock = { now: new Date(2026, 4, 4, 10).getTime() }
  await using home = await makeHome(embedder, () => clock.now)
  await using agent = await home.open()
  const first = await rateOwn(agent, FIRST, 5)
  for (const [text, rating] of OTHERS) await rateOwn(agent, text, rating)
  clock.now += 30 * DAY
  const second = await rateOwn(agent, SECOND, 1)
  clock.now += DAY
  await use(agent, clock, [first, second])
}

const questionOf = async (agent: Agent) => (await agent.handlers['today.tray']({})).cards.find(({ form }) => form === 'contradiction')

describe('two ratings that hardly go together', () => {
  it('are shown side by side, with nothing sealed, and are answered by no rating', () =>
    contradicted(async (agent, { now }) => {
      const card = await questionOf(agent)
      expect(card).toMatchObject({ text: FIRST, other: SECOND, ratings: [{ rating: 5 }, { rating: 1, at: now - DAY }], looksBack: null })
      expect(await agent.handlers['proposals.why']({ id: card!.id })).toMatchObject({ sealed: null, reasons: null })
      await expect(agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'stars', rating: 3 } })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
      await expect(agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'change', answer: 'yes' } })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    }))

  it('teach nothing where it depends, and are not asked about again', () =>
    contradicted(async (agent, clock) => {
      const card = await questionOf(agent)
      const rows = await heldRows(agent)
      const { moves } = await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer: 'depends' } })
      expect(moves).toEqual([])
      expect(await heldRows(agent)).toEqual(rows)
      for (let day = 0; day < 3; day += 1) {
        clock.now += 4 * DAY
        expect(await questionOf(agent)).toBeUndefined()
      }
    }))

  it.each(CONTRADICTION_ANSWERS.filter((answer) => answer !== 'depends'))('change what is believed at “%s”, and undoing gives it all back', (answer) =>
    contradicted(async (agent) => {
      const card = await questionOf(agent)
      // What was learnt online is made exact first, so that only the answer makes the difference.
      await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer } })
      await agent.handlers['proposals.undo']({})
      const [before, rows] = [await axesOf(agent), await heldRows(agent)]
      const opened = await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer } })
      expect(await axesOf(agent)).not.toEqual(before)
      const slip = answer === 'first-slip' ? FIRST : answer === 'second-slip' ? SECOND : null
      expect((await heldRows(agent)).toSorted()).toEqual(rows.filter((label) => label !== slip).toSorted())
      await agent.handlers['proposals.undo']({ undoId: opened.undoId! })
      expect(await axesOf(agent)).toEqual(before)
      expect(await heldRows(agent)).toEqual(rows)
      expect((await questionOf(agent))?.id).toBe(card!.id)
    }))

  it('go with the rating that is forgotten, and wait no longer where one was taken back', () =>
    contradicted(async (agent) => {
      const card = await questionOf(agent)
      await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer: 'changed' } })
      const row = (await agent.handlers['evidence.list']({ limit: 100 })).find(({ label, said }) => label === SECOND && said === 'rated 1')
      await agent.handlers['evidence.remove']({ rowId: row!.rowId })
      expect((await agent.handlers['proposals.list']({ limit: 100 })).some((listed) => listed.card.id === card!.id)).toBe(false)
    }))

  it('leave no slip behind where the rating that the earlier one went against is taken back', () =>
    contradicted(async (agent, _clock, [, second]) => {
      const card = await questionOf(agent)
      const { undoId } = (await agent.handlers['proposals.list']({ limit: 100 })).find((listed) => listed.card.id === second)!.answer!
      await agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer: 'first-slip' } })
      expect(await heldRows(agent)).not.toContain(FIRST)
      await agent.handlers['proposals.undo']({ undoId: undoId! })
      const held = await heldRows(agent)
      expect(held).toContain(FIRST)
      expect(held).not.toContain(SECOND)
      expect((await agent.handlers['proposals.list']({ limit: 100 })).some((listed) => listed.card.id === card!.id)).toBe(false)
    }))

  it('are withdrawn where one of the two is taken back', () =>
    contradicted(async (agent, _clock, [, second]) => {
      const card = await questionOf(agent)
      const { undoId } = (await agent.handlers['proposals.list']({ limit: 100 })).find((listed) => listed.card.id === second)!.answer!
      await agent.handlers['proposals.undo']({ undoId: undoId! })
      await expect(agent.handlers['proposals.rate']({ id: card!.id, answer: { kind: 'contradiction', answer: 'depends' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }))
})
