import { sameWords } from './same-words.ts'

/** What is shorter may be anybody's. */
const TELLING = 20

/** Knows words that hold one of these texts, or a sentence of one, whole. */
export function knowsTexts(texts: readonly string[]): (words: string) => boolean {
  const known = new Set(texts.flatMap((text) => [text, ...text.split(/(?<=[.!?])\s+/)]).map(sameWords).filter((text) => text.length >= TELLING))
  const list = [...known]
  return (words) => {
    const said = sameWords(words)
    return said.length >= TELLING && (known.has(said) || list.some((text) => said.includes(text)))
  }
}
