// What a person sees as the same has to compare as the same: case, accents that are one character or two, hidden characters, marks of emphasis.

// What hides or reorders what is seen; the joiners that Persian and emoji need stay where a text is kept.
const UNSEEN = /\u00AD|[\u200B\u200E\u200F\u202A-\u202E]|[\u2060-\u2069]|\uFEFF|[\u{E0000}-\u{E007F}]/gu
const JOINERS = /\u200C|\u200D|[\uFE00-\uFE0F]/gu
const MARKS = /[*_~`=[\]\\"“”„«»]/g
const APOSTROPHES = /[‘’‚‛ʼ]/g
const LINE_MARKS = /^[ \t]*(?:>[ \t]*)*(?:[-+*][ \t]+|\d+[.)][ \t]+|#{1,6}[ \t]+)?(?:\[.\][ \t]+)?/gm

/** For comparing words: without case, hidden characters, Markdown's marks and quotation marks, and with one space for any white space. */
export function foldText(text: string): string {
  return foldCase(text.replace(LINE_MARKS, '').replace(UNSEEN, '').replace(JOINERS, '').replace(MARKS, '').replace(APOSTROPHES, "'")).replace(/\s+/g, ' ').trim()
}

/** The text without characters that nobody sees. */
export function withoutHidden(text: string): string {
  return text.replace(UNSEEN, '').replaceAll('\0', '')
}

/** For comparing names of files: without case, and with accents composed. */
export function foldCase(text: string): string {
  // Upwards first: ß and SS, ς and σ, ſ and s are the same.
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFC')
}
