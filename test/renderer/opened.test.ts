import { describe, expect, it } from 'vitest'
import type { Card, Opened, Status } from '../../src/agent/contract/index.ts'
import { announcement, kindWords, saidWords, shownMoves, wroteSentence } from '../../src/renderer/words/opened.ts'

const card: Card = { id: 'a', form: 'state', kind: 'proposal', origin: 'library', text: 'It is so.', other: null, topics: [], quotes: [], sealedAt: 0, isSample: false, looksBack: null }
const sealed = { mean: 3.9, likely: [3, 4.7], chance: 0.7, openedEarly: false, isAnchor: false } as const
const opened = (changes: Partial<Opened> = {}): Opened => ({
  card, answer: { kind: 'stars', rating: 4 }, answeredAt: 0, sealed, reasons: null,
  moves: [{ axisId: 'medium', pole: 'by hand', by: 0.06 }], isSurprise: false, chips: [], undoId: 1, status: {} as Status, ...changes,
})

describe('an opened envelope in words', () => {
  it('is announced as what was said, what was written, what moved and how to undo it', () => {
    expect(announcement(opened())).toBe('Rated 4. It wrote 3.9, likely 3.0 to 4.7. By hand up 0.06. Undo with Control Z.')
  })

  it('says flatly that a rating lay outside', () => {
    const surprise = opened({ answer: { kind: 'stars', rating: 5 }, isSurprise: true, sealed: { ...sealed, mean: 2.1, likely: [1.4, 2.9] } })
    expect(wroteSentence(surprise)).toBe('It wrote 2.1, likely 1.4 to 2.9. You said 5, outside.')
  })

  it('says of a pair which was expected, and which was chosen', () => {
    const pair = opened({ answer: { kind: 'pair', choice: 'second' }, sealed: { ...sealed, mean: 0.61, likely: null, chance: 0.61 } })
    expect(wroteSentence(pair)).toBe('It had written the first, 61 in 100; you chose the second.')
  })

  it('shows the two largest moves over the least, and counts the rest', () => {
    const moves = [0.12, 0.07, 0.05, 0.03, 0.02, 0.01].map((by, index) => ({ axisId: String(index), pole: 'x', by }))
    const { shown, more } = shownMoves(moves)
    expect(shown.map(({ by }) => by)).toEqual([0.12, 0.07])
    expect(more).toBe(2)
  })

  it('says that a rating changed little where nothing moved', () => {
    expect(announcement(opened({ moves: [{ axisId: 'a', pole: 'x', by: 0.01 }] }))).toContain('This rating changed little: it was expected.')
  })

  it('has words for every answer', () => {
    expect(saidWords({ kind: 'pair', choice: 'equal' })).toBe('you said about equal')
    expect(saidWords({ kind: 'change', answer: 'lately' })).toBe('you said “Just lately”')
    expect(announcement(opened({ answer: { kind: 'dismiss' } }))).toBe('Dismissed. Undo with Control Z.')
  })

  it('never puts a number but its place on a card', () => {
    expect(kindWords(card, 2, 3, 'tray')).toBe('Proposal 2 of 3')
    expect(kindWords({ ...card, kind: 'guess' }, 2, 3, 'tray')).toBe('A guess')
    expect(kindWords({ ...card, form: 'pair' }, 4, 12, 'five')).toBe('Question 4 of 12')
    expect(kindWords({ ...card, kind: 'own' }, 1, 3, 'tray')).toBe('Your own')
  })
})
