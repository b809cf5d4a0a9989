import { describe, expect, it } from 'vitest'
import type { AuditWeek, Purge, Source } from '../../src/agent/contract/index.ts'
import { weekName, weekSentence } from '../../src/renderer/words/audit.ts'
import { datesWords, hasFolders, readWords } from '../../src/renderer/words/dry-run.ts'
import { axisMove, purgeLines, purgeSentence } from '../../src/renderer/words/purge.ts'
import { watchWords } from '../../src/renderer/words/sources.ts'
import { stateWords, threadsLede } from '../../src/renderer/words/threads.ts'
import { takenAway } from '../../src/renderer/words/uses.ts'

const DAY_MS = 86_400_000
const thrift = { axisId: 'thrift', left: 'spending', right: 'thrift', before: 0.18, after: 0.07 }
const purge = (changes: Partial<Purge> = {}): Purge => ({ rule: 'money/', places: [], passages: 0, rows: 0, proposals: 0, threads: 0, axes: [], ...changes })

describe('consent in words', () => {
  it('asks for a folder first, then for a use, then names the act', () => {
    expect(readWords({ kind: 'notes' }, 0, true)).toBe('Tick a folder')
    expect(readWords({ kind: 'notes' }, 412, false)).toBe('Choose what it may be used for')
    expect(readWords({ kind: 'notes' }, 412, true)).toBe('Read these 412 notes')
    expect(readWords({ kind: 'chats' }, 1, true)).toBe('Read this conversation')
  })

  it('takes a file of chats for one thing, and a folder of notes never', () => {
    const one = [{ path: '.', notes: 3 }]
    expect([hasFolders({ kind: 'chats', folders: one }), hasFolders({ kind: 'notes', folders: one })]).toEqual([false, true])
  })

  it('says of notes that only their files are dated', () => {
    const dates = [Date.UTC(2021, 4, 3, 12), Date.UTC(2026, 10, 19, 12)] as const
    expect(datesWords({ kind: 'chats', dates })).toBe('From 3 May 2021 to 19 November 2026')
    expect(datesWords({ kind: 'notes', dates: [dates[0], dates[0]] })).toBe('Files last changed on 3 May 2021')
    expect(datesWords({ kind: 'notes', dates: null })).toBeNull()
  })

  it('says what turning a use off takes away', () => {
    expect(takenAway({ passages: 873, uses: { memory: true, evidence: false, proposals: true } }, 'memory')).toContain('873 passages can no longer be searched and are forgotten. Only those stay that a proposal quotes')
    expect(takenAway({ passages: 1, uses: { memory: true, evidence: false, proposals: false } }, 'memory')).toContain('1 passage can no longer be searched and is forgotten. It is then used for nothing.')
  })
})

describe('a purge in words', () => {
  it('counts what goes, and leaves out what there is none of', () => {
    const lines = purgeLines(purge({ passages: 38, rows: 5, proposals: 1, axes: [thrift] }))
    expect(lines.map(({ number, text }) => `${number} ${text}`)).toEqual([
      '38 passages removed', '5 rows of evidence removed, belief refitted', '1 waiting question withdrawn', '1 axis moves: thrift 0.18 → 0.07',
    ])
    expect(purgeSentence(purge())).toBe('Nothing that is kept goes.')
  })

  it('names the pole that an axis leant to, and shows where it comes out on the other side', () => {
    expect(axisMove({ ...thrift, before: -0.18, after: -0.07 })).toBe('spending 0.18 → 0.07')
    expect(axisMove({ ...thrift, before: -0.18, after: 0.07 })).toBe('spending 0.18 → −0.07')
    expect(axisMove({ ...thrift, before: 0, after: -0.07 })).toBe('spending 0.00 → 0.07')
  })
})

describe('threads, weeks and sources in words', () => {
  it('says who says how a thread stands, and how sure the words are', () => {
    expect(stateWords({ state: 'stalled', stateBy: 'words', probability: 0.78 })).toBe('Stalled, read off your words (about 78 in 100)')
    expect(stateWords({ state: 'done', stateBy: 'person', probability: 1 })).toBe('Done, as you said')
  })

  it('opens threads with their number and their states', () => {
    expect(threadsLede({ open: 0, moving: 3, stalled: 8, done: 0, dropped: 0 })).toBe('Eleven threads of what you mean to do: 3 moving, 8 stalled.')
    expect(threadsLede({ open: 0, moving: 0, stalled: 0, done: 0, dropped: 0 })).toBe('No thread yet: nothing that was read comes back to one aim.')
  })

  it('names this week and the last by name, and others by their days', () => {
    const from = Date.UTC(2026, 10, 16, 12)
    const week = { from, until: from + 7 * DAY_MS }
    expect([weekName(week, from + DAY_MS), weekName(week, from + 8 * DAY_MS), weekName(week, from + 20 * DAY_MS)]).toEqual(['This week', 'Last week', '16 Nov to 23 Nov'])
  })

  it('counts what came in and what counts as evidence', () => {
    const week: AuditWeek = { from: 0, until: 1, passages: 31, merged: 4, claims: [], refused: [] }
    expect(weekSentence(week)).toBe('31 passages came in, 4 merged with what was there. Nothing was taken as evidence.')
    expect(weekSentence({ ...week, passages: 0, merged: 0, claims: [{} as AuditWeek['claims'][number]] })).toBe('No passage came in. 1 claim counts as evidence.')
  })

  it('says why changes are not seen at once', () => {
    const source = (watch: Source['watch'], changes: Partial<Source> = {}): Parameters<typeof watchWords>[0] => ({ kind: 'notes', state: 'current', watch, ...changes })
    expect(watchWords(source({ mode: 'scan', reason: 'the system watches no more folders' }))).toBe('Looked for now and then. The system watches no more folders.')
    expect(watchWords(source({ mode: 'live', reason: null }, { state: 'paused' }))).toBe('Not looked for while it is paused.')
  })
})
