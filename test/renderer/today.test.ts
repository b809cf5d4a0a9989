import { describe, expect, it } from 'vitest'
import type { RouteOutput, Tray } from '../../src/agent/contract/index.ts'
import { answeredToday, burnInSentence, endWords } from '../../src/renderer/words/today.ts'

const tray = (changes: Partial<Tray>): Tray => ({ lede: '', mode: 'tray', cards: [], answered: 0, total: 0, last: null, keptQuiet: 0, end: null, candidates: 0, ...changes })

describe('the end of a tray', () => {
  it('counts what is still needed while Tacit may not propose by itself', () => {
    expect(burnInSentence({ ratings: 7, needed: 12 })).toBe('7 of the 12 ratings it needs before it may propose on its own.')
    expect(burnInSentence({ ratings: 12, needed: 12 })).toBeNull()
  })

  it('promises no next tray before there can be one', () => {
    const words = endWords(tray({ lede: 'That is all for today.', answered: 6, end: 'Six answered. The next tray is set out after 07:30.' }), { ratings: 6, needed: 12 })
    expect(words).toEqual({ lede: 'That is all for now.', under: '6 of the 12 ratings it needs before it may propose on its own.' })
  })

  it('gives the day its end', () => {
    const words = endWords(tray({ lede: 'That is all for today.', answered: 4, end: 'Four answered. The next tray is set out after 07:30.' }), { ratings: 40, needed: 12 })
    expect(words).toEqual({ lede: 'That is all for today.', under: 'Four answered. The next tray is set out after 07:30.' })
  })

  it('parts the sentence from its reason on a day with nothing', () => {
    const words = endWords(tray({ lede: 'Nothing today. Nine candidates, none worth an interruption.' }), { ratings: 40, needed: 12 })
    expect(words).toEqual({ lede: 'Nothing today.', under: 'Nine candidates, none worth an interruption.' })
  })
})

describe('the answers of today', () => {
  it('are those of the day that can be taken back, the latest first, a pair with both of its states', () => {
    const now = new Date(2026, 10, 12, 21).getTime()
    const given = (id: string, hoursAgo: number, undoId: number | null = 1, other: string | null = null) => ({ card: { id, text: `State ${id}.`, other }, answer: { text: 'rated 4', at: now - hoursAgo * 3_600_000, undoId } })
    const list = [given('a', 3), given('b', 1, 2, 'Another.'), given('c', 40), given('d', 1, null), { card: { id: 'e', text: '', other: null }, answer: null }] as unknown as RouteOutput<'proposals.list'>
    expect(answeredToday(list, now).map(({ id, text, said }) => [id, text, said])).toEqual([['b', 'State b. / Another.', 'Rated 4'], ['a', 'State a.', 'Rated 4']])
  })
})
