import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tickedIn } from '../../../src/agent/observe/folders.ts'

describe('ticked folders', () => {
  it('hold what lies in them and in those below, and nothing whose name only begins alike', () => {
    const isTicked = tickedIn(['Journal', 'work/plans'])
    expect(['Journal/a.md', 'Journal/2026/a.md', 'work/plans/a.md'].map(isTicked)).toEqual([true, true, true])
    expect(['Journals/a.md', 'work/a.md', 'work/plans.md', 'Journal', 'a.md'].map(isTicked)).toEqual([false, false, false, false, false])
  })

  it('hold the files at the top by a dot, and nothing below', () => {
    expect(['a.md', 'Journal/a.md'].map(tickedIn(['.']))).toEqual([true, false])
  })

  it('are those with which a file’s place begins, for any folders', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'a b')
    const place = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    fc.assert(fc.property(place, fc.array(place, { maxLength: 5 }), (file, folders) => {
      expect(tickedIn(folders)(file)).toBe(folders.some((folder) => file.startsWith(`${folder}/`)))
    }))
  })
})
