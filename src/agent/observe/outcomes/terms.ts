// What two texts share, by their words. The commonest words of several languages tell nothing.

const COMMON = new Set(
  `a about after again all also am an and any are as at be because been but by can could did do does doing down for from get give go had has have he her here him his how i if in into is it its just like
  make me more most my need no not now of off on one only or other our out over please same she should so some such than that the their them then there these they this those to too under up us use very want was
  we were what when where which while who why will with would you your yes ok okay thanks und der die das ist nicht ich du er sie es wir ihr ein eine einen mit auf für von zu im den dem was wie auch noch
  le la les un une des et est pas que qui dans pour sur avec je tu il elle nous vous el los las una y no de en por con se lo al del il lo gli di e che per non con sono una o os as um uma do da em não para het een en
  van ik je niet op te zijn voor`.split(/\s+/),
)

/** Words and names of code, folded; without those that say nothing. */
export function termsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]+|\d{2,}/gu) ?? []
  return new Set(words.filter((word) => !COMMON.has(word)).map(stem))
}

/** Plurals and the commonest endings of English verbs; crude, and the same on both sides. */
const stem = (word: string): string => (word.length > 4 && !word.includes('_') ? word.replace(/(?:ings?|ed|es|s|en|e)$/u, '') : word)

/** The share of `part` that is in `whole`; 0 where `part` is empty. */
export function shareIn(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0
  let both = 0
  for (const term of part) if (whole.has(term)) both += 1
  return both / part.size
}

export function without(terms: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...terms].filter((term) => !others.has(term)))
}

/** The size of what they share by that of what they hold together. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  const both = [...a].filter((term) => b.has(term)).length
  return both / (a.size + b.size - both)
}

const FENCED = /^\s*(?:```|~~~)[^\n]*\n([\s\S]*?)(?:^\s*(?:```|~~~)|(?![\s\S]))/gm

/** The lines of code between fences, trimmed, those that are long enough to be known again. */
export function codeLines(text: string): ReadonlySet<string> {
  const lines = [...text.matchAll(FENCED)].flatMap((match) => match[1]!.split('\n'))
  return new Set(lines.map((line) => line.trim()).filter((line) => line.length >= TELLING))
}

const TELLING = 12

/** The share of the lines of `code` that stand in `text`. */
export function reused(code: ReadonlySet<string>, text: string): number {
  if (code.size === 0) return 0
  const lines = new Set(text.split('\n').map((line) => line.trim()))
  return [...code].filter((line) => lines.has(line)).length / code.size
}
