import { describe, expect, it } from 'vitest'
import type { SearchHit, Source } from '../../src/agent/contract/index.ts'
import { alikeWords, chipWords, foundWords, memoryLede, nothingFound, parted, passagePlace, placeWords, sourceState } from '../../src/renderer/words/memory.ts'

const source = (changes: Partial<Source>): Source => ({
  id: 'a', kind: 'notes', uses: { memory: true, evidence: false, proposals: true }, secrets: [], watch: { mode: 'live', reason: null }, name: 'Notes', path: '/n', isSample: false, folders: [], consentedAt: 0, state: 'current', message: null, notes: 1, passages: 1, done: 0, total: 0, withheld: [], readAt: null, ...changes,
})

describe('memory in words', () => {
  it('opens with the sources, their passages and what was kept out', () => {
    const sources = [source({ passages: 873 }), source({ id: 'b', passages: 331 })]
    expect(memoryLede(sources, [{ reason: 'tag #private', count: 311, places: [] }])).toBe('Two sources, 1,204 passages. 311 were kept out.')
    expect(memoryLede([source({})], [{ reason: 'empty', count: 1, places: [] }])).toBe('One source, 1 passage. 1 was kept out.')
    expect(memoryLede([], [])).toBe('No source. Tacit knows what you rate here, and nothing else.')
  })

  it('names one line as one line', () => {
    expect(placeWords({ file: 'a.md', lineStart: 14, lineEnd: 14 })).toBe('a.md, line 14')
    expect(placeWords({ file: 'a.md', lineStart: 14, lineEnd: 16 })).toBe('a.md, lines 14 to 16')
  })

  it('shortens a file to its name on a chip', () => {
    expect(chipWords({ file: 'journal/2026-10-28.md' })).toBe('2026-10-28')
    expect(chipWords({ file: 'inbox' })).toBe('inbox')
  })

  it('says nothing of a total that is not known yet', () => {
    expect(sourceState(source({ state: 'reading' }))).toBe('Looking for files')
    expect(sourceState(source({ state: 'reading', done: 121, total: 412 }))).toBe('Reading 121 of 412')
  })

  it('marks the parts that hold the words, and loses no letter', () => {
    const text = 'The workshop on glue was mostly about Glue.'
    const parts = parted(text, [[4, 8], [16, 20], [38, 42]])
    expect(parts.filter((part) => part.isMatch).map((part) => part.text)).toEqual(['work', 'glue', 'Glue'])
    expect(parts.map((part) => part.text).join('')).toBe(text)
    expect(parted('all', [[0, 3]])).toEqual([{ text: 'all', isMatch: true }])
    expect(parted('none', [])).toEqual([{ text: 'none', isMatch: false }])
  })

  it('says in a chat who said it, and in notes only where it was someone else', () => {
    const lines = { file: 'chatgpt/1', heading: 'A bench', lineStart: 1, lineEnd: 2 }
    expect(passagePlace({ ...lines, speaker: 'person', conversation: 'c' })).toBe('you said, in A bench')
    expect(passagePlace({ ...lines, heading: null, speaker: 'assistant', conversation: 'c' })).toBe('the assistant said, in a conversation without a name')
    expect(passagePlace({ ...lines, file: 'a.md', speaker: 'person', conversation: null })).toBe('a.md, lines 1 to 2')
    expect(passagePlace({ ...lines, file: 'a.md', speaker: 'other', conversation: null })).toBe('a.md, lines 1 to 2 · someone else’s words')
  })

  it('does not take what is near in meaning for what holds the words', () => {
    const hit = (by: SearchHit['by']): SearchHit => ({ passage: {} as SearchHit['passage'], by, ranges: [] })
    expect(nothingFound({ query: 'piano', speaker: null }, [hit('meaning')])).toBe('No passage holds “piano”. These come near in meaning.')
    expect(nothingFound({ query: 'piano', speaker: null }, [])).toBe('No passage holds “piano”.')
    expect(nothingFound({ query: 'piano', speaker: null }, [hit('both'), hit('meaning')])).toBeNull()
    expect(foundWords({ query: 'piano', speaker: null }, [hit('both'), hit('meaning')], 2)).toBe('2 found, 1 by its words')
  })
})

describe('copies that are folded into one', () => {
  it('are counted, with the files in which they stand', () => {
    const copies = (...files: readonly string[]) => files.map((file, index) => ({ id: `p${index}`, file }))
    expect(alikeWords(copies('a.md'))).toBe('1 more says the same, in a.md')
    expect(alikeWords(copies('a.md', 'b.md', 'b.md'))).toBe('3 more say the same, in a.md and b.md')
    expect(alikeWords(copies('a.md', 'b.md', 'c.md', 'd.md'))).toBe('4 more say the same, in a.md, b.md and 2 more')
  })
})
