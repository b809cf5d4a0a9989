import * as fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import type { AxisDetail, Card, EvidenceView, KeptQuiet, PassageView, Quote, ThreadView } from '../../src/agent/contract/index.ts'
import { axisMarkdown, cardMarkdown, ledgerMarkdown, passageMarkdown, plain, quietMarkdown, quoted, tableMarkdown, threadMarkdown } from '../../src/renderer/words/markdown.ts'

type Node = Readonly<{ type: string; value?: string; children?: readonly Node[] }>
// The syntax as it is read. The transforms look for addresses once all escapes are read; no text can keep them from it.
const nodes = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
const parse = (markdown: string): Node => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: nodes }) as Node
const typesOf = ({ type, children = [] }: Node): readonly string[] => [type, ...children.flatMap(typesOf)]
const textOf = ({ value, children = [] }: Node): string => value ?? children.map(textOf).join('')

const HOSTILE = '# head\n- *a* _b_ `c` <b>d</b> [e](https://f.g) ![h](i) | j\n1. k\n=== \n\n> l &amp; www.m.n ~~o~~ $p$ #q'
const quote: Quote = { passageId: 'p', text: HOSTILE, date: Date.UTC(2026, 9, 28), sourceName: 'Notes', sourceId: 's', file: 'a_b/*c*.md', heading: null, lineStart: 3, lineEnd: 4 }
const place = ({ file, lineStart }: Quote): string => `${file}, line ${lineStart}`
const card: Card = {
  id: 'c', form: 'state', kind: 'proposal', origin: 'notes', text: HOSTILE, other: null, topics: [], quotes: [quote], sealedAt: 1, isSample: false, looksBack: null,
}

// What our own frame may hold; anything else would be a person's words read as Markdown.
const FRAME = new Set(['root', 'paragraph', 'text', 'blockquote', 'list', 'listItem', 'strong', 'table', 'tableRow', 'tableCell'])
const foreign = (markdown: string): readonly string[] => typesOf(parse(markdown)).filter((type) => !FRAME.has(type))

const words = fc.stringMatching(/^[ -~\n]{1,60}$/)

describe('a person’s words in Markdown', () => {
  it('are one paragraph of the same words, whatever they hold', () => {
    fc.assert(
      fc.property(words, (text) => {
        const root = parse(plain(text))
        expect(typesOf(root).filter((type) => type !== 'root' && type !== 'paragraph' && type !== 'text')).toEqual([])
        expect(textOf(root)).toBe(text.split(/\s+/).filter(Boolean).join(' '))
      }),
      { numRuns: 600 },
    )
  })

  it('are one quotation, line for line', () => {
    fc.assert(
      fc.property(words, (text) => {
        const root = parse(quoted(text))
        expect(root.children!.map(({ type }) => type)).toEqual(['blockquote'])
        expect(typesOf(root).filter((type) => !['root', 'blockquote', 'paragraph', 'text'].includes(type))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('stay words on a card, with the place of what they answer', () => {
    const markdown = cardMarkdown(card, { kind: 'stars', rating: 4 }, place)
    expect(foreign(markdown)).toEqual([])
    expect(textOf(parse(markdown))).toContain('a_b/*c*.md, line 3, 28 October 2026')
    expect(markdown.trimEnd()).toMatch(/You said 4\.$/)
  })

  it('are the person’s own version where they edited', () => {
    const markdown = cardMarkdown({ ...card, quotes: [] }, { kind: 'edit', text: 'Two evenings without a screen.' }, place)
    expect(markdown).toBe('Two evenings without a screen.\n\nYou wrote it so.\n')
  })

  it('stay words in a passage, a thread, an axis and a table', () => {
    const passage: PassageView = { ...quote, id: 'p', fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null, heading: HOSTILE, use: 'nothing yet' }
    const thread: ThreadView = { id: 't', aim: quote, state: 'open', stateBy: 'words', probability: 0.8, evidence: [{ quote, shows: 'wish' }], leavesOpen: quote, topic: null, proposals: 0, at: 1 }
    const detail: AxisDetail = {
      id: 'a', left: HOSTILE, right: 'with others', kind: 'taste', mean: -0.4, low: -0.6, high: -0.2, isSure: true, rows: 1, locked: false, history: [],
      anchors: { left: ['l'], right: ['r'] }, halfLifeDays: 90, evidence: [{ rowId: 1, at: quote.date!, label: HOSTILE, said: 'rated 4', effect: -0.1 }],
    }
    const table = { caption: HOSTILE, head: ['a', HOSTILE], numbers: [1], rows: [[HOSTILE, '1']] }
    for (const markdown of [passageMarkdown(passage), threadMarkdown(thread, place), axisMarkdown(detail), tableMarkdown(table)]) expect(foreign(markdown)).toEqual([])
    const [caption, grid] = parse(tableMarkdown(table)).children!
    expect([caption!.type, grid!.type]).toEqual(['paragraph', 'table'])
    expect(grid!.children!.map(({ children }) => children!.length)).toEqual([2, 2])
  })
})

describe('what was said, and what was not', () => {
  const row = (changes: Partial<EvidenceView>): EvidenceView => ({ rowId: 1, at: Date.UTC(2026, 9, 28), label: HOSTILE, said: 'rated 4', effect: -0.123, ...changes })

  it('is a table with a line for each row, whatever the rows hold, and says how many it leaves out', () => {
    const table = parse(ledgerMarkdown([row({}), row({ isOff: true })], 9)).children!.find(({ type }) => type === 'table')!
    expect(table.children).toHaveLength(3)
    expect(textOf(table.children![1]!)).toContain('0.12')
    expect(textOf(table.children![2]!)).toContain('kept and not learnt from')
    expect(ledgerMarkdown([row({})], 9)).toContain('The latest 1 of 9 rows of evidence')
    expect(ledgerMarkdown([row({})], 1)).not.toContain('latest')
  })

  it('has its reasons and chances', () => {
    const held: KeptQuiet = { id: 'a', at: Date.UTC(2026, 9, 28), text: HOSTILE, topic: 'home', reason: 'limit', chance: 0.58, threshold: 0.31, worth: 0.9, cost: 0.5, canBePut: true }
    const table = parse(quietMarkdown([held])).children!.find(({ type }) => type === 'table')!
    expect(table.children).toHaveLength(2)
    expect(textOf(table.children![1]!)).toContain('the day’s limit')
    expect(textOf(table.children![1]!)).toContain('58')
  })
})
