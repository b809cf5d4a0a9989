import { sameWords } from '../observe/same-words.ts'
import { dot } from './vectors.ts'

/** From this cosine two texts are one, unless they name other numbers, or one of them denies what the other says (all-MiniLM-L6-v2). */
export const ALIKE = 0.95

const NUMBERS = /\p{N}+(?:[.,:/-]\p{N}+)*/gu
/** Vectors do not hear them: the words that deny, in the languages that intents are read in. */
const DENIALS = /(?<!\p{L})(?:not|no|never|nobody|nothing|without|cannot|nicht|nichts|kein\p{L}*|nie|niemals|ohne|ne|pas|jamais|sans|rien|nunca|sin|nada|não|sem|non|mai|senza|niet|geen|nooit|zonder)(?!\p{L})|n['’]t(?!\p{L})/giu

/** What must be the same in texts that are alike. */
export function tellsApart(text: string): string {
  return JSON.stringify([(text.match(NUMBERS) ?? []).sort(), (text.match(DENIALS) ?? []).length])
}

type Told = Readonly<{ text: string; vector: Float32Array | null }>

/** True of a text that is copied, with a word changed at most here and there. */
export function areAlike(one: Told, other: Told): boolean {
  if (sameWords(one.text) === sameWords(other.text)) return sameWords(one.text) !== '' || one.text === other.text
  return one.vector !== null && other.vector !== null && one.vector.length === other.vector.length && dot(one.vector, other.vector) >= ALIKE && tellsApart(one.text) === tellsApart(other.text)
}
