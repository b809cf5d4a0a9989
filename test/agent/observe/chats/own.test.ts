import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tellTurnsApart } from '../../../../src/agent/observe/chats/compose.ts'
import { tellApart } from '../../../../src/agent/observe/chats/own.ts'

const nobody = { isAssistants: () => false, isTacits: () => false }
const own = (text: string, attached: readonly string[] = []): string => tellApart(text, attached, nobody).filter(({ speaker }) => speaker === 'person').map((segment) => segment.text.trim()).join(' | ')

describe('telling a person’s own words from what they handed over', () => {
  it.each([
    ['a fenced block', 'Make it shorter:\n```\nI love opera\n```\nand kinder', 'Make it shorter: | and kinder'],
    ['a fence that is never closed', 'See this\n~~~\nI love opera\nforever', 'See this'],
    ['a quotation', 'I disagree with\n> I love opera\n> every night\ncompletely', 'I disagree with | completely'],
    ['a document in tags', 'Summarise this\n<document title="x">\nI love opera\n</document>\nin two lines', 'Summarise this | in two lines'],
    ['a traceback', 'Why?\nTraceback (most recent call last):\n  File "a.py", line 3, in <module>\n    x()\nTypeError: no', 'Why?'],
    ['a log', 'It stops here\n2026-01-02 10:00:00 INFO start\n2026-01-02 10:00:01 WARN I love opera\n2026-01-02 10:00:02 ERROR end', 'It stops here'],
    ['code without a fence', 'fix this\ndef walk(a):\n    for b in a:\n        print(b)\n    return a\nplease', 'fix this | please'],
    ['a long quotation inside a sentence', `She wrote “${'I love opera and '.repeat(15)}” and I do not.`, 'She wrote | and I do not.'],
    ['an article after a colon', `Shorten this article:\n\n${'I love opera more than anything. '.repeat(30)}`, 'Shorten this article:'],
    ['a document with headings', `Carry out this plan.\n# Plan\n${'We build the thing. '.repeat(40)}\n## Second\nMore`, 'Carry out this plan.'],
    ['pages without any mark', `What does this say?\n${'Opera is my only love in life. '.repeat(200)}\nIs it true?`, 'What does this say? | Is it true?'],
  ])('%s is someone else’s', (_name, text, expected) => {
    expect(own(text)).toBe(expected)
  })

  it.each([
    'I want to move to the coast next year:\n- a small house\n- two rooms\n- no car',
    'Please let me know.\n\nReturn it when you can; I would like that.',
    'use `npm test` and then tell me what failed',
    'I have < 3 hours a week > and want to write a novel',
    'My rules: 1. no meetings before ten 2. lunch outside',
    'Ich möchte dienstags zeichnen.\n\nUnd keine Termine davor.',
  ])('leaves what a person says alone: %s', (text) => {
    expect(own(text)).toBe(text.trim())
  })

  it('never takes an attachment for the person’s words', () => {
    expect(own('Here', ['I love opera'])).toBe('Here')
    expect(own('', ['I love opera'])).toBe('')
  })

  it('knows what the assistant said before, whatever marks are put on it', () => {
    const turns = [
      { speaker: 'person', text: 'ideas?', attached: [] },
      { speaker: 'assistant', text: 'Sure:\n\n1. **Take a pottery class** on Thursday evenings in town.', attached: [] },
      { speaker: 'person', text: '- Take a pottery class on Thursday evenings in town.\nI prefer this one', attached: [] },
    ] as const
    expect(tellTurnsApart(turns)[2]).toEqual([
      { speaker: 'other', text: '- Take a pottery class on Thursday evenings in town.', why: 'the assistant’s own words' },
      { speaker: 'person', text: 'I prefer this one', why: null },
    ])
  })

  it('knows what Tacit wrote', () => {
    const proposal = 'Tuesday mornings have no meetings, and the first hour is for drawing'
    const [segments] = tellTurnsApart([{ speaker: 'person', text: `What do you think of this?\n> x\n“${proposal}”`, attached: [] }], undefined, (words) => words.includes(proposal))
    expect(segments!.filter(({ speaker }) => speaker === 'person').map(({ text }) => text)).toEqual(['What do you think of this?'])
    for (const mark of ['# Preference profile', '**Calm** rather than lively: worth 0.52 points (likely 0.3 to 0.7; 9 rows of evidence).', '<!-- tacit -->', '{ "madeBy": { "app": "Tacit" } }']) {
      expect(own(`Use this about me\n${mark}\nI love opera`)).toBe('Use this about me')
    }
  })

  it('loses no line and never moves one', () => {
    const line = fc.constantFrom('I want to draw', '```', '> quoted', 'Traceback (most recent call last):', '  indented', '', '# Heading', 'a: b', '<document>', '</document>', 'x = 1;', '“long”', '2026-01-02 10:00 INFO x', 'and then:')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const kept = tellApart(text, [], nobody).map((segment) => segment.text)
        expect(kept.join('\n').split('\n').filter((each) => each.trim() !== '')).toEqual(lines.filter((each) => each.trim() !== ''))
      }),
      { numRuns: 500 },
    )
  })
})
