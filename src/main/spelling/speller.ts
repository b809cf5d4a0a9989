import { createHunspellFromStrings } from 'hunspell-wasm'
import type { Dictionary } from './languages.ts'

/** Looks words up in several dictionaries; one that any of them has is right. */
export type Speller = Readonly<{
  /** Of the words of one text those that are wrong; none where most are unknown, since that text is in another language. */
  misspelt: (words: readonly string[]) => readonly string[]
  /** The likeliest first, each dictionary's in turn. */
  suggestions: (word: string) => readonly string[]
}>

/** Hunspell's own bound, past which it knows nothing. */
const LONGEST = 100

export async function openSpeller(dictionaries: readonly Dictionary[]): Promise<Speller> {
  const opened = await Promise.all(dictionaries.map(({ aff, dic }) => createHunspellFromStrings(aff, dic)))
  const isWrong = (word: string): boolean => word.length <= LONGEST && !opened.some((dictionary) => dictionary.testSpelling(word))
  return {
    misspelt: (words) => {
      const wrong = words.filter(isWrong)
      return wrong.length * 2 > words.length ? [] : wrong
    },
    suggestions: (word) => {
      const found = opened.map((dictionary) => dictionary.getSpellingSuggestions(word))
      const most = Math.max(0, ...found.map(({ length }) => length))
      return [...new Set(Array.from({ length: most }, (_, rank) => found.flatMap((words) => words[rank] ?? [])).flat())]
    },
  }
}
