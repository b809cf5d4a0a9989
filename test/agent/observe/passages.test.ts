import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_RULES } from '../../../src/agent/observe/rules.ts'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { parseNote, toParts } from '../../../src/agent/observe/note.ts'

function read(text: string, file = 'a.md', modifiedAt = 0) {
  return toParts(file, readFrontMatter(text), text, modifiedAt)
}
const texts = (text: string) => read(text).passages.map((passage) => passage.text)

describe('what a passage shows', () => {
  it('is what a reader of the note sees', () => {
    expect(texts('I **really** want a [quiet](https://x.org) place, ~~not a loud one~~ with [[Rooms/North room|the north light]] and [[Garden#Bench]].')).toEqual([
      'I really want a quiet place, with the north light and Garden > Bench.',
    ])
    expect(texts('Embeds go ![[plan.png]] and so do comments %%not this%% and <!-- nor this --> and ids stay out. ^abc123')).toEqual([
      'Embeds go and so do comments and and ids stay out.',
    ])
    expect(texts('A first line\nthat goes on,  and  `code` and caf&eacute;<br>and a note[^1].\n\n[^1]: Elsewhere.')).toEqual(['A first line that goes on, and code and café and a note.'])
  })

  it('has no code, maths, queries, properties, hidden characters or comments over several lines', () => {
    const [passage, ...rest] = texts(
      ['Words before the machine parts.', '', '```dataview', 'TABLE x', '```', '', '$$', 'a^2', '$$', '', '%%', 'a long', '', 'comment', '%%', '', 'rating:: 5', '', 'Words\u200b after\u202e them.'].join('\n'),
    )
    expect(rest).toEqual([])
    expect(passage).toBe('Words before the machine parts.\nWords after them.')
  })

  it('marks tasks as a reader sees them', () => {
    expect(texts('- [ ] ring the clock course\n- [x] buy red cabbage\n- plain thing here')).toEqual(['☐ ring the clock course\n☑ buy red cabbage\nplain thing here'])
  })

  it('groups what is under one heading, and never across two', () => {
    const { passages } = read('# House\n\nA stove for the winter.\n\n- a lamp with a long arm\n- a shelf by the door\n\n## Garden\n\nA bench by the south wall.')
    expect(passages.map(({ heading, text, lineStart, lineEnd }) => ({ heading, text, lineStart, lineEnd }))).toEqual([
      { heading: 'House', text: 'A stove for the winter.\na lamp with a long arm\na shelf by the door', lineStart: 3, lineEnd: 6 },
      { heading: 'House › Garden', text: 'A bench by the south wall.', lineStart: 10, lineEnd: 10 },
    ])
  })

  it('cuts what is long between sentences and loses nothing', () => {
    const long = Array.from({ length: 40 }, (_, index) => `This is sentence number ${index} of a long paragraph.`).join(' ')
    const passages = texts(long)
    expect(passages.every((text) => text.length <= 700)).toBe(true)
    expect(passages.join(' ')).toBe(long)
  })

  it('counts lines from the top of the file, front matter and all', () => {
    expect(read('---\ndate: 2026-01-02\ntags: [a]\n---\n\nThe first line of words.').passages[0]).toMatchObject({ lineStart: 6, lineEnd: 6 })
  })
})

describe('other people’s words', () => {
  it.each([
    '> I wish I had the courage to live a life true to myself.',
    '> [!quote] Somebody\n> I want to live deliberately, in the woods.',
    '“I can never be all the people I want and live all the lives I want.” — Sylvia Plath',
    '## Quotes\n\nI would like to keep the conduit separate from the content.',
    '- > I want to insert a book into my blog post',
  ])('are withheld: %j', (text) => {
    const { passages, withheld } = read(text)
    expect(passages).toEqual([])
    expect(withheld.map(({ reason }) => reason)).toContain('someone else’s words')
  })
  it('a callout of one’s own is kept', () => {
    expect(texts('> [!todo] Bench\n> I want a bench by the south wall.')[0]).toContain('I want a bench by the south wall.')
  })
  it('placeholders of a template are withheld', () => {
    expect(read('Today is {{date}} and I feel {{mood}}.').withheld).toMatchObject([{ reason: 'a template' }])
  })
})

const dayOf = (text: string, file: string) => new Date(read(text, file, Date.UTC(2001, 0, 1)).passages[0]!.date!).toISOString().slice(0, 10)

describe('when a passage was written', () => {
  it.each([
    ['---\ndate: 2026-02-03\n---\nWords that have a date.', 'a.md', '2026-02-03'],
    ['---\ncreated: 2025-11-30T10:00:00+01:00\n---\nWords that have a date.', 'a.md', '2025-11-30'],
    ['Words of a daily note here.', 'journal/2026-03-08.md', '2026-03-08'],
    ['Words of a daily note here.', 'journals/2026_03_08.md', '2026-03-08'],
    ['# 4 May 2024\n\nWords under a dated heading.', '2020-01-01.md', '2024-05-04'],
    ['# April 29th, 2023\n\nWords under a dated heading.', 'a.md', '2023-04-29'],
    ['Words without any date at all.', 'a.md', '2001-01-01'],
    ['---\ndate: never\n---\nWords with a wrong date.', 'a.md', '2001-01-01'],
  ])('%j in %s is of %s', (text, file, expected) => expect(dayOf(text, file)).toBe(expected))
})

describe('ids', () => {
  it('stay when other parts of the note change, and differ between equal passages', () => {
    const before = read('# A\n\nThe same words in two places here.\n\n# B\n\nThe same words in two places here.').passages.map(({ id }) => id)
    expect(new Set(before).size).toBe(2)
    const after = read('# New\n\nSomething else came first, much later.\n\n# A\n\nThe same words in two places here.\n\n# B\n\nThe same words in two places here.').passages.map(({ id }) => id)
    expect(after).toEqual(expect.arrayContaining(before))
  })
  it('differ between files', () => {
    expect(read('The same words in two notes.', 'a.md').passages[0]!.id).not.toBe(read('The same words in two notes.', 'b.md').passages[0]!.id)
  })
})

describe('any text at all', () => {
  const markdown = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('# ', '- [ ] ', '> ', '```\n', '---\n', '[[a|b]]', '$$', '%%', '| a | b |\n|---|---|\n', '\n\n', '\t', '![[x]]', '<div>', '*', '&amp;')),
    { maxLength: 60 },
  ).map((parts) => parts.join(' '))
  it('never throws, and passages are in order, within the lines, and of bounded length', async () => {
    await fc.assert(
      fc.asyncProperty(markdown, async (text) => {
        const parsed = await parseNote('a.md', text, 0, NO_RULES)
        if (parsed.kind === 'withheld') return
        const lines = text.split('\n').length
        for (const { lineStart, lineEnd, text: shown } of parsed.passages) {
          expect(lineStart).toBeGreaterThanOrEqual(1)
          expect(lineEnd).toBeGreaterThanOrEqual(lineStart)
          expect(lineEnd).toBeLessThanOrEqual(lines)
          expect(shown.length).toBeLessThanOrEqual(700)
          expect(shown).toBe(shown.trim())
        }
      }),
      { numRuns: 300 },
    )
  })
})
