import { describe, expect, it } from 'vitest'
import type { Source } from '../../src/agent/contract/index.ts'
import { chipWords, marked, memoryLede, placeWords, sourceState } from '../../src/renderer/words/memory.ts'

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

  it('marks each word of a query wherever it stands, and loses no letter', () => {
    const text = 'The workshop on glue was mostly about Glue.'
    const parts = marked(text, 'glue work')
    expect(parts.filter((part) => part.isMatch).map((part) => part.text)).toEqual(['work', 'glue', 'Glue'])
    expect(parts.map((part) => part.text).join('')).toBe(text)
  })

  it('takes signs of patterns in a query as signs', () => {
    expect(marked('a (b) c', '(b.*')).toEqual([{ text: 'a (b) c', isMatch: false }])
    expect(marked('see notes.md', '.md')).toEqual([{ text: 'see notes.', isMatch: false }, { text: 'md', isMatch: true }])
  })
})
