import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDiff } from '../../src/renderer/words/word-diff.ts'

const bare = (parts: ReturnType<typeof wordDiff>, without: string): string =>
  parts.filter(({ kind }) => kind !== without).map(({ text }) => text).join('').replace(/\s+/g, '')

describe('the words that an edit changed', () => {
  it('marks what went and what came, and nothing else', () => {
    const parts = wordDiff('It gets ten minutes while the bread is in.', 'It gets five minutes while the kettle boils.')
    expect(parts.filter(({ kind }) => kind === 'gone').map(({ text }) => text.trim())).toEqual(['ten', 'bread is in.'])
    expect(parts.filter(({ kind }) => kind === 'new').map(({ text }) => text.trim())).toEqual(['five', 'kettle boils.'])
  })

  it('gives back both texts, whatever they are', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'long', 'ولا', '🌱')).map((words) => words.join(' '))
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = wordDiff(before, after)
        expect(bare(parts, 'gone')).toBe(after.replace(/\s+/g, ''))
        expect(bare(parts, 'new')).toBe(before.replace(/\s+/g, ''))
      }),
    )
  })
})
