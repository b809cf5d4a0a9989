import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { refuseNote } from '../../../src/agent/observe/gate.ts'
import { openRules, parseRule } from '../../../src/agent/observe/rules.ts'

const refuses = (rule: string, text: string, place = 'a.md') => refuseNote(place, readFrontMatter(text), text, openRules([rule])) !== null

describe('a rule', () => {
  it.each([
    ['Journal/', 'folder'],
    ['drafts/2024/', 'folder'],
    ['*.canvas', 'glob'],
    ['drafts/**', 'glob'],
    ['Diary.md', 'glob'],
    ['#health', 'tag'],
    ['#health/sleep', 'tag'],
    ['#[[two words]]', 'tag'],
    ['status: private', 'front matter'],
    ['"a phrase"', 'phrase'],
    ['“a phrase”', 'phrase'],
    ['„eine Wendung“', 'phrase'],
  ])('%s is a %s', (text, kind) => expect(parseRule(text).kind).toBe(kind))

  it.each([
    ['Journal', 'say whether it is a folder (`Journal/`), a tag (`#Journal`) or words (`"Journal"`)'],
    ['two words', 'a tag (`#two-words`)'],
    ['!keep.md', 'cannot let something in'],
    ['../elsewhere/', 'cannot leave the source'],
    ['C:\\Users\\me\\notes\\', 'as it lies inside the source'],
    ['~/notes/', 'as it lies inside the source'],
    ['/', 'it would be everything'],
    ['#', 'the name of the tag is missing'],
    ['#two words', '`#[[two words]]`'],
    ['status:', 'a key, a colon and a value'],
    [': private', 'a key, a colon and a value'],
    ['"open', 'closing quotation mark is missing'],
    ['"…"', 'no word between'],
    ['a "b"', 'with nothing around them'],
    ['   ', 'it is empty'],
  ])('%j is refused: %s', (text, why) => {
    expect(() => parseRule(text)).toThrow(expect.objectContaining({ code: 'RULE_INVALID', message: expect.stringContaining(why) }))
    expect(() => parseRule(text)).toThrow(expect.objectContaining({ message: expect.stringContaining('Write `Journal/` for a folder') }))
  })
})

describe('a rule about places', () => {
  it.each([
    ['Journal/', 'Journal/a.md', true],
    ['Journal/', 'Home/Journal/deep/a.md', true],
    ['journal/', 'JOURNAL/a.md', true],
    ['Journal/', 'Journal.md', false],
    ['Journal/', 'Journal 2/a.md', false],
    ['Home/Journal/', 'Other/Home/Journal/a.md', false],
    ['Home\\Journal\\', 'Home/Journal/a.md', true],
    ['*.canvas', 'x/y.canvas', true],
    ['*.canvas', 'canvas.md', false],
    ['drafts/**', 'drafts/a/b.md', true],
    ['drafts/**', 'x/drafts/a.md', false],
    ['Diary.md', 'x/diary.md', true],
    ['caf\u00e9/', 'cafe\u0301/a.md', true],
    ['cafe\u0301/', 'CAF\u00c9/a.md', true],
    ['stra\u00dfe/', 'STRASSE/a.md', true],
    ['2024-0[1-3]*.md', 'log/2024-02-11.md', true],
    ['2024-0[1-3]*.md', 'log/2024-04-11.md', false],
  ])('%s on %s: %s', (rule, place, isOut) => expect(openRules([rule]).refusePlace(place) !== null).toBe(isOut))

  it('names itself as the reason, the first that holds', () => {
    const rules = openRules(['drafts/**', '*.md'])
    expect(rules.refusePlace('drafts/a.md')).toBe('your rule drafts/**')
    expect(rules.refusePlace('b.md')).toBe('your rule *.md')
    expect(rules.refusePlace('b.txt')).toBeNull()
  })
})

describe('a rule about tags', () => {
  it.each([
    ['A day. #health', true],
    ['A day. #Health/sleep and more', true],
    ['#HEALTH', true],
    ['- walked (#health) far', true],
    ['A **#health** day', true],
    ['A day, #health, and more', true],
    ['---\ntags: [walks, health]\n---\nA day.', true],
    ['---\ntags:\n  - health/teeth\n---\nA day.', true],
    ['---\ntags: health walks\n---\nA day.', true],
    ['tags:: walks, health\n\nA day.', true],
    ['#[[health]] day', true],
    ['#\u200bhealth', true],
    ['A #healthy day', false],
    ['A day of health', false],
    ['A [link](#health)', false],
    ['`#health` in code', false],
    ['```\n#health\n```\nA day.', false],
    ['https://x.org/page#health', false],
  ])('#health on %j: %s', (text, isOut) => expect(refuses('#health', text)).toBe(isOut))
  it('knows a composed letter and one of two characters as the same', () => {
    expect(refuses('#caf\u00e9', 'In the #cafe\u0301 today')).toBe(true)
    expect(refuses('#\u00e9t\u00e9', 'Un #\u00c9T\u00c9 ici')).toBe(true)
  })
})

describe('a rule about front matter', () => {
  it.each([
    ['---\nstatus: private\n---\nA.', true],
    ['---\nStatus: "Private"\n---\nA.', true],
    ['---\nstatus: [draft, private]\n---\nA.', true],
    ['---\nstatus:\n  - private\n---\nA.', true],
    ['---\nstatus: "[[private]]"\n---\nA.', true],
    ['---\ntitle: "open\nstatus: private\n---\nA.', true],
    ['---\nstatus: private\n\nA fence that was never closed.', true],
    ['status:: private\n\nA.', true],
    ['- status:: private\n- A.', true],
    ['---\nstatus: privately\n---\nA.', false],
    ['---\nmood: private\n---\nA.', false],
    ['status: private', false],
    ['A.\n\nstatus: private', false],
  ])('status: private on %j: %s', (text, isOut) => expect(refuses('status: private', text)).toBe(isOut))
  it('compares numbers, days and yes as they are written', () => {
    expect(refuses('level: 3', '---\nlevel: 3\n---\nA.')).toBe(true)
    expect(refuses('publish: false', '---\npublish: false\n---\nA.')).toBe(true)
    expect(refuses('day: 2026-01-02', '---\nday: 2026-01-02\n---\nA.')).toBe(true)
  })
})

describe('a rule about words', () => {
  it.each([
    ['Saw Anna Berg today.', true],
    ['saw ANNA BERG', true],
    ['Anna\nBerg', true],
    ['> Anna\n> Berg', true],
    ['Anna **Berg**', true],
    ['[[Anna Berg|her]]', true],
    ['Anna Berg’s house', true],
    ['Anna\u00a0Berg', true],
    ['An\u00adna Be\u200brg', true],
    ['---\nwith: Anna Berg\n---\nA.', true],
    ['Anna Bergmann', false],
    ['Hanna Berg', false],
    ['Berg, Anna', false],
  ])('"Anna Berg" on %j: %s', (text, isOut) => expect(refuses('"Anna Berg"', text)).toBe(isOut))
  it('looks at the name of the note too', () => expect(refuses('"Anna Berg"', 'A.', 'people/anna berg.md')).toBe(true))
  it('finds words of scripts that do not set them apart', () => {
    expect(refuses('"日記"', 'これは日記です')).toBe(true)
    expect(refuses('"日記"', 'これは本です')).toBe(false)
  })
  it('takes its characters for what they are', () => {
    expect(refuses('"a+b (c)"', 'It was a+b (c) again.')).toBe(true)
    expect(refuses('"a.b"', 'axb')).toBe(false)
  })
})
