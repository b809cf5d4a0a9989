import { describe, expect, it } from 'vitest'
import type { Purge, SearchHit } from '../../src/agent/contract/index.ts'
import { hitsText } from '../../src/cli/text/passage-text.ts'
import { purgeText } from '../../src/cli/text/purge-text.ts'
import { PLAIN } from '../../src/cli/text/style.ts'
import { readUses, usesText } from '../../src/cli/uses.ts'

describe('the uses of a source', () => {
  it('are read as they are written, and no other is assumed', () => {
    expect(readUses('memory, proposals')).toEqual({ memory: true, evidence: false, proposals: true })
    expect(usesText(readUses('evidence'))).toBe('evidence')
  })

  it('are refused where one is not known, and where there is none', () => {
    expect(() => readUses('memory,all')).toThrow('"all" is no use of a source.')
    expect(() => readUses(' , ')).toThrow('A source that is used for nothing is not read.')
  })
})

describe('what an exclusion takes away', () => {
  const purge: Purge = { rule: 'money/', places: ['Notes: money/a.md'], passages: 38, rows: 1, proposals: 0, threads: 0, axes: [{ axisId: 'thrift', left: 'spending', right: 'thrift', before: 0.18, after: -0.07 }] }

  it('is counted, with the axes that move, and where', () => {
    const text = purgeText(purge, 'Excluding money/ would take away')
    expect(text).toContain('  38  passages\n   1  row of evidence')
    expect(text).not.toContain('proposal')
    expect(text).toContain('spending ↔ thrift  +0.18  →  −0.07')
    expect(text).toContain('Notes: money/a.md')
  })

  it('may be nothing, and the rule holds all the same', () => {
    expect(purgeText({ ...purge, passages: 0, rows: 0 }, '')).toBe('money/ covers nothing that is kept. From now on nothing that it covers is read.')
  })
})

describe('what a search finds', () => {
  const passage = { id: 'abcdefghij', text: 'A bench under the north window.', speaker: 'assistant', conversation: 'c', turn: 3, marks: null, sourceId: 's', sourceName: 'Chats', file: 'bench', heading: 'A bench', lineStart: 1, lineEnd: 1, date: null, fileHash: '', use: '' } as const

  it('says who said it in a chat, and that no word of the query stands there', () => {
    const hit: SearchHit = { passage, by: 'meaning', ranges: [] }
    const text = hitsText('workshop', [hit], PLAIN, 80)
    expect(text).toContain('No passage holds “workshop”. These come near in meaning.')
    expect(text).toContain('Chats/bench:1 · A bench · the assistant said · near in meaning · id abcdefgh')
    expect(hitsText('workshop', [], PLAIN, 80)).toBe('No passage holds “workshop” or comes near it.')
  })
})
