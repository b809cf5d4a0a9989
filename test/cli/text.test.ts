import { array, assert, double, integer, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, Opened, Sealed, Status } from '../../src/agent/contract/index.ts'
import { cardText, openedText } from '../../src/cli/text/card-text.ts'
import { drawBand, drawScale, SCALE_NUMBERS } from '../../src/cli/text/drawn.ts'
import { block, columns, signed, wrap } from '../../src/cli/text/lines.ts'
import { chooseStyle, COLOURED, PLAIN } from '../../src/cli/text/style.ts'

const card: Card = {
  id: 'c1', form: 'state', kind: 'proposal', origin: 'notes', text: 'Two evenings a week the phone stays in the hall, and there is a paper book on the table.', other: null,
  topics: ['evenings'], sealedAt: 1, isSample: false, looksBack: null,
  quotes: [{ passageId: 'p', sourceId: 's', sourceName: 'Notes', file: 'journal/may.md', heading: 'Monday', lineStart: 12, lineEnd: 14, date: Date.UTC(2026, 4, 3), text: 'Read nothing all week, again.' }],
}
const sealed: Sealed = { mean: 3.6, likely: [2.7, 4.5], chance: 0.5, openedEarly: false, isAnchor: false }
const opened: Opened = {
  card, answer: { kind: 'stars', rating: 5 }, answeredAt: 2, sealed, reasons: null, isSurprise: true, chips: [], undoId: 1, status: {} as Status,
  moves: [{ axisId: 'medium', pole: 'by hand', by: 0.06 }, { axisId: 'duration', pole: 'short', by: 0.05 }],
}

describe('the drawn scale', () => {
  it('puts every rating over its own number', () => {
    for (const rating of [1, 2, 3, 4, 5]) {
      const drawn = drawScale({ mean: 3, likely: null }, rating, PLAIN)
      expect(drawn.indexOf('●')).toBe(SCALE_NUMBERS.indexOf(String(rating)))
    }
  })

  it('shows band, diamond and dot', () => {
    expect(drawScale(sealed, 5, PLAIN)).toBe('┼─────────┼──────━━━┿━━━━━◇━━━┿━━━━━────●')
  })

  it('is always as wide, whatever the numbers', () => {
    assert(
      property(double({ min: -9, max: 9, noNaN: true }), double({ min: 0, max: 9, noNaN: true }), (mean, half) => {
        expect(drawScale({ mean, likely: [mean - half, mean + half] }, null, PLAIN)).toHaveLength(SCALE_NUMBERS.length)
        expect(drawBand({ mean, low: mean - half, high: mean + half }, PLAIN)).toHaveLength(31)
      }),
    )
  })
})

describe('a card', () => {
  it('shows the state, the exact quote and where it stands', () => {
    const text = cardText(card, PLAIN, 80)
    expect(text).toContain('Proposal · evenings · answers your notes')
    expect(text).toContain('│ “Read nothing all week, again.”')
    expect(text).toContain('Notes/journal/may.md:12 · Monday · 3 May 2026')
  })
})

describe('an opened envelope', () => {
  it('says what was written, what was said and what moved', () => {
    const text = openedText(opened, PLAIN, 80)
    expect(text).toContain('5, very much')
    expect(text).toContain('It wrote 3.6, likely 2.7 to 4.5. You said 5, outside.')
    expect(text).toContain('Because of this: by hand +0.06, short +0.05.')
  })

  it('says so where little changed, and where nothing could', () => {
    expect(openedText({ ...opened, moves: [], isSurprise: false }, PLAIN, 80)).toContain('This changed little: it was expected.')
    expect(openedText({ ...opened, answer: { kind: 'not-now' }, sealed: null }, PLAIN, 80).trim()).toBe('Not now')
  })
})

describe('text', () => {
  it('is wrapped without losing a word', () => {
    assert(
      property(array(string({ minLength: 1, maxLength: 30 }).filter((word) => !/\s/.test(word))), integer({ min: 1, max: 60 }), (words, width) => {
        const lines = wrap(words.join(' '), width)
        expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(words)
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
      }),
    )
  })

  it('is set in, and in columns', () => {
    expect(block('one two', 6)).toBe('  one\n  two')
    expect(columns([['a', '1'], ['bbb', '22']], [1])).toBe('  a     1\n  bbb  22')
    expect([signed(0.126), signed(-1), signed(-0.001)]).toEqual(['+0.13', '−1.00', ' 0.00'])
  })

  it('is coloured on a terminal alone, and not against the person’s wish', () => {
    expect(chooseStyle({ isTTY: true }, {})).toBe(COLOURED)
    expect(chooseStyle({ isTTY: true }, { NO_COLOR: '1' })).toBe(PLAIN)
    expect(chooseStyle({ isTTY: true }, { TERM: 'dumb' })).toBe(PLAIN)
    expect(chooseStyle({}, {})).toBe(PLAIN)
  })
})
