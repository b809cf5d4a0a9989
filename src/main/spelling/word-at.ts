import type { Spoken } from './languages.ts'

const WORDS = {
  Latin: /[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}\p{M}]+)*/gu,
  Cyrillic: /[\p{Script=Cyrillic}\p{M}]+(?:['’-][\p{Script=Cyrillic}\p{M}]+)*/gu,
}

/** A word, its place in the text, and the words of its paragraph. */
export type WordAt = Readonly<{ word: string; from: number; to: number; words: readonly string[] }>

/** The word that the caret or the selection lies in; null where it lies in none. */
export function wordAt(text: string, start: number, end: number, script: Spoken['script']): WordAt | null {
  const begin = text.lastIndexOf('\n', start - 1) + 1
  const close = text.indexOf('\n', start)
  const found = [...text.slice(begin, close < 0 ? undefined : close).matchAll(WORDS[script])].map(({ 0: word, index }) => ({ word, from: begin + index, to: begin + index + word.length }))
  const at = found.find(({ from, to }) => from <= start && end <= to)
  return at ? { ...at, words: [...new Set(found.map(({ word }) => word))] } : null
}
